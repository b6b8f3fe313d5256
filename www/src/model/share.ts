import type { Item } from "./attribute.ts";

/** A table, what it is made with, and what has to be said of it when it is there. */
export interface SharedTable {
  definition: Record<string, unknown>;
  items: Item[];
  timeToLive?: string;
  /** For how many days its past is kept. */
  recovery?: number;
}

/**
 * Reads a file with a table, as exports write it, or with no more than what CreateTable takes.
 *
 * @throws {SyntaxError} for a file that has none
 */
export function readTable(text: string): SharedTable {
  const json = JSON.parse(text);
  const table: SharedTable = json?.KeySchema ? { definition: json, items: [] } : json;
  if (typeof table?.definition?.["TableName"] !== "string" || !Array.isArray(table.items)) throw new SyntaxError("there is no table in this file");
  return table;
}

/** A small database. */
export interface Database {
  /** Where its tables were; older links do not say. */
  region?: string;
  tables: SharedTable[];
}

/** A database as the text of a link: JSON, deflated, in the letters that addresses have. */
export async function pack(database: Database): Promise<string> {
  const bytes = await pass(new TextEncoder().encode(JSON.stringify(database)), new CompressionStream("deflate-raw"));
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @throws for what {@link pack} did not write */
export async function unpack(text: string): Promise<Database> {
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
  const database = JSON.parse(new TextDecoder().decode(await pass(bytes, new DecompressionStream("deflate-raw"))));
  if (!Array.isArray(database?.tables)) throw new SyntaxError("no tables are in it");
  return database;
}

async function pass(bytes: Uint8Array<ArrayBuffer>, through: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(through)).arrayBuffer());
}
