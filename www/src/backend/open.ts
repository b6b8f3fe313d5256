import type { Backend } from "./backend.ts";

/** A server of dynatab says in the page that it serves which region is its own. */
export async function openBackend(): Promise<Backend> {
  const region = document.querySelector<HTMLMetaElement>("meta[name=dynatab-server]")?.content;
  if (region) return (await import("./server.ts")).openServer(region);
  return (await import("./page.ts")).openPage();
}
