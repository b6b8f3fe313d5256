/** What the AWS SDK throws for a request that its caller gave up. */
export function aborted() {
  return Object.assign(new Error("Request aborted"), { name: "AbortError" });
}
