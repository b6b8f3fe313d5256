/** Windows of one browser tell each other here that something is other than it was. A page that the browser stops has none, or it could not be kept. */
let channel: BroadcastChannel | undefined;
let listener = () => {};

export function tellOthers(): void {
  channel?.postMessage("changed");
}

/** From now on `to` is called when others tell, and when this page goes on after the browser had stopped it. */
export function listenToOthers(to: () => void): void {
  listener = to;
  open();
  document.addEventListener("freeze", close);
  document.addEventListener("resume", goOn);
  addEventListener("pagehide", close);
  addEventListener("pageshow", ({ persisted }) => persisted && goOn());
}

function open(): void {
  close();
  channel = new BroadcastChannel("dynatab-playground");
  channel.onmessage = listener;
}

function close(): void {
  channel?.close();
  channel = undefined;
}

function goOn(): void {
  open();
  listener();
}
