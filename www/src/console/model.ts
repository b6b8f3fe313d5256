import model from "./shapes.json";

/** What the service model says of inputs. */
export type Shape = { members?: Record<string, string>; required?: string[]; list?: string; map?: string; values?: string[]; type?: string };

const shapes = model.shapes as Record<string, Shape>;
const operations = model.operations as Record<string, string>;

export const OPERATIONS: string[] = Object.keys(operations).sort();

export function inputShape(operation: string): Shape | undefined {
  return shapes[operations[operation] ?? ""];
}

export function shapeNamed(name: string | undefined): Shape | undefined {
  return name === undefined ? undefined : shapes[name];
}

/** The least input of an operation: what is required, to be filled in. */
export function template(operation: string): string {
  const { members = {}, required = [] } = inputShape(operation) ?? {};
  return JSON.stringify(Object.fromEntries(required.map((name) => [name, blank(shapeNamed(members[name]))])), undefined, 2);
}

function blank(shape: Shape | undefined): unknown {
  if (shape?.members) return Object.fromEntries((shape.required ?? []).map((name) => [name, blank(shapeNamed(shape.members?.[name]))]));
  if (shape?.map) return {};
  if (shape?.list) return [blank(shapeNamed(shape.list))];
  if (shape?.values) return shape.values[0];
  return shape?.type === "boolean" ? false : shape?.type === "string" || shape?.type === "blob" ? "" : 0;
}
