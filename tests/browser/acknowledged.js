// Tabs that write pairs of items in transactions, what they say was acknowledged, and whether it is there.

import assert from "node:assert/strict";

/**
 * Lets a tab write until it is killed or told to stop.
 *
 * @param {Map<string, { acknowledged: number }>} told what each writer was told
 * @returns {{ begun: Promise<void>, ended: Promise<void> }}
 */
export function writeUntilKilled(tab, writer, told) {
  const state = { acknowledged: 0 };
  told.set(writer, state);
  let started;
  const begun = new Promise((resolve) => {
    started = resolve;
  });
  const hear = (message) => {
    const [word, who, number] = message.text().split(" ");
    if (who !== writer) return;
    if (word === "acknowledged") state.acknowledged = Number(number);
    if (state.acknowledged > 0) started();
  };
  tab.on("console", hear);
  const ended = tab
    .evaluate(async (who) => {
      globalThis.stop = false;
      globalThis.writers = (globalThis.writers ?? 0) + 1;
      for (let number = 1; !globalThis.stop; number += 1) {
        // Who leads may be lost while it answers; nobody knows then what became of it.
        await globalThis.stored.putPair(who, number).then(() => console.log(`acknowledged ${who} ${number}`), () => {});
      }
      globalThis.writers -= 1;
    }, writer)
    .catch(() => {});
  return { begun, ended };
}

/** Done when nothing is being written any more. */
export async function stop(tab) {
  await tab.evaluate(async () => {
    globalThis.stop = true;
    while (globalThis.writers > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });
}

/** What is there is at least what was acknowledged, and never half of a transaction. What a tab told last before it was killed may not have been heard, so it may be more. */
export function check(found, told, when) {
  for (const [writer, { acknowledged }] of told) {
    const [left, right] = ["left", "right"].map((side) => found[`${writer}-${side}`] ?? 0);
    assert.equal(left, right, `${when}: no half of a transaction`);
    assert.ok(acknowledged <= left, `${when}: ${left} of the ${acknowledged} that were acknowledged`);
  }
}
