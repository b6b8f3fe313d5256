import { isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";

/** Short forms whose names have no `Fn::` before them. */
const BARE = ["Ref", "Condition"];

/**
 * A template in YAML, with the short forms of intrinsic functions (`!Sub`) in their long form.
 *
 * @param {string} text
 * @returns {any}
 * @throws {Error} which says where the text is no YAML
 */
export function parseTemplate(text) {
  const document = parseDocument(text, { logLevel: "silent" });
  if (document.errors.length > 0) throw document.errors[0];
  return plain(document.contents, document);
}

function plain(node, document) {
  if (isAlias(node)) return plain(node.resolve(document), document);
  const value = untagged(node, document);
  if (!node?.tag?.startsWith("!")) return value;
  const name = node.tag.slice(1);
  return { [BARE.includes(name) ? name : `Fn::${name}`]: value };
}

function untagged(node, document) {
  if (isMap(node)) return Object.fromEntries(node.items.map(({ key, value }) => [plain(key, document), plain(value, document)]));
  if (isSeq(node)) return node.items.map((item) => plain(item, document));
  return isScalar(node) ? node.value : null;
}
