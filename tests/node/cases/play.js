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
    const { advance, times = 1 } = template;
    if (advance) await face.advance(advance);
    else for (let n = 0; n < times; n += 1) await take(face, filled(template, { ...kept, n }), index, kept);
  }
}

/** Takes one step, and keeps what it says of the answer. */
async function take(face, step, index, kept) {
  const answer = await (step.control ? controlled(face, step) : face.send(call(step)));
  const complaint = complaintAbout(step, answer);
  if (complaint) assert.fail(`step ${index + 1}: ${complaint}`);
  for (const [name, place] of Object.entries(step.keep ?? {})) kept[name] = step.s3 ? elementOf(answer.body, place) : textAt(JSON.parse(answer.body), place);
}

/** The text of the first element `name`. */
function elementOf(document, name) {
  return new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(document)?.[1] ?? "";
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
  if (step.s3) return callOfS3(step);
  const { method = "POST", uri = "/", operation, headers = operation ? signed(step) : {} } = step;
  return { method, uri, headers, body: Buffer.from(text(step)) };
}

/** A request that is signed for Amazon S3 unless it has an authorization of its own; an empty one stands for none. */
function callOfS3(step) {
  const { s3, region = "us-east-1", accessKey = "AKIDEXAMPLE", headers = {} } = step;
  const [method, uri] = s3.split(/ (.*)/s);
  const scope = `${accessKey}/20261001/${region}/s3/aws4_request`;
  const all = {
    host: "s3.amazonaws.com",
    "x-amz-date": "20261001T000000Z",
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`,
    ...headers,
  };
  const filledIn = Object.entries(all).filter(([, value]) => value !== "");
  return { method, uri, headers: Object.fromEntries(filledIn), body: Buffer.from(text(step)) };
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
  if (step.s3) return complaintAboutS3(step, answer);
  const { error, output, contains, status = error ? 400 : 200 } = step;
  if (answer.status !== status) return `status ${answer.status} instead of ${status}: ${answer.body}`;
  const body = JSON.parse(answer.body);
  if (error) return complaintAboutError(error, body);
  if (output !== undefined) return difference(output, body, { whole: true });
  return contains && difference(contains, body, { whole: false });
}

/** What Amazon S3 answered: the code, text and elements of an error, or the status alone. */
function complaintAboutS3({ error, status = error ? 400 : 200 }, answer) {
  if (answer.status !== status) return `status ${answer.status} instead of ${status}: ${answer.body}`;
  if (!error) return undefined;
  const { type, message, also = {} } = error;
  const expected = { Code: type, ...(message === undefined ? {} : { Message: message }), ...also };
  const actual = Object.fromEntries(Object.keys(expected).map((name) => [name, elementOf(answer.body, name)]));
  return difference(expected, actual, { whole: true });
}

function complaintAboutResponse({ status, body, headers = {} }, answer) {
  if (status !== undefined && status !== answer.status) return `status ${answer.status}: ${answer.body}`;
  const other = body !== undefined && difference(body, answer.body, { whole: true, path: "body" });
  if (other) return other;
  const actual = Object.fromEntries(Object.keys(headers).map((name) => [name, answer.header(name)]));
  return difference(headers, actual, { whole: true });
}

function complaintAboutError({ type, message, also = {} }, body) {
  const { __type, message: lower, Message: upper = lower, ...others } = body;
  const actual = { type: String(__type).replace(/^.*#/, ""), message: upper, also: others };
  return difference({ type, message, also }, actual, { whole: true });
}
