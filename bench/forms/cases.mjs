// The forms that every page of the bench shows, made here and nowhere else: always the
// same, whoever asks. A case is a list of questions with answers, and from it everybody
// gets what they read (`derive/`).
//
// A question: { at, label: {zh-CN, en}, kind: "text" | "integer" | "choice" | "yes-no",
// min, max (characters of a text, value of a number), choices: [{ value, label }],
// when: [{ at, is }] (asked only while all of these hold) }. `at` is a JSON Pointer from
// the root, or from the row in a repeating group. Every question that is asked has to be
// answered.

/** Each tenth question is a choice, two of ten are numbers, the rest are lines of text. */
const KINDS = ["text", "text", "text", "text", "text", "text", "integer", "integer", "text", "choice"];
const TEXT = { min: 5, max: 40 };
const NUMBER = { min: 0, max: 1000 };
/** What is typed into a text for the bench; its first four characters are too few. */
export const TYPED = "abcdefgh";
export const TOO_SHORT = "abcd";
/** How deep the choices of the nested case stand in each other. */
const DEPTH = 5;
const BRANCHES = ["a", "b", "c"];

const label = (zh, en) => ({ "zh-CN": zh, en });
const many = (count) => count.toLocaleString("en");
const name = (letter, n) => `${letter}${String(n).padStart(4, "0")}`;

function choices(count) {
  return Array.from({ length: count }, (_, n) => ({
    value: `c${n + 1}`,
    label: label(`选项${n + 1}`, `Choice ${n + 1}`),
  }));
}

function question(at, n, kind, more = {}) {
  const limits = { text: TEXT, integer: NUMBER }[kind] ?? {};
  const offered = kind === "choice" ? { choices: choices(5) } : {};
  return { at, label: label(`第${n}项`, `Item ${n}`), kind, ...limits, ...offered, ...more };
}

/** A valid answer. */
function answer({ kind }, n) {
  if (kind === "integer") return n % NUMBER.max;
  if (kind === "choice") return `c${(n % 5) + 1}`;
  return `answer ${n}`;
}

/** Many questions on one page. */
function fields(count) {
  const questions = [];
  const data = {};
  for (let n = 0; n < count; n += 1) {
    const asked = question(`/${name("f", n)}`, n + 1, KINDS[n % KINDS.length]);
    questions.push(asked);
    data[name("f", n)] = answer(asked, n);
  }
  // The middle one, where as much stands above as below.
  const type = `/${name("f", count / 2)}`;
  return { id: `fields-${count}`, title: label(`${count}个问题`, `${many(count)} fields`), questions, data, type, last: questions.at(-1).at };
}

/** One repeating group with many rows; in one of them an answer is too short. */
function rows(count) {
  const row = [
    question("/name", 1, "text", { label: label("姓名", "Name"), min: 2 }),
    question("/code", 2, "text", { label: label("编号", "Code") }),
    question("/share", 3, "integer", { label: label("份额", "Share"), max: 100 }),
    question("/relation", 4, "choice", { label: label("关系", "Relation"), choices: choices(4) }),
  ];
  const data = {
    rows: Array.from({ length: count }, (_, n) => ({
      name: `name ${n + 1}`,
      code: `code ${n + 1}`,
      share: n % 100,
      relation: `c${(n % 4) + 1}`,
    })),
  };
  const wrong = Math.floor(count * 0.9);
  data.rows[wrong].code = TOO_SHORT;
  return {
    id: `rows-${count}`,
    title: label(`${count}行`, `${many(count)} rows`),
    group: { at: "/rows", label: label("成员", "Members"), item: label("成员", "Member"), questions: row, titled: "/name" },
    questions: [],
    data,
    open: count / 2,
    type: `/rows/${count / 2}/code`,
    last: `/rows/${count - 1}`,
  };
}

/**
 * Yes or no, `conditional` of them asked only while one or two others are answered with
 * yes. Every other answer is yes, so that about half of those with one condition are shown.
 */
function conditions(count, conditional) {
  const questions = [];
  const data = {};
  const free = count - conditional;
  const isYes = (n) => n % 2 === 0;
  for (let n = 0; n < count; n += 1) {
    const asked = question(`/${name("q", n)}`, n + 1, "yes-no");
    const k = n - free;
    if (k >= 0) {
      const on = k % 3 === 0 ? [k, k + 1] : [k];
      asked.when = on.map((one) => ({ at: `/${name("q", one)}`, is: true }));
      if (on.every(isYes)) data[name("q", n)] = false;
    } else {
      data[name("q", n)] = isYes(n);
    }
    questions.push(asked);
  }
  // In the middle, answered with no, and by itself the condition of one other question.
  let trigger = Math.floor(free / 2);
  while (isYes(trigger) || trigger % 3 !== 2) trigger -= 1;
  const shown = free + trigger;
  // The last one that is shown from the beginning.
  const last = questions.findLast(({ at }) => at.slice(1) in data).at;
  return {
    id: `conditions-${count}`,
    title: label(`${count}个是否题，${conditional}个条件`, `${count} yes/no questions, ${conditional} conditions`),
    questions,
    data,
    toggle: { at: `/${name("q", trigger)}`, shows: `/${name("q", shown)}` },
    last,
  };
}

/**
 * Choices in each other: each level has three branches, each branch two texts of its own
 * and the next level. As questions: a choice a level, and texts asked while it has their
 * branch.
 */
function nested() {
  const questions = [];
  const data = {};
  let [at, into, n] = ["/start", (data.start = {}), 0];
  for (let level = 1; level <= DEPTH; level += 1) {
    const kind = `${at}/kind`;
    questions.push(question(kind, (n += 1), "choice", {
      label: label(`第${level}层`, `Level ${level}`),
      choices: BRANCHES.map((branch) => ({ value: branch, label: label(`分支${branch}`, `Branch ${branch}`) })),
    }));
    into.kind = BRANCHES[0];
    for (const branch of BRANCHES) {
      for (const part of [1, 2]) {
        questions.push(question(`${at}/${branch}${part}`, (n += 1), "text", { when: [{ at: kind, is: branch }] }));
        if (branch === BRANCHES[0]) into[`${branch}${part}`] = `answer ${n}`;
      }
    }
    if (level < DEPTH) [at, into] = [`${at}/next`, (into.next = {})];
  }
  const deepest = `${at}/${BRANCHES[0]}`;
  return {
    id: "one-of-5",
    title: label("五层嵌套的选择", "oneOf, five deep"),
    questions,
    data,
    nested: { depth: DEPTH, branches: BRANCHES },
    type: `${deepest}1`,
    last: `${deepest}2`,
  };
}

/** All cases, the light ones first. */
export function cases() {
  return [fields(200), fields(1000), fields(5000), rows(1000), conditions(700, 300), nested()];
}
