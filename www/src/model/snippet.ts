const STREAMS = new Set(["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"]);

/**
 * A program for the AWS SDK for JavaScript v3 that does the same.
 *
 * @param operation as in the API reference
 * @param input of the operation; binaries are Base64
 */
export function snippet(operation: string, input: unknown, region: string): string {
  const [client, module] = STREAMS.has(operation) ? ["DynamoDBStreamsClient", "@aws-sdk/client-dynamodb-streams"] : ["DynamoDBClient", "@aws-sdk/client-dynamodb"];
  return [
    `import { ${client}, ${operation}Command } from "${module}";`,
    "",
    `const client = new ${client}({ region: ${JSON.stringify(region)} });`,
    `const output = await client.send(new ${operation}Command(${literal(input, "")}));`,
    "",
  ].join("\n");
}

/** The command line that does the same. */
export function commandLine(operation: string, input: unknown, region: string): string {
  const service = STREAMS.has(operation) ? "dynamodbstreams" : "dynamodb";
  const name = operation.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
  const json = JSON.stringify(input, undefined, 2).replaceAll("'", `'"'"'`);
  return `aws ${service} ${name} --region ${region} --cli-input-json '${json}'\n`;
}

const WIDTH = 100;

/** A JavaScript literal: short objects on one line, the binaries of attributes as bytes. */
function literal(value: unknown, indent: string): string {
  if (Array.isArray(value)) return wrap("[", value.map((one) => literal(one, `${indent}  `)), "]", indent);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === "B" && typeof first[1] === "string") return `{ B: ${bytes(first[1])} }`;
  if (entries.length === 1 && first?.[0] === "BS" && Array.isArray(first[1])) return `{ BS: [${first[1].map(bytes).join(", ")}] }`;
  return wrap("{", entries.map(([name, one]) => `${property(name)}: ${literal(one, `${indent}  `)}`), "}", indent);
}

function wrap(open: string, parts: string[], close: string, indent: string): string {
  if (parts.length === 0) return open + close;
  const line = open === "{" ? `{ ${parts.join(", ")} }` : `[${parts.join(", ")}]`;
  if (line.length + indent.length <= WIDTH && !line.includes("\n")) return line;
  return `${open}\n${parts.map((part) => `${indent}  ${part},`).join("\n")}\n${indent}${close}`;
}

function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function bytes(base64: unknown): string {
  return `Uint8Array.from(atob(${JSON.stringify(base64)}), (c) => c.charCodeAt(0))`;
}
