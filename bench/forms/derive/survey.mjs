// A case for SurveyJS, which has a format of its own and reads no JSON Schema: a question
// each, with validators of the same limits.
import { LANGUAGE, parts } from "../schema.mjs";

/** Names are flat: what stands in objects is told by a path. */
export const flat = (at) => parts(at).join("-");

function condition(when) {
  return when.map(({ at, is }) => `{${flat(at)}} = ${JSON.stringify(is)}`).join(" and ");
}

function element({ at, label, kind, min, max, choices, when }) {
  const head = {
    name: flat(at),
    title: label[LANGUAGE],
    isRequired: true,
    ...(when ? { visibleIf: condition(when) } : {}),
  };
  if (kind === "yes-no") return { type: "boolean", renderAs: "radio", ...head };
  if (kind === "integer") return { type: "text", inputType: "number", min, max, step: 1, ...head };
  if (kind === "choice") {
    const offered = choices.map(({ value, label }) => ({ value, text: label[LANGUAGE] }));
    // `default` is the browser's own control, as on the other pages.
    return { type: "dropdown", renderAs: "select", choices: offered, ...head };
  }
  return { type: "text", validators: [{ type: "text", minLength: min, maxLength: max }], ...head };
}

function flatten(data, at = "", into = {}) {
  for (const [key, value] of Object.entries(data)) {
    const here = at ? `${at}-${key}` : key;
    if (value !== null && typeof value === "object" && !Array.isArray(value)) flatten(value, here, into);
    else into[here] = value;
  }
  return into;
}

export function survey(one) {
  const behaviour = {
    locale: "zh-cn",
    textUpdateMode: "onTyping",
    checkErrorsMode: "onValueChanged",
    showQuestionNumbers: false,
  };
  const elements = one.group
    ? [
        {
          type: "paneldynamic",
          name: flat(one.group.at),
          title: one.group.label[LANGUAGE],
          templateTitle: `{panel.${flat(one.group.titled)}}`,
          templateElements: one.group.questions.map(element),
          panelsState: "collapsed",
          maxPanelCount: 2000,
        },
      ]
    : one.questions.map(element);
  return { survey: { ...behaviour, elements }, data: flatten(one.data) };
}
