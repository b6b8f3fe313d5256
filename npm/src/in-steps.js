/**
 * Takes the steps of a generator, which yields what may be promises. Whoever has the tables in memory gets an answer at once, as no step is a promise;
 * where another tab is asked, it is a promise of the same answer.
 *
 * @template T
 * @param {Generator<any, T, any>} steps
 * @returns {T | Promise<T>}
 */
export function inSteps(steps) {
  const go = (method, value) => {
    let step = steps[method](value);
    while (!step.done) {
      if (isPromise(step.value)) return step.value.then((next) => go("next", next), (error) => go("throw", error));
      step = steps.next(step.value);
    }
    return step.value;
  };
  return go("next");
}

/** Gives back that it is done, and nothing else. */
export function doing(done) {
  return isPromise(done) ? done.then(() => {}) : undefined;
}

export function isPromise(value) {
  return typeof value?.then === "function";
}
