import { headersFor } from "../backend/request.ts";
import { consumedOf, mayWrite, tellsCapacity } from "../model/capacity.ts";
import { tellOthers } from "./channel.ts";
import { record } from "./exchanges.ts";
import { backend, changed, now, region } from "./session.ts";

/** What DynamoDB refused, or that nobody answered. */
export class CallError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly output: any,
  ) {
    super(message);
    this.name = type;
  }
}

const LOOKS = /^(Describe|List|Get|BatchGet|Query$|Scan$|Search|TransactGet)/;

/**
 * Asks for an operation, with the capacity that it consumes, and records what was asked and answered.
 *
 * @param quiet whether the playground asks by itself
 * @returns the output
 * @throws {CallError}
 */
export async function call<Output = any>(operation: string, input: object, { quiet = false } = {}): Promise<Output> {
  const target = backend.value;
  if (!target) throw new CallError("NotReady", "the emulator is not there yet", undefined);
  const full = tellsCapacity(operation) && !("ReturnConsumedCapacity" in input) ? { ...input, ReturnConsumedCapacity: "INDEXES" } : input;
  const body = JSON.stringify(full);
  const asked = { at: now(), operation, region: region.value, input, requestText: body, quiet };
  let answer;
  try {
    answer = await target.send(headersFor(operation, region.value), body);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    record({ ...asked, output: undefined, status: undefined, headers: {}, responseText: "", milliseconds: 0, consumed: [], error: message });
    throw new CallError("ConnectionLost", `no answer: ${message}`, undefined);
  }
  const output = parse(answer.text);
  const refusal = answer.status === 200 ? undefined : refusalOf(answer.status, output);
  const { text: responseText, ...rest } = answer;
  record({ ...asked, ...rest, output, responseText, consumed: consumedOf(output, input), error: refusal && `${refusal.type}: ${refusal.message}` });
  if (refusal) throw refusal;
  if (!LOOKS.test(operation)) {
    changed();
    if (target.kind === "server" || !mayWrite(operation)) tellOthers();
  }
  return output;
}

function parse(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusalOf(status: number, output: any): CallError {
  const type = String(output?.__type ?? `Status ${status}`).split("#").at(-1) ?? "";
  return new CallError(type, output?.message ?? output?.Message ?? "no message", output);
}
