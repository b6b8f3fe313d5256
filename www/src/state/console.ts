import { signal } from "@preact/signals";

import type { Exchange } from "./exchanges.ts";
import { go } from "./route.ts";
import { tables } from "./tables.ts";

/** What stands in the console. */
export const operation = signal("ListTables");
export const input = signal("{}");
export const statement = signal("");
export const parameters = signal("");
export const code = signal(`import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

for (const year of [2024, 2025, 2026]) {
  await client.send(new PutCommand({
    TableName: "Music",
    Item: { Artist: "Mira Quell", Song: \`Take \${year}\`, Year: year },
  }));
}

const { Items } = await client.send(new QueryCommand({
  TableName: "Music",
  KeyConditionExpression: "Artist = :artist",
  ExpressionAttributeValues: { ":artist": "Mira Quell" },
}));
console.log(Items.map((item) => item.Song));
`);

/** A statement to begin with, where none was written: of a table that is there. */
export function suggestStatement(): void {
  if (statement.value !== "") return;
  const table = tables.value?.[0];
  statement.value = `SELECT * FROM "${table?.TableName ?? "Music"}"`;
}

/** Puts a request back into the console. */
export function reopen({ operation: name, input: body }: Exchange): void {
  operation.value = name;
  input.value = JSON.stringify(body, undefined, 2);
  go({ page: "console", tab: "operation" });
}
