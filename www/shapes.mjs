// Writes src/console/shapes.json, by which the console completes inputs: the members, lists and values of the service model.
// usage: node shapes.mjs <folder of botocore's data>

import { readFile, writeFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";

const folder = process.argv[2];
const shapes = {};
const operations = {};
for (const service of ["dynamodb", "dynamodbstreams"]) {
  const model = JSON.parse(gunzipSync(await readFile(`${folder}/${service}/2012-08-10/service-2.json.gz`)));
  for (const [name, { input }] of Object.entries(model.operations)) {
    operations[name] = input.shape;
    collect(model.shapes, input.shape);
  }
}
await writeFile(new URL("src/console/shapes.json", import.meta.url), `${JSON.stringify({ operations, shapes })}\n`);

/** A shape and those that it is made of; what a value of the type alone says is left out. */
function collect(all, name) {
  if (name in shapes) return;
  const { type, members, member, value, enum: values, required = [] } = all[name];
  if (type === "structure") {
    shapes[name] = { members: Object.fromEntries(Object.entries(members).map(([key, { shape }]) => [key, shape])), required };
    for (const { shape } of Object.values(members)) collect(all, shape);
  } else if (type === "list") {
    shapes[name] = { list: member.shape };
    collect(all, member.shape);
  } else if (type === "map") {
    shapes[name] = { map: value.shape };
    collect(all, value.shape);
  } else shapes[name] = values ? { values } : { type };
}
