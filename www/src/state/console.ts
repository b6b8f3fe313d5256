import { signal } from "@preact/signals";

import type { Exchange } from "./exchanges.ts";
import { go } from "./route.ts";
import { tables } from "./tables.ts";

/** What stands in the console. */
export const operation = signal("ListTables");
export const input = signal("{}");
export const statement = signal("");
export const parameters = signal("");
export const code = signal(`import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const { TableNames } = await client.send(new ListTablesCommand({}));
if (!TableNames.includes("Notes")) {
  await client.send(new CreateTableCommand({
    TableName: "Notes",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "day", AttributeType: "S" }, { AttributeName: "number", AttributeType: "N" }],
    KeySchema: [{ AttributeName: "day", KeyType: "HASH" }, { AttributeName: "number", KeyType: "RANGE" }],
  }));
}

for (let number = 1; number <= 3; number += 1) {
  await client.send(new PutCommand({
    TableName: "Notes",
    Item: { day: "monday", number, text: \`Note \${number}\`, tags: new Set(["first", "draft"]) },
  }));
}

const { Items, ConsumedCapacity } = await client.send(new QueryCommand({
  TableName: "Notes",
  KeyConditionExpression: "#day = :day AND #number > :number",
  ExpressionAttributeNames: { "#day": "day", "#number": "number" },
  ExpressionAttributeValues: { ":day": "monday", ":number": 1 },
}));
console.log(Items, ConsumedCapacity.CapacityUnits);
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
