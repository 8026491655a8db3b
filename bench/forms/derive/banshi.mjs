// A case as a form definition of Banshi (design: the contract's "A form definition"), and
// a service to apply for with it.
import { parts } from "../schema.mjs";
import { tree } from "./tree.mjs";

/** The id of the page on which everything is asked. */
export const PAGE = "all";

function schemaOf({ kind, label: title, min, max, choices }) {
  if (kind === "integer") return { type: "integer", title, minimum: min, maximum: max };
  if (kind === "yes-no") return { type: "boolean", title };
  if (kind === "choice") {
    // A select, as on every other page.
    const offered = choices.map(({ value, label }) => ({ const: value, title: label }));
    return { type: "string", title, "x-widget": "select", oneOf: offered };
  }
  return { type: "string", title, minLength: min, maxLength: max };
}

function object(members) {
  const names = members.map(([name]) => name);
  return { type: "object", required: names, "x-order": names, properties: Object.fromEntries(members) };
}

const variable = (at) => ({ var: parts(at).join(".") });

function visibleIf(when) {
  const terms = when.map(({ at, is }) => ({ "==": [variable(at), is] }));
  return terms.length === 1 ? terms[0] : { and: terms };
}

function field({ at, when }) {
  return when ? { at, visibleIf: visibleIf(when) } : at;
}

/** The definition; its id is the case's. */
export function definition({ id, title, questions, group }) {
  const head = { id, version: 1, serviceId: id, title };
  const dialect = { $schema: "https://json-schema.org/draft/2020-12/schema" };
  if (group) {
    const [key] = parts(group.at);
    const rows = { type: "array", title: group.label, maxItems: 2000, items: tree(group.questions, schemaOf, object) };
    const item = {
      label: group.item,
      title: { var: `./${parts(group.titled).join(".")}` },
      fields: group.questions.map(field),
    };
    const page = { id: PAGE, each: group.at, title: group.label, item };
    return { ...head, schema: { ...dialect, ...object([[key, rows]]) }, pages: [page] };
  }
  const schema = { ...dialect, ...tree(questions, schemaOf, object) };
  return { ...head, schema, pages: [{ id: PAGE, title, fields: questions.map(field) }] };
}

/** A service like `model`, for the form of the same id. */
export function service(model, { id, title }) {
  return { ...model, id, formId: id, name: title, keywords: [id] };
}
