import { isPlainObject, show } from "../options.js";

/** What `AWS::NoValue` stands for: the property is not there. */
const NO_VALUE = Symbol("AWS::NoValue");

/** The value of a template in which intrinsic functions are computed, as far as tables need them. */
export class Intrinsics {
  #template;
  #pseudo;
  #parameters;
  #resources;

  /**
   * @param {object} template of CloudFormation
   * @param {{ region: string, accountId: string, stackName: string, parameters: Record<string, any> }} stack
   * @param {{ name: (id: string, resource: object) => string | undefined, attribute: (id: string, resource: object, name: string) => string | undefined }} resources
   *   say what references to resources of the template mean; `undefined` where they do not know
   */
  constructor(template, { region, accountId, stackName, parameters }, resources) {
    this.#template = template;
    this.#resources = resources;
    this.#parameters = parameters;
    this.#pseudo = {
      "AWS::Region": region,
      "AWS::AccountId": accountId,
      "AWS::StackName": stackName,
      "AWS::StackId": `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/dynatab`,
      "AWS::Partition": "aws",
      "AWS::URLSuffix": "amazonaws.com",
      "AWS::NotificationARNs": [],
      "AWS::NoValue": NO_VALUE,
    };
  }

  /** Whether a resource or property under `condition` is there; everything without one is. */
  holds(condition) {
    if (condition === undefined) return true;
    const conditions = this.#template.Conditions ?? {};
    if (!Object.hasOwn(conditions, condition)) throw new TypeError(`the template has no condition ${condition}`);
    return this.value(conditions[condition]) === true;
  }

  /**
   * `value` with all intrinsic functions computed.
   *
   * @throws {TypeError} for a function that is not known, or a reference to what is not there
   */
  value(value) {
    if (Array.isArray(value)) return value.map((element) => this.value(element)).filter((element) => element !== NO_VALUE);
    if (!isPlainObject(value)) return value;
    const names = Object.keys(value);
    if (names.length === 1 && Object.hasOwn(FUNCTIONS, names[0])) return this.#call(names[0], value[names[0]]);
    const stranger = names.find((name) => name.startsWith("Fn::"));
    if (stranger) throw unknown(stranger, names.length > 1 && Object.hasOwn(FUNCTIONS, stranger));
    const entries = Object.entries(value).map(([key, inner]) => [key, this.value(inner)]);
    return Object.fromEntries(entries.filter(([, inner]) => inner !== NO_VALUE));
  }

  reference(name) {
    if (Object.hasOwn(this.#pseudo, name)) return this.#pseudo[name];
    if (Object.hasOwn(this.#parameters, name)) return this.#parameters[name];
    const parameter = this.#template.Parameters?.[name];
    if (parameter) return defaultOf(name, parameter);
    const resource = this.#resource(name);
    return this.#resources.name(name, resource) ?? name;
  }

  attribute(id, name) {
    const value = this.#resources.attribute(id, this.#resource(id), name);
    return value ?? `${id}.${name}`;
  }

  mapping([map, first, second, { DefaultValue } = {}]) {
    const path = [map, first, second].map((key) => this.value(key));
    const own = (level, key) => (isPlainObject(level) && Object.hasOwn(level, key) ? level[key] : undefined);
    const found = path.reduce(own, this.#template.Mappings) ?? this.value(DefaultValue);
    if (found === undefined) throw new TypeError(`the template has no mapping ${path.join(".")}`);
    return found;
  }

  substituted(text, variables = {}) {
    return text.replace(/\$\{([^!}][^}]*)\}/g, (_, name) => {
      if (Object.hasOwn(variables, name)) return this.value(variables[name]);
      const [id, ...attribute] = name.trim().split(".");
      return attribute.length > 0 ? this.attribute(id, attribute.join(".")) : this.reference(id);
    }).replace(/\$\{!/g, "${");
  }

  #call(name, argument) {
    const { least, help, orText } = ARGUMENTS[name] ?? {};
    const fits = Array.isArray(argument) ? argument.length >= least : orText && typeof argument === "string";
    if (help && !fits) throw new TypeError(`${name} cannot be ${show(argument)}: write ${help}`);
    return FUNCTIONS[name].call(this, argument);
  }

  #resource(id) {
    const resource = this.#template.Resources?.[id];
    if (!resource) throw new TypeError(`the template refers to ${id}, which it does not define`);
    return resource;
  }
}

function defaultOf(name, { Type, Default }) {
  if (Default === undefined) throw new TypeError(`the template's parameter ${name} has no default: give its value in \`parameters\``);
  return /^(List<|CommaDelimitedList)/.test(Type) ? String(Default).split(",").map((text) => text.trim()) : Default;
}

/** @returns {TypeError} that says what is wrong with a function that is not known, or that does not stand alone */
function unknown(name, isKnown) {
  if (isKnown) return new TypeError(`${name} in a template stands alone in its object`);
  return new TypeError(`${name} in a template is not known here: give tables that use it as CreateTable inputs`);
}

/** The functions whose argument is a list, or may be a text: how many elements it has at least, and what is written. */
const ARGUMENTS = {
  "Fn::GetAtt": { least: 2, help: "the name of a resource and of an attribute, with a dot between them or in a list", orText: true },
  "Fn::Sub": { least: 1, help: "a text, or in a list a text and an object with variables", orText: true },
  "Fn::Join": { least: 2, help: "a separator and a list of what is to be joined, in a list" },
  "Fn::Split": { least: 2, help: "a separator and a text, in a list" },
  "Fn::Select": { least: 2, help: "an index and a list, in a list" },
  "Fn::FindInMap": { least: 3, help: "the name of a mapping and two keys, in a list" },
  "Fn::If": { least: 3, help: "the name of a condition and two values, in a list" },
  "Fn::Equals": { least: 2, help: "two values, in a list" },
  "Fn::And": { least: 1, help: "a list of conditions" },
  "Fn::Or": { least: 1, help: "a list of conditions" },
  "Fn::Not": { least: 1, help: "a condition, in a list" },
};

/** The value of `list`, which is one. */
function listOf(intrinsics, name, list) {
  const value = intrinsics.value(list);
  if (Array.isArray(value)) return value;
  throw new TypeError(`${name}: ${show(value)} is no list`);
}

/** The functions, with an {@link Intrinsics} as `this` and their argument as it is written. */
const FUNCTIONS = {
  Ref(name) {
    return this.reference(name);
  },
  Condition(name) {
    return this.holds(name);
  },
  "Fn::GetAtt"(path) {
    const [id, ...name] = Array.isArray(path) ? path : path.split(".");
    return this.attribute(id, this.value(name.length === 1 ? name[0] : name.join(".")));
  },
  "Fn::Sub"(argument) {
    const [text, variables] = Array.isArray(argument) ? argument : [argument];
    return this.substituted(String(text), variables);
  },
  "Fn::Join"([separator, parts]) {
    return listOf(this, "Fn::Join", parts).join(separator);
  },
  "Fn::Split"([separator, text]) {
    return String(this.value(text)).split(separator);
  },
  "Fn::Select"([index, list]) {
    const [at, elements] = [this.value(index), listOf(this, "Fn::Select", list)];
    if (Object.hasOwn(elements, at)) return elements[at];
    throw new TypeError(`Fn::Select: there is no element ${show(at)} in ${show(elements)}`);
  },
  "Fn::FindInMap"(path) {
    return this.mapping(path);
  },
  "Fn::Length"(list) {
    return listOf(this, "Fn::Length", list).length;
  },
  "Fn::ToJsonString"(value) {
    return JSON.stringify(this.value(value));
  },
  "Fn::Base64"(text) {
    return Buffer.from(this.value(text)).toString("base64");
  },
  "Fn::If"([condition, then, otherwise]) {
    return this.value(this.holds(condition) ? then : otherwise);
  },
  "Fn::Equals"([left, right]) {
    return String(this.value(left)) === String(this.value(right));
  },
  "Fn::And"(conditions) {
    return conditions.every((condition) => this.value(condition) === true);
  },
  "Fn::Or"(conditions) {
    return conditions.some((condition) => this.value(condition) === true);
  },
  "Fn::Not"([condition]) {
    return this.value(condition) !== true;
  },
  "Fn::ImportValue"(name) {
    throw new TypeError(`the template imports ${show(this.value(name))} from another stack: give it as a parameter, or the tables as CreateTable inputs`);
  },
};
