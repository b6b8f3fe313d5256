/**
 * Calls `stop` when the browser is about to stop this page, in its back/forward cache or to save energy, and `go` when the page goes on. Workers are told of
 * neither.
 *
 * @param {() => void} stop
 * @param {() => void} go
 * @returns {() => void} ends that
 */
export function watchPage(stop, go) {
  if (typeof document === "undefined") return () => {};
  const controller = new AbortController();
  const { signal } = controller;
  document.addEventListener("freeze", stop, { signal });
  document.addEventListener("resume", go, { signal });
  // What an application does when its page is hidden is to be done yet: where there is a later moment, that is waited for.
  if (!("onfreeze" in document)) addEventListener("pagehide", ({ persisted }) => persisted && stop(), { signal });
  addEventListener("pageshow", ({ persisted }) => persisted && go(), { signal });
  return () => controller.abort();
}
