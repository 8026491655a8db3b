// A case for JSON Forms: the JSON Schema, and a UI schema with a control for each
// question and a rule where it is not always asked. Controls find their schema by
// pointer, so that what the schema has behind `oneOf` and `then` stands plainly in it too.
import { jsonSchema, parts, schemaOf } from "../schema.mjs";
import { tree } from "./tree.mjs";

const scope = (at) => `#/${parts(at).map((part) => `properties/${part}`).join("/")}`;

function rule(when) {
  const conditions = when.map(({ at, is }) => ({ scope: scope(at), schema: { const: is }, failWhenUndefined: true }));
  const condition = conditions.length === 1 ? conditions[0] : { type: "AND", conditions };
  return { effect: "SHOW", condition };
}

function control({ at, when }) {
  return { type: "Control", scope: scope(at), ...(when ? { rule: rule(when) } : {}) };
}

const plain = (members) => ({ type: "object", properties: Object.fromEntries(members) });

export function jsonforms(one) {
  const schema = jsonSchema(one);
  if (one.group) {
    return { schema, ui: { type: "VerticalLayout", elements: [{ type: "Control", scope: scope(one.group.at) }] } };
  }
  const plainly = tree(one.questions, schemaOf, plain).properties;
  const elements = one.questions.map(control);
  return {
    schema: { ...schema, properties: one.nested ? joined(schema, plainly) : plainly },
    ui: { type: "VerticalLayout", elements },
  };
}

/** What may stand there, and beside it the reference to what must. */
function joined({ properties }, plainly) {
  return Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, { ...plainly[key], allOf: [one] }]));
}
