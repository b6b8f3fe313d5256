import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const TYPES = { css: "text/css", html: "text/html; charset=utf-8", js: "text/javascript", svg: "image/svg+xml" };

/** Scripts of its own and no others; nobody else's page shows it. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Where the bundle is. Tests import this file as it stands, an ES module that no playground lies beside. */
const HERE = typeof __dirname === "undefined" ? undefined : __dirname;

/** The playground, for people whose browsers come to a server: it looks into that server. */
export class Playground {
  #folder;
  #files;
  #region;

  /**
   * @param {string} region of requests that name none
   * @param {string} folder where its files are; a package that was built without it has none
   */
  constructor(region, folder = HERE && join(HERE, "playground")) {
    this.#region = region;
    this.#folder = folder;
  }

  /**
   * The answer to a browser. Everybody else gets that of DynamoDB, whose health check asks for `/` too.
   *
   * @param {{ method?: string, url?: string, headers: Record<string, any> }} request
   * @returns {Promise<{ statusCode: number, headers: Record<string, string>, body: Buffer } | undefined>}
   */
  async answer({ method, url, headers }) {
    if (method !== "GET" && method !== "HEAD") return undefined;
    const path = url.split("?")[0];
    if (path === "/" && !/\btext\/html\b/.test(headers.accept ?? "")) return undefined;
    const name = path === "/" ? "index.html" : path.slice(1);
    if (!this.#names().has(name)) return undefined;
    const body = await readFile(join(this.#folder, name));
    const caching = name.startsWith("assets/") ? "max-age=31536000, immutable" : "no-cache";
    return {
      statusCode: 200,
      headers: { "content-type": TYPES[name.split(".").at(-1)], "content-security-policy": POLICY, "cache-control": caching, "x-content-type-options": "nosniff" },
      body: name === "index.html" ? this.#withRegion(body) : body,
    };
  }

  /** The names of its files, which `files.json` lists: nothing else is ever read. */
  #names() {
    this.#files ??= new Set(list(this.#folder));
    return this.#files;
  }

  /** What tells the page that it is a server's. */
  #withRegion(page) {
    return Buffer.from(page.toString().replace("<title>", `<meta name="dynatab-server" content="${this.#region}">\n    <title>`));
  }
}

function list(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, "files.json"), "utf8"));
  } catch {
    return [];
  }
}
