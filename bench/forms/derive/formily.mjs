// A case for Formily: its own dialect of JSON Schema, with a component for each question
// and a reaction where it is not always asked.
import { LANGUAGE, parts, schemaOf } from "../schema.mjs";
import { tree } from "./tree.mjs";

const COMPONENTS = { text: "Line", integer: "Numeric", choice: "Select", "yes-no": "YesNo" };

function reaction(when) {
  const terms = when.map(({ is }, n) => `$deps[${n}] === ${JSON.stringify(is)}`);
  return {
    dependencies: when.map(({ at }) => parts(at).join(".")),
    fulfill: { state: { visible: `{{${terms.join(" && ")}}}` } },
  };
}

function property(question) {
  const { kind, choices, when } = question;
  const { oneOf, ...schema } = schemaOf(question);
  return {
    ...schema,
    required: true,
    "x-decorator": "Item",
    "x-component": COMPONENTS[kind],
    ...(oneOf ? { enum: choices.map(({ value, label }) => ({ value, label: label[LANGUAGE] })) } : {}),
    ...(when ? { "x-reactions": reaction(when) } : {}),
  };
}

function object(members) {
  return { type: "object", properties: Object.fromEntries(members) };
}

export function formily(one) {
  if (!one.group) return { schema: tree(one.questions, property, object) };
  const { group } = one;
  const rows = {
    type: "array",
    title: group.label[LANGUAGE],
    "x-component": "Rows",
    "x-component-props": { titled: parts(group.titled)[0] },
    items: tree(group.questions, property, object),
  };
  return { schema: { type: "object", properties: { [parts(group.at)[0]]: rows } } };
}
