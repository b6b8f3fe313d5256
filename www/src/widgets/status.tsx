/** The status of a table or index, as DynamoDB tells it. */
export function Status({ value }: { value: string | undefined }) {
  const kind = value === "ACTIVE" || value === "ENABLED" || value === "AVAILABLE" ? "good" : "waiting";
  return <span class={`status ${kind}`}>{value?.toLowerCase()}</span>;
}
