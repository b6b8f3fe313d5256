// What must compile for a CommonJS module.

import dynatab = require("dynatab");

async function main(): Promise<void> {
  const emulator: dynatab.Emulator = await dynatab.createEmulator({ seed: 1 });
  emulator.clientConfig().region satisfies string;
  await emulator.close();
}

void main();
