// A SELECT in PartiQL that names its keys against the Query and the GetItem that say the same: what reading a statement costs.

import { encode, engineWith, route } from "./direct.mjs";
import { measure, micros, report } from "./measure.mjs";
import { QUERY, TABLE, key } from "./workload.mjs";

const engine = engineWith(1000);
const way = route(engine, "ExecuteStatement");

async function compare(what, statement, operation, input, goal) {
  const other = route(engine, operation);
  const [text, body] = [encode(statement), encode(input)];
  const { statement: stated, operation: asked } = await measure({
    statement: () => engine.exchange.call(way, text, 0),
    operation: () => engine.exchange.call(other, body, 0),
  });
  report(`PartiQL SELECT ${what} / ${operation}`, stated / asked, goal, `${micros(stated)} against ${micros(asked)}`);
}

const partition = { Statement: `SELECT * FROM "${TABLE}" WHERE pk = ?`, Parameters: [key(0).pk], Limit: QUERY.Limit };
const one = { Statement: `SELECT * FROM "${TABLE}" WHERE pk = ? AND sk = ?`, Parameters: [key(500).pk, key(500).sk] };
const query = {
  TableName: TABLE,
  KeyConditionExpression: "pk = :pk AND sk = :sk",
  ExpressionAttributeValues: { ":pk": key(500).pk, ":sk": key(500).sk },
};

await compare("of 20 items", partition, "Query", QUERY, 1.5);
await compare("of one item", one, "Query", query, 1.5);
await compare("of one item", one, "GetItem", { TableName: TABLE, Key: key(500) }, 2.5);
