const decoder = new TextDecoder();

/** One request of the log, and what became of it. What is JSON in it is read when it is looked at. */
export class Entry {
  /** The service that it asks: `DynamoDB`, or `S3`. */
  service = "DynamoDB";

  /** The name of the operation, as in the API reference. */
  operation;

  /** The bucket and the key that a request of Amazon S3 names. */
  bucket;
  key;

  /** When it came, by the emulator's clock: milliseconds since 1970. */
  time;

  /** The AWS Region that it was signed for. */
  region;

  /** The status of its response; 0, if the connection was lost on purpose. */
  statusCode = 0;

  /** Whether the answer, or the lack of one, is that of `faults`. */
  fault = false;

  /** What it consumed, by table and global index. */
  consumed = [];

  #body;
  #input;
  #answer;
  #output;

  constructor({ operation, time, region, body }) {
    this.operation = operation;
    this.time = time;
    this.region = region;
    // What is given to the emulator is the caller's, who may write the next request into it.
    this.#body = body.slice();
  }

  /** What was asked: the input of the operation; `undefined`, if it is no JSON. */
  get input() {
    return (this.#input ??= parse(this.#body));
  }

  /** What was answered: the output of the operation, or what an error says. */
  get output() {
    return (this.#output ??= this.#answer && parse(this.#answer));
  }

  /** The name and message of the error, if it was refused. */
  get error() {
    if (this.statusCode > 0 && this.statusCode < 400) return undefined;
    if (this.statusCode === 0) return { name: "NetworkError", message: "the connection was lost" };
    const { __type = "", message, Message } = this.output ?? {};
    return { name: __type.split("#").at(-1), message: message ?? Message };
  }

  /** The names of the tables that it names, in their order. */
  get tableNames() {
    return [...new Set(tableNames(this.input ?? {}))];
  }

  /** Takes over what was answered. */
  answered(response) {
    this.statusCode = response.statusCode;
    this.#answer = response.body.slice();
    this.#output = undefined;
  }

  /** Takes over how Amazon S3 has understood a request, and of its answer the error. */
  answeredByS3(asked, { statusCode, body }) {
    const [operation = "", bucket, key] = asked.split(" ").map((text) => decodeURIComponent(text) || undefined);
    Object.assign(this, { service: "S3", operation, bucket, key, statusCode });
    const [, __type = String(statusCode), message] = /<Code>(.*?)<.*?<Message>(.*?)</.exec(statusCode < 400 ? "" : decoder.decode(body)) ?? [];
    if (this.error) this.#output = { __type, message };
    return this;
  }

  /** As tests compare it and as JSON holds it. */
  toJSON() {
    const { service, operation, time, region, bucket, key, tableNames, input, statusCode, error, output, consumed, fault } = this;
    return { service, operation, time, region, bucket, key, tableNames, input, statusCode, error, output, consumed, fault };
  }
}

function parse(body) {
  try {
    return JSON.parse(decoder.decode(body));
  } catch {
    return undefined;
  }
}

function tableNames({ TableName, RequestItems, TransactItems, Statement, Statements, TransactStatements }) {
  const actions = list(TransactItems).flatMap((action) => Object.values(action ?? {}));
  const statements = [{ Statement }, ...list(Statements), ...list(TransactStatements)];
  const named = [TableName, ...Object.keys(RequestItems ?? {}), ...actions.map((action) => action?.TableName)];
  return [...named.map(nameOf), ...statements.map((statement) => tableOfStatement(statement?.Statement))].filter(Boolean);
}

const list = (value) => (Array.isArray(value) ? value : []);

function nameOf(table) {
  return typeof table === "string" ? table.replace(/^arn:.*:table\//, "") : undefined;
}

/** The table of a PartiQL statement, which an index may follow behind a dot. */
export function tableOfStatement(statement) {
  if (typeof statement !== "string") return undefined;
  const [, quoted, plain] = /\b(?:from|into|update)\s+(?:"([^"]+)"|([\w-]+))/i.exec(statement) ?? [];
  return quoted ?? plain;
}
