// A board whose columns are queries that are watched: nothing here says what is to be drawn after a write.

import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { createEmulator } from "dynatab";

const TableName = "Tasks";
const emulator = await createEmulator();
const client = DynamoDBDocumentClient.from(new DynamoDBClient(emulator.clientConfig()));

await client.send(
  new CreateTableCommand({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: ["id", "column", "added"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    GlobalSecondaryIndexes: [
      {
        IndexName: "by-column",
        KeySchema: [{ AttributeName: "column", KeyType: "HASH" }, { AttributeName: "added", KeyType: "RANGE" }],
        Projection: { ProjectionType: "ALL" },
      },
    ],
  }),
);

for (const column of ["open", "done"]) {
  const query = { IndexName: "by-column", KeyConditionExpression: "#c = :c", ExpressionAttributeNames: { "#c": "column" }, ExpressionAttributeValues: { ":c": { S: column } } };
  emulator.watch({ tableName: TableName, query }, (tasks) => draw(column, tasks));
}

document.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = document.querySelector("#text");
  await client.send(new PutCommand({ TableName, Item: { id: crypto.randomUUID(), column: "open", added: new Date().toISOString(), text: text.value } }));
  text.value = "";
});

function draw(column, tasks) {
  document.querySelector(`#${column}-count`).textContent = tasks.length;
  document.querySelector(`#${column}`).replaceChildren(...tasks.map((task) => row(task, column)));
}

function row({ id: { S: id }, text: { S: text } }, column) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  item.append(text, button);
  button.textContent = column === "open" ? "Done" : "Delete";
  button.addEventListener("click", () => (column === "open" ? finish(id) : client.send(new DeleteCommand({ TableName, Key: { id } }))));
  return item;
}

function finish(id) {
  const change = { UpdateExpression: "SET #c = :done", ExpressionAttributeNames: { "#c": "column" }, ExpressionAttributeValues: { ":done": "done" } };
  return client.send(new UpdateCommand({ TableName, Key: { id }, ...change }));
}
