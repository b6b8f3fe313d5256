/** The platform's own, whatever a test puts in its place later. */
const { MessageChannel, setImmediate, setTimeout } = globalThis;

/**
 * Waits for those who were just answered to go on, so that what they ask next is written as one group: many go on one after the other, and whoever is first would
 * otherwise have a group of its own, for which all others wait.
 *
 * @returns {Promise<void>}
 */
export function gather() {
  return new Promise((resolve) => {
    if (setImmediate) setImmediate(resolve);
    else if (MessageChannel) post(resolve);
    else setTimeout(resolve);
  });
}

/** A message comes after all that was promised before, and unlike a timer is not held up in a tab that nobody sees. */
function post(resolve) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(undefined);
}
