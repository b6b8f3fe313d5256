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
    const [name, ...others] = Object.keys(value);
    if (others.length === 0 && Object.hasOwn(FUNCTIONS, name)) return FUNCTIONS[name].call(this, value[name]);
    if (others.length === 0 && name?.startsWith("Fn::")) throw new TypeError(`${name} in a template is not known here: give tables that use it as CreateTable inputs`);
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

  mapping([map, first, second]) {
    const path = [map, first, second].map((key) => this.value(key));
    const found = path.reduce((level, key) => level?.[key], this.#template.Mappings);
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
    return this.substituted(text, variables);
  },
  "Fn::Join"([separator, parts]) {
    return this.value(parts).join(separator);
  },
  "Fn::Split"([separator, text]) {
    return String(this.value(text)).split(separator);
  },
  "Fn::Select"([index, list]) {
    return this.value(list)[this.value(index)];
  },
  "Fn::FindInMap"(path) {
    return this.mapping(path);
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
