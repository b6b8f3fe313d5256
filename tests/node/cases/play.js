// Sends the steps of a case and says what was answered otherwise than expected.

import assert from "node:assert/strict";

import { difference } from "./difference.js";

/**
 * @param {import("./faces.js").Face} face
 * @param {{ given: object[], steps: object[] }} case_
 */
export async function play(face, { given, steps }) {
  await face.reset();
  for (const step of given) {
    const answer = await face.send(call(step));
    assert.equal(answer.status, 200, `a fixture was refused: ${answer.body}`);
  }
  const kept = {};
  for (const [index, template] of steps.entries()) {
    const step = filled(template, kept);
    if (step.advance) {
      await face.advance(step.advance);
      continue;
    }
    const answer = await (step.control ? controlled(face, step) : face.send(call(step)));
    const complaint = complaintAbout(step, answer);
    if (complaint) assert.fail(`step ${index + 1}: ${complaint}`);
    for (const [name, pointer] of Object.entries(step.keep ?? {})) kept[name] = textAt(JSON.parse(answer.body), pointer);
  }
}

/** The text at a JSON pointer. */
function textAt(body, pointer) {
  const text = pointer.split("/").slice(1).reduce((value, name) => value?.[name], body);
  assert.equal(typeof text, "string", `no text at ${pointer}`);
  return text;
}

/** `value` with what was kept in the place of its names. */
function filled(value, kept) {
  if (typeof value === "string") return value.replaceAll(/\$\{(\w+)\}/g, (whole, name) => kept[name] ?? whole);
  if (Array.isArray(value)) return value.map((element) => filled(element, kept));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member, kept)]));
}

/** What a control answers, as an answer to a request; null if it answers nothing. */
async function controlled(face, { control, input }) {
  return { status: 200, header: () => null, body: JSON.stringify((await face.control(control, input)) ?? null) };
}

function call(step) {
  const { method = "POST", uri = "/", operation, headers = operation ? signed(step) : {} } = step;
  return { method, uri, headers, body: Buffer.from(text(step)) };
}

function signed({ operation, region = "us-east-1", accessKey = "AKIDEXAMPLE" }) {
  const [, streams, name] = /^(Streams\.)?(.*)$/.exec(operation);
  const scope = `${accessKey}/20261001/${region}/dynamodb/aws4_request`;
  return {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": `${streams ? "DynamoDBStreams" : "DynamoDB"}_20120810.${name}`,
    "x-amz-date": "20261001T000000Z",
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`,
  };
}

function text({ input, body = "", repeat }) {
  if (input) return JSON.stringify(input);
  if (!repeat) return body;
  const { before, times, middle = "", close = "", after } = repeat;
  return before + repeat.text.repeat(times) + middle + close.repeat(times) + after;
}

function complaintAbout(step, answer) {
  if (step.response) return complaintAboutResponse(step.response, answer);
  const { error, output, contains, status = error ? 400 : 200 } = step;
  if (answer.status !== status) return `status ${answer.status} instead of ${status}: ${answer.body}`;
  const body = JSON.parse(answer.body);
  if (error) return complaintAboutError(error, body);
  if (output !== undefined) return difference(output, body, { whole: true });
  return contains && difference(contains, body, { whole: false });
}

function complaintAboutResponse({ status, body, headers = {} }, answer) {
  if (status !== undefined && status !== answer.status) return `status ${answer.status}: ${answer.body}`;
  if (body !== undefined && body !== answer.body) return `body ${answer.body}`;
  const actual = Object.fromEntries(Object.keys(headers).map((name) => [name, answer.header(name)]));
  return difference(headers, actual, { whole: true });
}

function complaintAboutError({ type, message, also = {} }, body) {
  const { __type, message: lower, Message: upper = lower, ...others } = body;
  const actual = { type: String(__type).replace(/^.*#/, ""), message: upper, also: others };
  return difference({ type, message, also }, actual, { whole: true });
}
