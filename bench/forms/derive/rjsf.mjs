// A case for react-jsonschema-form: the JSON Schema as it is; its ui schema only says
// that yes and no are two radio buttons, as on the other pages.
import { jsonSchema, parts } from "../schema.mjs";

export function rjsf(one) {
  const ui = { "ui:submitButtonOptions": { submitText: "提交" } };
  for (const { at, kind } of one.questions) {
    if (kind === "yes-no") ui[parts(at)[0]] = { "ui:widget": "radio" };
  }
  return { schema: jsonSchema(one), ui };
}
