// Timing: alternating rounds of the candidates, so that a noisy neighbour hits all of them alike; of each the best round counts,
// because whatever else the machine does only ever adds to it.

/** Short, so that some rounds go undisturbed on a machine that does something else beside. */
const MINIMUM_ROUND_MS = 4;

/** A round that is better by less than this part says nothing new. */
const PROGRESS = 0.99;

/** So many times as many rounds as are asked for are enough, whatever the machine does. */
const PATIENCE = 10;

/**
 * Microseconds for one call of each candidate. Measured until so many rounds in a row were no better than those before: V8 optimizes
 * WebAssembly beside, and takes seconds to get to it where others use the machine.
 *
 * @param {Record<string, () => unknown>} candidates each does its work once; may return a promise
 * @param {number} rounds how many rounds have to bring nothing better
 */
export async function measure(candidates, rounds = 100) {
  const names = Object.keys(candidates);
  const calls = {};
  for (const name of names) calls[name] = await callsPerRound(candidates[name]);
  const best = Object.fromEntries(names.map((name) => [name, Infinity]));
  for (let round = 0, idle = 0; idle < rounds && round < rounds * PATIENCE; round++, idle++) {
    for (const name of names) {
      const found = await time(candidates[name], calls[name]);
      if (found < best[name] * PROGRESS) idle = 0;
      best[name] = Math.min(best[name], found);
    }
  }
  return best;
}

/** Doubles the number of calls until a round takes long enough to be timed; warms up meanwhile. */
async function callsPerRound(candidate) {
  for (let calls = 8; ; calls *= 2) {
    const micros = await time(candidate, calls);
    if (micros * calls > MINIMUM_ROUND_MS * 1000) return calls;
  }
}

async function time(candidate, calls) {
  const start = performance.now();
  for (let call = 0; call < calls; call++) {
    const result = candidate();
    if (result instanceof Promise) await result;
  }
  return ((performance.now() - start) * 1000) / calls;
}

export function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[sorted.length >> 1];
}

/** Prints one line: what, the ratio, the goal, and the figures behind it. */
export function report(what, ratio, goal, detail) {
  const verdict = ratio <= goal ? "reached" : "missed ";
  console.log(`${what.padEnd(44)} ${ratio.toFixed(2).padStart(6)}x  goal ${String(goal).padEnd(5)} ${verdict}  ${detail}`);
}

/** `12.3 µs`. */
export function micros(value) {
  return `${value.toFixed(value < 100 ? 2 : 0)} µs`;
}
