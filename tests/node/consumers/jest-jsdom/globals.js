// What the AWS SDK looks for and jsdom does not have.

const { ReadableStream } = require("node:stream/web");
const { TextDecoder, TextEncoder } = require("node:util");

Object.assign(globalThis, { ReadableStream, TextDecoder, TextEncoder });
