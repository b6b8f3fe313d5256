/** A tab with a worker that leads, and a table. */
export async function workerThatLeads(shared) {
  const tab = await shared.open();
  await tab.evaluate(async () => {
    const worker = new Worker("/storage-worker.js", { type: "module" });
    const heard = () => new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data)));
    await heard();
    globalThis.tell = (...message) => {
      const answer = heard();
      worker.postMessage(message);
      return answer;
    };
    await globalThis.tell("createTable");
  });
  return tab;
}

/** Lets the worker of a tab do something. */
export const tell = (tab, ...message) => tab.evaluate((words) => globalThis.tell(...words), message);
