import { CORE_SCHEMA, defineMappingTag, defineScalarTag, defineSequenceTag, load, mapTag, seqTag } from "js-yaml";

/** Short forms whose names have no `Fn::` before them. */
const BARE = ["Ref", "Condition"];

/** Tags that begin with one mark, which are the short forms; those of YAML itself have another prefix. */
const short = { matchByTagPrefix: true, identify: () => false, finalize: ({ tag, value }) => long(tag, value) };

const scalars = defineScalarTag("!", { ...short, resolve: (value, _, tag) => long(tag, value) });

const sequences = defineSequenceTag("!", {
  ...short,
  create: (tag) => ({ tag, value: seqTag.create(tag) }),
  addItem: ({ value }, item, index) => seqTag.addItem(value, item, index),
});

const mappings = defineMappingTag("!", {
  ...short,
  create: (tag) => ({ tag, value: mapTag.create(tag) }),
  addPair: ({ value }, name, member) => mapTag.addPair(value, name, member),
  has: ({ value }, name) => mapTag.has(value, name),
  keys: mapTag.keys,
  get: mapTag.get,
});

const schema = CORE_SCHEMA.withTags(scalars, sequences, mappings);

/**
 * A template in YAML, with the short forms of intrinsic functions (`!Sub`) in their long form.
 *
 * @param {string} text
 * @returns {any}
 * @throws {Error} which says where the text is no YAML
 */
export function parseTemplate(text) {
  return load(text, { schema });
}

function long(tag, value) {
  const name = tag.slice(1);
  return { [BARE.includes(name) ? name : `Fn::${name}`]: value };
}
