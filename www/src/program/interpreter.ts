import { javascriptLanguage } from "@codemirror/lang-javascript";
import type { SyntaxNode } from "@lezer/common";

import { Scope } from "./scope.ts";

/** What a program that was not understood, or that goes on too long, is told. */
export class ProgramError extends Error {
  override name = "ProgramError";
}

/** Names through which a value leads out of the program. */
const CLOSED = new Set(["constructor", "__proto__", "prototype", "caller", "callee", "arguments"]);

/** More steps than these are taken for a loop without end. */
const MOST_STEPS = 500_000;

/** How a block ended before its end. */
type Ending = { kind: "return"; value: unknown } | { kind: "break" } | { kind: "continue" } | undefined;

/** What modules a program imports from, by their names: given the name that is imported. */
export type Import = (module: string, name: string) => unknown;

/**
 * Runs the part of JavaScript that programs around the AWS SDK are written in: declarations, loops, conditions, functions, `await`. A page whose
 * content security policy forbids `eval` cannot run them otherwise.
 */
export class Interpreter {
  #text: string;
  #import: Import;
  #stopped: () => boolean;
  #steps = 0;

  constructor(text: string, importing: Import, stopped: () => boolean = () => false) {
    this.#text = text;
    this.#import = importing;
    this.#stopped = stopped;
  }

