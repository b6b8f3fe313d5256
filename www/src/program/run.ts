import { inspect } from "./inspect.ts";
import { Interpreter } from "./interpreter.ts";
import { importSdk } from "./sdk.ts";

/** What programs find without importing it. */
const GLOBALS = { JSON, Math, Number, String, Boolean, Date, Set, Map, Object, Array, BigInt, Uint8Array, TextEncoder, TextDecoder, Error, TypeError, Promise, atob: (text: string) => atob(text), btoa: (text: string) => btoa(text), crypto: { randomUUID: () => crypto.randomUUID() } };

/**
 * Runs a program around the AWS SDK.
 *
 * @param write is given the lines that the program prints
 * @param stopped whether it is to end
 */
export async function runProgram(text: string, ask: (operation: string, input: object) => Promise<any>, write: (line: string) => void, stopped: () => boolean): Promise<void> {
  const log = (...values: unknown[]) => write(values.map((value) => inspect(value)).join(" "));
  const globals = { ...GLOBALS, console: { log, info: log, warn: log, error: log, table: log } };
  try {
    await new Interpreter(text, importSdk(ask), stopped).run(globals);
  } catch (error) {
    write(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}
