// The yardstick: a page written by hand for the bench, plain DOM calls, the portal's own
// styles, a question out of sight contained. It does only what the case needs.
import { fault } from "./check.js";
import { readCase, tellChecked } from "./common.js";

const LANGUAGE = "zh-CN";
const idOf = (at) => at.slice(1).replaceAll("/", "-");

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Questions with their answers; `answers[at]` is the text that was typed or chosen. */
class Form {
  constructor(answers) {
    this.answers = answers;
    this.asked = new Map();
    this.readers = new Map();
  }

  /** The question as it is shown. */
  field(question, at) {
    const id = idOf(at);
    const box = make("div", { className: "field" });
    const set = (text) => {
      this.answers[at] = text;
      this.show(at);
      for (const settle of this.readers.get(at) ?? []) settle();
    };
    const text = this.answers[at] ?? "";
    if (question.kind === "yes-no") box.append(...yesNo(question, id, text, set));
    else box.append(make("label", { className: "label", htmlFor: id, textContent: question.label[LANGUAGE] }), control(question, id, text, set));
    this.asked.set(at, { question, box, error: null });
    return box;
  }

  /** Checks an answer and shows what is wrong with it; whether it is right. */
  show(at) {
    const shown = this.asked.get(at);
    const words = fault(shown.question, this.answers[at] ?? "");
    const { error, box } = shown;
    if (words === "") {
      error?.remove();
      shown.error = null;
    } else if (error) {
      error.textContent = words;
    } else {
      shown.error = box.appendChild(make("p", { className: "error-text", id: `${idOf(at)}-error`, textContent: words }));
    }
    return words === "";
  }

  /** Checks everything that is asked; how much is wrong. */
  check() {
    let wrong = 0;
    for (const at of this.asked.keys()) wrong += this.show(at) ? 0 : 1;
    return wrong;
  }

  /** Shows a question only while others have certain answers. */
  bind(question) {
    const { at, when } = question;
    const place = document.createComment(at);
    let box = null;
    const settle = () => {
      const wanted = when.every((one) => this.answers[one.at] === String(one.is));
      if (wanted === (box !== null)) return;
      if (wanted) {
        place.after((box = this.field(question, at)));
      } else {
        this.asked.delete(at);
        box.remove();
        box = null;
      }
    };
    for (const one of when) this.readers.set(one.at, [...(this.readers.get(one.at) ?? []), settle]);
    return { place, settle };
  }
}

function control({ kind, choices, max }, id, text, set) {
  if (kind === "choice") {
    const select = make("select", { id, className: "control" });
    select.append(make("option", { value: "", textContent: "请选择" }));
    for (const { value, label } of choices) select.append(make("option", { value, textContent: label[LANGUAGE] }));
    select.value = text;
    select.addEventListener("input", () => set(select.value));
    return select;
  }
  const input = make("input", { id, className: "control", value: text });
  if (kind === "integer") input.inputMode = max > 9 ? "numeric" : "";
  input.addEventListener("input", () => set(input.value));
  return input;
}

function yesNo({ label }, id, text, set) {
  const choices = [["true", "是"], ["false", "否"]].map(([value, words]) => {
    const input = make("input", { type: "radio", id: `${id}-${value}`, name: id, checked: text === value });
    input.addEventListener("change", () => set(value));
    return make("label", { className: "choice" }, input, make("span", { textContent: words }));
  });
  return [
    make("div", { className: "label", id, textContent: label[LANGUAGE] }),
    make("div", { className: "choices" }, ...choices),
  ];
}

/** Answers by pointer, as texts. */
function texts(data, at = "", into = {}) {
  for (const [key, value] of Object.entries(data)) {
    if (value !== null && typeof value === "object") texts(value, `${at}/${key}`, into);
    else into[`${at}/${key}`] = String(value);
  }
  return into;
}

/** A card for each row; its questions are made when it is opened. */
function cards(form, { at, item, questions, titled }, count) {
  const list = make("ul", { className: "rows" });
  for (let n = 0; n < count; n += 1) {
    const row = `${at}/${n}`;
    const open = make("button", { type: "button", className: "btn btn-link", textContent: "修改" });
    const title = make("h2", { className: "row-name", textContent: form.answers[`${row}${titled}`] ?? item[LANGUAGE] });
    const card = make("li", { className: "row-card", id: idOf(row) }, title, open);
    open.addEventListener("click", () => {
      open.remove();
      card.append(...questions.map((question) => form.field(question, `${row}${question.at}`)));
    });
    list.append(card);
  }
  return list;
}

const one = await readCase("hand");
const form = new Form(texts(one.data));
const root = make("form", { noValidate: true });
// All at once: a form looks through all its controls whenever it is given one more.
const content = document.createDocumentFragment();
const bound = [];
for (const question of one.questions) {
  if (question.when) {
    const { place, settle } = form.bind(question);
    content.append(place);
    bound.push(settle);
  } else {
    content.append(form.field(question, question.at));
  }
}
for (const settle of bound) settle();
if (one.group) content.append(cards(form, one.group, one.data.rows.length));
content.append(make("button", { id: "submit", className: "btn", textContent: "提交" }));
root.append(content);

root.addEventListener("submit", (event) => {
  event.preventDefault();
  let wrong = form.check();
  // Rows that are not open are checked all the same.
  for (const question of one.group?.questions ?? []) {
    for (let n = 0; n < one.data.rows.length; n += 1) {
      const at = `${one.group.at}/${n}${question.at}`;
      if (!form.asked.has(at) && fault(question, form.answers[at] ?? "") !== "") {
        wrong += 1;
        const card = document.getElementById(idOf(`${one.group.at}/${n}`));
        card.append(make("p", { className: "error-text", textContent: fault(question, form.answers[at] ?? "") }));
      }
    }
  }
  tellChecked(wrong);
});
document.querySelector("main").append(root);