  /** @throws {ProgramError} for what it does not understand, and whatever the program throws */
  async run(globals: Record<string, unknown>): Promise<void> {
    const tree = javascriptLanguage.parser.parse(this.#text);
    await this.#statements(children(tree.topNode), new Scope(globals));
  }

  async #statements(nodes: SyntaxNode[], scope: Scope): Promise<Ending> {
    for (const node of nodes) if (node.name === "FunctionDeclaration") scope.declare(this.#source(node.getChild("VariableDefinition")), this.#function(node, scope));
    for (const node of nodes) {
      if (node.name === "{" || node.name === "}") continue;
      const ending = await this.#statement(node, scope);
      if (ending) return ending;
    }
    return undefined;
  }

  async #statement(node: SyntaxNode, scope: Scope): Promise<Ending> {
    this.#step(node);
    switch (node.name) {
      case "ImportDeclaration":
        return void this.#imports(node, scope);
      case "VariableDeclaration":
        return void (await this.#declare(node, scope));
      case "ExpressionStatement":
        return void (await this.#value(first(node), scope));
      case "Block":
        return this.#statements(children(node), scope.inner());
      case "IfStatement":
        return this.#if(node, scope);
      case "ForStatement":
        return this.#for(node, scope);
      case "WhileStatement":
        return this.#while(node, scope);
      case "TryStatement":
        return this.#try(node, scope);
      case "ReturnStatement":
        return { kind: "return", value: node.firstChild?.nextSibling && node.firstChild.nextSibling.name !== ";" ? await this.#value(node.firstChild.nextSibling, scope) : undefined };
      case "ThrowStatement":
        throw await this.#value(node.firstChild?.nextSibling as SyntaxNode, scope);
      case "BreakStatement":
        return { kind: "break" };
      case "ContinueStatement":
        return { kind: "continue" };
      case "FunctionDeclaration":
      case ";":
        return undefined;
      default:
        throw this.#unknown(node);
    }
  }

  #imports(node: SyntaxNode, scope: Scope): void {
    const module = String(JSON.parse(this.#source(node.getChild("String")).replace(/^'|'$/g, '"')));
    const group = node.getChild("ImportGroup");
    for (let at = group?.firstChild ?? null; at; at = at.nextSibling) {
      if (at.name !== "VariableDefinition" && at.name !== "VariableName") continue;
      const renamed = at.nextSibling?.name === "as" ? at.nextSibling.nextSibling : null;
      scope.declare(this.#source(renamed ?? at), this.#import(module, this.#source(at)));
      if (renamed) at = renamed;
    }
  }

  async #declare(node: SyntaxNode, scope: Scope): Promise<void> {
    let target: SyntaxNode | undefined;
    for (const part of children(node)) {
      if (/^(const|let|var|,|;)$/.test(part.name)) continue;
      if (part.name === "Equals") continue;
      if (isTarget(part) && !target) {
        target = part;
        if (part.nextSibling?.name === "Equals") continue;
        await this.#bind(part, undefined, scope);
        target = undefined;
      } else if (target) {
        await this.#bind(target, await this.#value(part, scope), scope);
        target = undefined;
      }
    }
  }

  /** Gives names to a value, or to parts of it. */
  async #bind(target: SyntaxNode, value: any, scope: Scope): Promise<void> {
    if (target.name === "VariableDefinition") return scope.declare(this.#source(target), value);
    if (target.name === "ArrayPattern") {
      const list = [...value];
      for (const [at, part] of children(target).filter(isTarget).entries()) await this.#bind(part, list[at], scope);
      return;
    }
    if (target.name !== "ObjectPattern") throw this.#unknown(target);
    for (const part of target.getChildren("PatternProperty")) {
      const key = part.getChild("PropertyName") ?? part.getChild("VariableDefinition");
      const inner = children(part).filter(isTarget).at(-1) ?? key;
      const found = key && this.#get(value, this.#source(key));
      const fallback = part.getChild("Equals")?.nextSibling;
      const bound = found === undefined && fallback ? await this.#value(fallback, scope) : found;
      if (inner?.name === "PropertyName") scope.declare(this.#source(inner), bound);
      else if (inner) await this.#bind(inner, bound, scope);
    }
  }

  async #if(node: SyntaxNode, scope: Scope): Promise<Ending> {
    const [, condition, then, , otherwise] = children(node);
    if (await this.#value(condition as SyntaxNode, scope)) return this.#statement(then as SyntaxNode, scope);
    return otherwise ? this.#statement(otherwise, scope) : undefined;
  }

  async #for(node: SyntaxNode, scope: Scope): Promise<Ending> {
    const body = node.lastChild as SyntaxNode;
    const of = node.getChild("ForOfSpec");
    if (!of) return this.#forThree(node.getChild("ForSpec") as SyntaxNode, body, scope);
    const target = children(of).find(isTarget) as SyntaxNode;
    const source: any = await this.#value(children(of).at(-2) as SyntaxNode, scope);
    for await (const value of source) {
      const inner = scope.inner();
      await this.#bind(target, value, inner);
      const ending = await this.#statement(body, inner);
      if (ending?.kind === "break") break;
      if (ending?.kind === "return") return ending;
    }
    return undefined;
  }

  async #forThree(spec: SyntaxNode, body: SyntaxNode, scope: Scope): Promise<Ending> {
    const inner = scope.inner();
    const [begin, condition, step] = children(spec).filter(({ name }) => !/^[();]$/.test(name));
    if (begin) await this.#statement(begin, inner);
    while (!condition || (await this.#value(condition, inner))) {
      const ending = await this.#statement(body, inner);
      if (ending?.kind === "break") break;
      if (ending?.kind === "return") return ending;
      if (step) await this.#value(step, inner);
    }
    return undefined;
  }

  async #while(node: SyntaxNode, scope: Scope): Promise<Ending> {
    const [, condition, body] = children(node);
    while (await this.#value(condition as SyntaxNode, scope)) {
      const ending = await this.#statement(body as SyntaxNode, scope);
      if (ending?.kind === "break") break;
      if (ending?.kind === "return") return ending;
    }
    return undefined;
  }

  async #try(node: SyntaxNode, scope: Scope): Promise<Ending> {
    const caught = node.getChild("CatchClause");
    const last = node.getChild("FinallyClause")?.lastChild;
    try {
      return await this.#statement(node.getChild("Block") as SyntaxNode, scope);
    } catch (error) {
      if (!caught || error instanceof ProgramError) throw error;
      const inner = scope.inner();
      const name = children(caught).find(isTarget);
      if (name) await this.#bind(name, error, inner);
      return await this.#statement(caught.lastChild as SyntaxNode, inner);
    } finally {
      if (last) await this.#statement(last, scope);
    }
  }

  async #value(node: SyntaxNode, scope: Scope): Promise<any> {
    this.#step(node);
    switch (node.name) {
      case "Number":
        return number(this.#source(node));
      case "String":
        return string(this.#source(node));
      case "TemplateString":
        return this.#template(node, scope);
      case "BooleanLiteral":
        return this.#source(node) === "true";
      case "null":
        return null;
      case "VariableName":
        return this.#lookUp(node, scope);
      case "ParenthesizedExpression":
        return this.#value(children(node)[1] as SyntaxNode, scope);
      case "ObjectExpression":
        return this.#object(node, scope);
      case "ArrayExpression":
        return this.#list(node, scope);
      case "MemberExpression":
        return (await this.#member(node, scope)).value;
      case "CallExpression":
        return this.#call(node, scope);
      case "NewExpression":
        return this.#new(node, scope);
      case "ArrowFunction":
      case "FunctionExpression":
        return this.#function(node, scope);
      case "AwaitExpression":
      case "UnaryExpression":
        return this.#unary(node, scope);
      case "BinaryExpression":
        return this.#binary(node, scope);
      case "ConditionalExpression": {
        const [condition, , then, , otherwise] = children(node);
        return this.#value(((await this.#value(condition as SyntaxNode, scope)) ? then : otherwise) as SyntaxNode, scope);
      }
      case "AssignmentExpression":
      case "UpdateExpression":
      case "PostfixExpression":
        return this.#assign(node, scope);
      default:
        throw this.#unknown(node);
    }
  }

  #lookUp(node: SyntaxNode, scope: Scope): unknown {
    const name = this.#source(node);
    if (name === "undefined") return undefined;
    if (!scope.has(name)) throw new ProgramError(`${this.#line(node)}: ${name} is not defined here`);
    return scope.get(name);
  }

  async #template(node: SyntaxNode, scope: Scope): Promise<string> {
    let text = "";
    let at = node.from + 1;
    for (const part of node.getChildren("Interpolation")) {
      text += string(`\`${this.#text.slice(at, part.from)}\``) + String(await this.#value(children(part)[1] as SyntaxNode, scope));
      at = part.to;
    }
    return text + string(`\`${this.#text.slice(at, node.to - 1)}\``);
  }

  async #object(node: SyntaxNode, scope: Scope): Promise<Record<string, unknown>> {
    const object: Record<string, unknown> = {};
    for (const property of node.getChildren("Property")) {
      const parts = children(property);
      const [name] = parts;
      if (name?.name === "Spread") Object.assign(object, await this.#value(parts[1] as SyntaxNode, scope));
      else if (name?.name === "[") object[String(await this.#value(parts[1] as SyntaxNode, scope))] = await this.#value(parts.at(-1) as SyntaxNode, scope);
      else if (parts.length === 1) object[this.#source(name as SyntaxNode)] = scope.get(this.#source(name as SyntaxNode));
      else object[key(this.#source(name as SyntaxNode))] = await this.#value(parts.at(-1) as SyntaxNode, scope);
    }
    return object;
  }

  async #list(node: SyntaxNode, scope: Scope): Promise<unknown[]> {
    const list: unknown[] = [];
    let spread = false;
    for (const part of children(node)) {
      if (part.name === "Spread") spread = true;
      else if (!/^[[\](),]$/.test(part.name)) {
        const value = await this.#value(part, scope);
        if (spread) list.push(...(value as unknown[]));
        else list.push(value);
        spread = false;
      }
    }
    return list;
  }

  /** A member, and whose it is. */
  async #member(node: SyntaxNode, scope: Scope): Promise<{ owner: any; name: string; value: any }> {
    const parts = children(node);
    const owner = await this.#value(parts[0] as SyntaxNode, scope);
    const optional = parts.some(({ name }) => name === "?.");
    const named = node.getChild("PropertyName");
    const name = named ? this.#source(named) : String(await this.#value(parts.at(-2) as SyntaxNode, scope));
    if (optional && (owner === undefined || owner === null)) return { owner, name, value: undefined };
    return { owner, name, value: this.#get(owner, name) };
  }

  #get(owner: any, name: string): any {
    if (CLOSED.has(name)) throw new ProgramError(`${name} cannot be had here`);
    if (owner === undefined || owner === null) throw new TypeError(`Cannot read properties of ${owner} (reading '${name}')`);
    return owner[name];
  }

  async #call(node: SyntaxNode, scope: Scope): Promise<any> {
    const [callee] = children(node);
    const list = node.getChild("ArgList") as SyntaxNode;
    if (callee?.name === "MemberExpression") {
      const { owner, name, value } = await this.#member(callee, scope);
      if (value === undefined && callee.getChild("?.")) return undefined;
      if (typeof value !== "function") throw new TypeError(`${name} is not a function`);
      const given = await this.#list(list, scope);
      return Array.isArray(owner) ? overList(owner, name, given) : value.apply(owner, given);
    }
    const called = await this.#value(callee as SyntaxNode, scope);
    if (typeof called !== "function") throw new TypeError(`${this.#source(callee as SyntaxNode)} is not a function`);
    return called(...(await this.#list(list, scope)));
  }

  async #new(node: SyntaxNode, scope: Scope): Promise<unknown> {
    const made: any = await this.#value(children(node)[1] as SyntaxNode, scope);
    const list = node.getChild("ArgList");
    return new made(...(list ? await this.#list(list, scope) : []));
  }

  #function(node: SyntaxNode, scope: Scope): (...given: unknown[]) => Promise<unknown> {
    const targets = (node.getChild("ParamList") ? children(node.getChild("ParamList") as SyntaxNode) : [first(node)]).filter(isTarget);
    const body = node.lastChild as SyntaxNode;
    return async (...given) => {
      const inner = scope.inner();
      for (const [at, target] of targets.entries()) await this.#bind(target, given[at], inner);
      if (body.name !== "Block") return this.#value(body, inner);
      const ending = await this.#statement(body, inner);
      return ending?.kind === "return" ? ending.value : undefined;
    };
  }

  async #unary(node: SyntaxNode, scope: Scope): Promise<unknown> {
    const operator = this.#source(first(node));
    if (operator === "++" || operator === "--") return this.#assign(node, scope);
    const value: any = await this.#value(node.lastChild as SyntaxNode, scope);
    switch (operator) {
      case "await":
        return await value;
      case "!":
        return !value;
      case "-":
        return -value;
      case "+":
        return +value;
      case "typeof":
        return typeof value;
      default:
        throw this.#unknown(node);
    }
  }

  async #binary(node: SyntaxNode, scope: Scope): Promise<unknown> {
    const [left, operator, right] = children(node) as [SyntaxNode, SyntaxNode, SyntaxNode];
    const sign = this.#source(operator);
    const a: any = await this.#value(left, scope);
    if (sign === "&&") return a && (await this.#value(right, scope));
    if (sign === "||") return a || (await this.#value(right, scope));
    if (sign === "??") return a ?? (await this.#value(right, scope));
    const compute = BINARY[sign];
    if (!compute) throw this.#unknown(operator);
    return compute(a, await this.#value(right, scope));
  }

  async #assign(node: SyntaxNode, scope: Scope): Promise<unknown> {
    const parts = children(node);
    const prefix = parts[0]?.name === "ArithOp";
    const target = (prefix ? parts[1] : parts[0]) as SyntaxNode;
    const sign = this.#source((prefix ? parts[0] : parts[1]) as SyntaxNode);
    const before: any = sign === "=" ? undefined : await this.#value(target, scope);
    const step = sign === "++" ? 1 : sign === "--" ? -1 : undefined;
    const given: any = step ?? (await this.#value(parts.at(-1) as SyntaxNode, scope));
    const compute = step === undefined ? BINARY[sign.slice(0, -1)] : BINARY["+"];
    const value = sign === "=" ? given : compute?.(before, given);
    if (target.name === "VariableName") scope.set(this.#source(target), value);
    else if (target.name === "MemberExpression") {
      const { owner, name } = await this.#member(target, scope);
      owner[name] = value;
    } else throw this.#unknown(target);
    return step !== undefined && !prefix ? before : value;
  }

  #step(node: SyntaxNode): void {
    this.#steps += 1;
    if (this.#stopped()) throw new ProgramError("stopped");
    if (this.#steps > MOST_STEPS) throw new ProgramError(`${this.#line(node)}: this goes on without end`);
  }

  #source(node: SyntaxNode | null | undefined): string {
    return node ? this.#text.slice(node.from, node.to) : "";
  }

  #line(node: SyntaxNode): string {
    return `line ${this.#text.slice(0, node.from).split("\n").length}`;
  }

  #unknown(node: SyntaxNode): ProgramError {
    const text = this.#source(node).split("\n")[0] ?? "";
    return new ProgramError(`${this.#line(node)}: ${node.type.isError ? "this is no JavaScript" : "this console does not understand"} ${text.slice(0, 60)}`);
  }
}

const BINARY: Record<string, (a: any, b: any) => unknown> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "**": (a, b) => a ** b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "===": (a, b) => a === b,
  "!==": (a, b) => a !== b,
  "==": (a, b) => a == b,
  "!=": (a, b) => a != b,
  in: (a, b) => a in b,
  instanceof: (a, b) => a instanceof b,
};

/** Functions of a program are asynchronous, so what lists do with them is done here. */
async function overList(list: unknown[], name: string, given: any[]): Promise<unknown> {
  const [act] = given;
  if (typeof act !== "function") return (list as any)[name](...given);
  const each = async () => {
    const values: any[] = [];
    for (const [at, one] of list.entries()) values.push(await act(one, at, list));
    return values;
  };
  switch (name) {
    case "map":
      return each();
    case "flatMap":
      return (await each()).flat();
    case "forEach":
      return void (await each());
    case "filter": {
      const kept = await each();
      return list.filter((_, at) => kept[at]);
    }
    case "find":
      return list[(await each()).findIndex(Boolean)];
    case "some":
      return (await each()).some(Boolean);
    case "every":
      return (await each()).every(Boolean);
    case "reduce": {
      let sum = given[1];
      for (const one of list) sum = await act(sum, one);
      return sum;
    }
    case "findIndex":
      return (await each()).findIndex(Boolean);
    case "sort":
    case "toSorted":
      return sorted(name === "sort" ? list : [...list], act);
    default:
      throw new ProgramError(`lists cannot ${name} here`);
  }
}

/** Sorts in place by a comparison that has to be waited for. */
async function sorted(list: unknown[], compare: (a: unknown, b: unknown) => Promise<number>): Promise<unknown[]> {
  for (let at = 1; at < list.length; at += 1) {
    const one = list[at];
    let to = at;
    while (to > 0 && (await compare(list[to - 1], one)) > 0) {
      list[to] = list[to - 1];
      to -= 1;
    }
    list[to] = one;
  }
  return list;
}

function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let at = node.firstChild; at; at = at.nextSibling) if (!at.name.endsWith("Comment")) list.push(at);
  return list;
}

function first(node: SyntaxNode): SyntaxNode {
  return children(node)[0] as SyntaxNode;
}

function isTarget({ name }: SyntaxNode): boolean {
  return name === "VariableDefinition" || name === "ObjectPattern" || name === "ArrayPattern";
}

function number(text: string): number | bigint {
  const plain = text.replaceAll("_", "");
  return plain.endsWith("n") ? BigInt(plain.slice(0, -1)) : Number(plain);
}

const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", 0: "\0" };

/** The text of a literal, its quotes taken away. */
function string(literal: string): string {
  return literal.slice(1, -1).replace(/\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|(\n)|(.))/gis, (_, braced, four, two, newline, one) => {
    if (newline) return "";
    if (one) return ESCAPES[one] ?? one;
    return String.fromCodePoint(Number.parseInt(braced ?? four ?? two, 16));
  });
}

function key(text: string): string {
  return /^['"]/.test(text) ? string(text) : text;
}
