/** Windows of one browser tell each other here that something is other than it was. */
const channel = new BroadcastChannel("dynatab-playground");

export function tellOthers(): void {
  channel.postMessage("changed");
}

export function listenToOthers(listener: () => void): void {
  channel.onmessage = listener;
}
