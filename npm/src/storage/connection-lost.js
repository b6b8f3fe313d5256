/** What a client meets whose request nobody will answer: whether it was done nobody knows. The AWS SDK tries again. */
export function connectionLost() {
  return Object.assign(new Error("the tab that answers is gone"), { code: "ECONNRESET" });
}
