// What makes the forms: every page gets the same questions, and the same is wrong.
import assert from "node:assert/strict";
import test from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import { cases } from "../cases.mjs";
import { definition } from "../derive/banshi.mjs";
import { formily } from "../derive/formily.mjs";
import { jsonforms } from "../derive/jsonforms.mjs";
import { survey } from "../derive/survey.mjs";
import { fault } from "../pages/check.js";
import { jsonSchema, schemaOf } from "../schema.mjs";

const ajv = new Ajv2020({ allErrors: true, strict: false });
const all = cases();
const byId = (id) => all.find((one) => one.id === id);

/** How many objects in a value are told by `is`. */
function count(value, is) {
  if (value === null || typeof value !== "object") return 0;
  return (is(value) ? 1 : 0) + Object.values(value).reduce((sum, one) => sum + count(one, is), 0);
}

test("the cases are the wanted ones, and always the same", () => {
  assert.deepEqual(all.map(({ id }) => id), ["fields-200", "fields-1000", "fields-5000", "rows-1000", "conditions-700", "one-of-5"]);
  assert.deepEqual(cases(), all);
  for (const size of [200, 1000, 5000]) assert.equal(byId(`fields-${size}`).questions.length, size);
  assert.equal(byId("rows-1000").data.rows.length, 1000);
  const { questions } = byId("conditions-700");
  assert.equal(questions.length, 700);
  assert.equal(questions.filter(({ when }) => when).length, 300);
});

test("the answers are right as they stand, but for one in the rows", () => {
  for (const one of all) {
    const validate = ajv.compile(jsonSchema(one));
    const wrong = validate(one.data) ? [] : validate.errors.map(({ instancePath }) => instancePath);
    assert.deepEqual(wrong, one.group ? ["/rows/900/code"] : [], one.id);
  }
});

test("in the nested case another branch is another object", () => {
  const one = byId("one-of-5");
  const validate = ajv.compile(jsonSchema(one));
  const data = structuredClone(one.data);
  let deepest = data.start;
  while (deepest.next) deepest = deepest.next;
  deepest.kind = "b";
  assert.equal(validate(data), false);
  Object.assign(deepest, { b1: "answer", b2: "answer" });
  assert.equal(validate(data), true, JSON.stringify(validate.errors));
});

test("a condition that holds asks, one that does not hold does not", () => {
  const one = byId("conditions-700");
  const validate = ajv.compile(jsonSchema(one));
  const { at, shows } = one.toggle;
  const data = { ...one.data, [at.slice(1)]: true };
  assert.equal(validate(data), false);
  assert.deepEqual(validate.errors.map(({ params }) => params.missingProperty).filter(Boolean), [shows.slice(1)]);
  assert.equal(validate({ ...data, [shows.slice(1)]: false }), true);
});

test("every engine is given every question and every condition", () => {
  for (const one of all) {
    const asked = one.group?.questions ?? one.questions;
    const bound = asked.filter(({ when }) => when).length;
    const titled = new Set(asked.map(({ label }) => label["zh-CN"]));
    const isTitled = (key) => (value) => titled.has(value[key]);
    const ours = definition(one);
    assert.equal(count(ours.schema, ({ title }) => titled.has(title?.["zh-CN"])), asked.length, one.id);
    assert.equal(count(ours.pages, (value) => "visibleIf" in value), bound, one.id);
    const surveyed = survey(one).survey;
    assert.equal(count(surveyed.elements, isTitled("title")), asked.length + (one.group ? 1 : 0) * titled.has("成员"), one.id);
    assert.equal(count(surveyed, (value) => "visibleIf" in value), bound, one.id);
    const formed = formily(one).schema;
    assert.equal(count(formed, (value) => value["x-decorator"] === "Item"), asked.length, one.id);
    assert.equal(count(formed, (value) => "x-reactions" in value), bound, one.id);
    if (!one.group) {
      const { elements } = jsonforms(one).ui;
      assert.equal(elements.length, asked.length, one.id);
      assert.equal(elements.filter(({ rule }) => rule).length, bound, one.id);
    }
  }
});

test("the hand-written page finds wrong what the schema finds wrong", () => {
  const asked = [...byId("fields-200").questions.slice(0, 10), ...byId("rows-1000").group.questions];
  const typed = ["", "a", "abcd", "abcde", "a".repeat(40), "a".repeat(41), "𠮷𠮷𠮷𠮷", "𠮷".repeat(40), "0", "-1", "100", "101", "1000", "1001", "1.5", "1e2", "c1", "c9"];
  for (const question of asked) {
    const validate = ajv.compile(schemaOf(question));
    for (const text of typed) {
      // As the page reads it: nothing is no answer, and digits are a number.
      const isNumber = question.kind === "integer";
      const value = isNumber && /^-?\d+$/.test(text) ? Number(text) : text;
      assert.equal(fault(question, text) === "", text !== "" && validate(value), `${question.kind}: ${text}`);
    }
  }
});
