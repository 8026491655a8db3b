// A case as JSON Schema 2020-12, as somebody would write it who knows nothing of the
// programs that read it.

const DIALECT = "https://json-schema.org/draft/2020-12/schema";
export const LANGUAGE = "zh-CN";

/** The parts of a JSON Pointer without escapes. */
export const parts = (at) => at.split("/").slice(1);

/** One question. */
export function schemaOf({ kind, label, min, max, choices }) {
  const title = label[LANGUAGE];
  if (kind === "integer") return { type: "integer", title, minimum: min, maximum: max };
  if (kind === "yes-no") return { type: "boolean", title };
  if (kind === "choice") {
    return { type: "string", title, oneOf: choices.map(({ value, label }) => ({ const: value, title: label[LANGUAGE] })) };
  }
  return { type: "string", title, minLength: min, maxLength: max };
}

const key = ({ at }) => parts(at).at(-1);

/** An object with these questions, all to be answered. */
export function objectOf(questions) {
  return {
    type: "object",
    properties: Object.fromEntries(questions.map((one) => [key(one), schemaOf(one)])),
    required: questions.map(key),
  };
}

/** `then` this is asked, `if` others have these answers. */
function implied(one) {
  const on = one.when.map(({ at, is }) => [parts(at).at(-1), { const: is }]);
  return {
    if: { properties: Object.fromEntries(on), required: on.map(([name]) => name) },
    then: { properties: { [key(one)]: schemaOf(one) }, required: [key(one)] },
  };
}

function levels({ questions, nested }) {
  const defs = {};
  let at = "/start";
  for (let level = 1; level <= nested.depth; level += 1) {
    const here = questions.filter((one) => one.at.slice(0, one.at.lastIndexOf("/")) === at);
    const [kind, ...texts] = here;
    const next = level < nested.depth ? { next: { $ref: `#/$defs/level${level + 1}` } } : {};
    defs[`level${level}`] = {
      type: "object",
      title: kind.label[LANGUAGE],
      oneOf: nested.branches.map((branch, n) => {
        const own = objectOf(texts.filter(({ when }) => when[0].is === branch));
        return {
          type: "object",
          title: kind.choices[n].label[LANGUAGE],
          properties: { kind: { type: "string", const: branch }, ...own.properties, ...next },
          required: ["kind", ...own.required, ...Object.keys(next)],
        };
      }),
    };
    at += "/next";
  }
  return { type: "object", properties: { start: { $ref: "#/$defs/level1" } }, required: ["start"], $defs: defs };
}

/** The schema of a case. */
export function jsonSchema(one) {
  const head = { $schema: DIALECT, title: one.title[LANGUAGE] };
  if (one.nested) return { ...head, ...levels(one) };
  if (one.group) {
    const { group } = one;
    const rows = { type: "array", title: group.label[LANGUAGE], items: objectOf(group.questions) };
    return { ...head, type: "object", properties: { [parts(group.at)[0]]: rows }, required: parts(group.at) };
  }
  const free = one.questions.filter(({ when }) => !when);
  const bound = one.questions.filter(({ when }) => when);
  return { ...head, ...objectOf(free), ...(bound.length > 0 ? { allOf: bound.map(implied) } : {}) };
}
