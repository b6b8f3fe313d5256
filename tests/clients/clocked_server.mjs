// A dynatab server whose clock and tables are in the hands of the program that started it: a line of JSON on standard input is an order, a line
// on standard output the answer. `{"reset": true}` forgets all tables and follows real time; `{"set": "2020-02-12T22:41:51.617Z"}` stops the clock there.

import { createInterface } from "node:readline";

import { createEmulator } from "../../npm/dist/node.js";
import { Server } from "../../npm/src/node/server.js";

const emulator = await createEmulator({ accountId: "123456789012", region: "us-west-2" });
const server = new Server(emulator);
const { port } = await server.listen({ host: "127.0.0.1", port: 0 });
console.log(`http://127.0.0.1:${port}`);

for await (const line of createInterface({ input: process.stdin })) {
  const { reset, set } = JSON.parse(line);
  if (reset) {
    emulator.reset();
    emulator.clock.follow();
  }
  if (set !== undefined) emulator.clock.freeze(set);
  console.log("done");
}

await server.close();
await emulator.close();
