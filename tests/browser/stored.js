// What tests do with an emulator that has a storage, in a page or in a worker.

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as sdk from "@aws-sdk/client-dynamodb";

const TABLE = {
  TableName: "Table",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
};

/** An emulator that was opened, and what a client of it does. */
export async function openStored(createEmulator, options = {}) {
  const emulator = await createEmulator({ storage: "idb://test", ...options });
  return { emulator, ...actsOf(new DynamoDBClient(emulator.clientConfig())) };
}

/** What tests do with a client. */
export function actsOf(client) {
  const send = (name, input) => client.send(new sdk[`${name}Command`](input));
  return {
    send,
    createTable: (more = {}) => send("CreateTable", { ...TABLE, ...more }),
    put: (pk, n = "0") => send("PutItem", { TableName: "Table", Item: { pk: { S: pk }, n: { N: String(n) } } }),
    putPair: (pk, n) =>
      send("TransactWriteItems", {
        TransactItems: ["left", "right"].map((side) => ({ Put: { TableName: "Table", Item: { pk: { S: `${pk}-${side}` }, n: { N: String(n) } } } })),
      }),
    async items() {
      const items = {};
      for await (const { Items } of sdk.paginateScan({ client }, { TableName: "Table" })) {
        for (const { pk, n } of Items) items[pk.S] = Number(n?.N);
      }
      return items;
    },
  };
}
