/** What a cell of CSV can hold, by the name of its type. `JSON` is a whole value in DynamoDB's form. */
const READ = {
  S: (text) => ({ S: text }),
  N: (text) => ({ N: text.trim() }),
  B: (text) => ({ B: text }),
  BOOL: (text) => ({ BOOL: readBoolean(text) }),
  JSON: (text) => readValue(text),
};

export const CELL_TYPES = Object.keys(READ);

/**
 * @param {string} text of a cell
 * @param {string} type
 * @throws {Error} which says what is wrong
 */
export function readCell(text, type) {
  return READ[type](text);
}

/**
 * @param {object} value in DynamoDB's form
 * @returns {{ type: string, text: string }}
 */
export function writeCell(value) {
  const [[type, content]] = Object.entries(value);
  if (type === "BOOL") return { type, text: String(content) };
  return ["S", "N", "B"].includes(type) ? { type, text: content } : { type: "JSON", text: JSON.stringify(value) };
}

function readBoolean(text) {
  const word = text.trim().toLowerCase();
  if (word === "true" || word === "false") return word === "true";
  throw new Error(`${JSON.stringify(text)} is no BOOL: write true or false`);
}

function readValue(text) {
  const value = JSON.parse(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 1) return value;
  throw new Error(`${text.slice(0, 40)} is no value in DynamoDB's form: write for example {"L":[{"S":"a"}]}`);
}
