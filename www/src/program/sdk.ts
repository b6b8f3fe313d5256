import { marshallInput, marshallItem, marshallValue, unmarshallItem, unmarshallOutput, unmarshallValue, withBase64 } from "./marshal.ts";
import { ProgramError } from "./interpreter.ts";

/** Asks for an operation. */
type Ask = (operation: string, input: object) => Promise<any>;

/** What the document client calls otherwise than the API. */
const DOCUMENT_NAMES: Record<string, string> = { Get: "GetItem", Put: "PutItem", Update: "UpdateItem", Delete: "DeleteItem", BatchGet: "BatchGetItem", BatchWrite: "BatchWriteItem", TransactGet: "TransactGetItems", TransactWrite: "TransactWriteItems" };

const DOCUMENTS = "@aws-sdk/lib-dynamodb";
const UTILITIES = "@aws-sdk/util-dynamodb";
const CLIENTS = new Set(["@aws-sdk/client-dynamodb", "@aws-sdk/client-dynamodb-streams"]);

/** A command as programs make it. */
class Command {
  constructor(
    readonly operation: string,
    readonly input: any,
    readonly documents: boolean,
  ) {}
}

/** The parts of the AWS SDK for JavaScript that programs about DynamoDB import, with clients that ask the emulator. */
export function importSdk(ask: Ask): (module: string, name: string) => unknown {
  const client = { send: (command: unknown) => send(ask, command), destroy: () => {}, config: {} };
  return (module, name) => {
    if (module === UTILITIES) return utility(name);
    if (module !== DOCUMENTS && !CLIENTS.has(module)) throw new ProgramError(`there is no module ${module} here: the AWS SDK's ${[...CLIENTS, DOCUMENTS, UTILITIES].join(", ")} are`);
    if (name.endsWith("Command")) return commandClass(name.slice(0, -"Command".length), module === DOCUMENTS);
    if (name.startsWith("paginate")) return paginator(ask, name.slice("paginate".length), module === DOCUMENTS);
    if (name === "DynamoDBDocumentClient") return { from: () => client };
    if (name.endsWith("Client")) return function Client() {
      return client;
    };
    if (name.startsWith("waitUntil")) return async () => ({ state: "SUCCESS" });
    throw new ProgramError(`${module} has no ${name} here`);
  };
}

function commandClass(name: string, documents: boolean): unknown {
  const operation = (documents && DOCUMENT_NAMES[name]) || name;
  return function made(input: any) {
    return new Command(operation, input, documents);
  };
}

async function send(ask: Ask, command: unknown): Promise<unknown> {
  if (!(command instanceof Command)) throw new ProgramError("send takes a command, for example new GetItemCommand({ … })");
  const { operation, input = {}, documents } = command;
  const output = await ask(operation, (documents ? marshallInput(input) : withBase64(input)) as object);
  return documents ? unmarshallOutput(output) : output;
}

/** Pages of an operation, each asked for when it is wanted. */
function paginator(ask: Ask, name: string, documents: boolean): unknown {
  return async function* pages(_: unknown, input: any) {
    let from: unknown;
    do {
      const page: any = await send(ask, new Command(name, from ? { ...input, ExclusiveStartKey: from } : input, documents));
      yield page;
      from = page.LastEvaluatedKey;
    } while (from);
  };
}

function utility(name: string): unknown {
  if (name === "marshall") return (value: any) => (typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Set) ? marshallItem(value) : marshallValue(value));
  if (name === "unmarshall") return unmarshallItem;
  if (name === "convertToAttr") return marshallValue;
  if (name === "convertToNative") return unmarshallValue;
  throw new ProgramError(`${UTILITIES} has no ${name} here`);
}
