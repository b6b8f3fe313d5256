import type { Emulator } from "dynatab";

import type { Answer } from "./backend.ts";

const decoder = new TextDecoder();

/** One request to an emulator, whichever. */
export async function handle(emulator: Emulator, headers: Record<string, string>, body: string): Promise<Answer> {
  const begun = performance.now();
  const { response } = await emulator.requestHandler.handle({ method: "POST", path: "/", headers, body });
  const milliseconds = performance.now() - begun;
  return { status: response.statusCode, headers: response.headers, text: decoder.decode(response.body), milliseconds };
}
