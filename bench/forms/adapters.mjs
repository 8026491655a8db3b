// How the driver finds its way on each page: selectors for what the cases name by JSON
// Pointer. A case that a page cannot do, or not in the way that is measured, says why
// in `lacks`.

const joined = (at, mark) => at.slice(1).replaceAll("/", mark);
const rowOf = (at) => Number(at.split("/")[2]);

/** The whole form was checked, and something found wrong: there is always something. */
const CHECKED = 'body[data-checked]:not([data-checked="0"])';

/** What a page of ours beside the portal has: ids made of the pointer. */
const plain = {
  field: (at) => `#${joined(at, "-")}`,
  error: (at) => `#${joined(at, "-")}-error`,
  yes: (at) => `#${joined(at, "-")}-true`,
  no: (at) => `#${joined(at, "-")}-false`,
  submit: "#submit",
  checked: CHECKED,
};

const hand = {
  ...plain,
  name: "hand",
  title: "hand-written",
  row: (at) => plain.field(at),
  open: (n) => `#rows-${n} button`,
};

const rjsf = {
  name: "rjsf",
  title: "react-jsonschema-form",
  packages: ["@rjsf/core", "@rjsf/validator-ajv8"],
  field: (at) => `#root_${joined(at, "_")}`,
  error: (at) => `#root_${joined(at, "_")}__error`,
  yes: (at) => `#root_${joined(at, "_")}-0`,
  no: (at) => `#root_${joined(at, "_")}-1`,
  row: (at) => `#root_${joined(at, "_")}_name`,
  submit: "button[type=submit]",
  checked: CHECKED,
  lacks: { open: "it shows every row open; there is nothing to open" },
};

const control = (at) => `#/properties/${joined(at, "/properties/")}`;
const jsonforms = {
  name: "jsonforms",
  title: "JSON Forms",
  packages: ["@jsonforms/react", "@jsonforms/vanilla-renderers"],
  // A table of the rows, whose cells have no ids: the second is the code.
  field: (at) =>
    at.startsWith("/rows/") ? `tbody tr:nth-child(${rowOf(at) + 1}) td:nth-child(2) input` : `[id="${control(at)}-input"]`,
  error: (at) =>
    at.startsWith("/rows/") ? `tbody tr:nth-child(${rowOf(at) + 1}) td:nth-child(5) span:not(:empty)` : `[id="${control(at)}"] .validation_error`,
  // One box to tick.
  yes: (at) => jsonforms.field(at),
  no: (at) => jsonforms.field(at),
  row: (at) => `tbody tr:nth-child(${rowOf(at) + 1})`,
  lacks: {
    open: "its rows are a table, all open; there is nothing to open",
    check: "it checks the whole form with every change, so that this is in the input already",
  },
  notes: {
    "one-of-5": "its vanilla renderers have none for a oneOf of objects; the branches are controls with rules instead",
    "rows-1000": "rows of a table can't be left out of the layout; contained, its cells only move nothing around them",
    "conditions-700": "yes or no is one box to tick; what is not asked stays in the page, hidden",
  },
};

const panel = (n) => `.sd-paneldynamic__panels-container > div:nth-of-type(${n + 1})`;
const surveyed = (at) => (at.startsWith("/rows/") ? `${panel(rowOf(at))} [data-name="${at.split("/").at(-1)}"]` : `[data-name="${joined(at, "-")}"]`);
const survey = {
  name: "survey",
  title: "SurveyJS",
  packages: ["survey-core", "survey-react-ui"],
  field: (at) => `${surveyed(at)} :is(input, select)`,
  error: (at) => `${surveyed(at)} .sd-question__erbox`,
  yes: (at) => `${surveyed(at)} label:has(input[value="true"])`,
  no: (at) => `${surveyed(at)} label:has(input[value="false"])`,
  row: (at) => panel(rowOf(at)),
  open: (n) => `${panel(n)} [role=button]`,
  submit: ".sd-navigation__complete-btn, #sv-nav-complete input, #sv-nav-complete button",
  checked: CHECKED,
  notes: {
    all: "it reads no JSON Schema: the same questions and limits in its own format",
    "one-of-5": "no oneOf: questions shown while a choice has their branch",
  },
};

const formily = {
  ...plain,
  name: "formily",
  title: "Formily",
  packages: ["@formily/core", "@formily/react"],
  row: (at) => plain.field(at),
  open: (n) => `#rows-${n} summary`,
  notes: {
    all: "its engine with the plainest components that it allows; those it ships are for Ant Design",
    "one-of-5": "no oneOf: questions shown while a choice has their branch",
    "rows-1000": "the questions of all rows are there from the beginning, folded up, as in its ArrayCollapse",
  },
};

const own = (at) => `main [id$="-${joined(at, "-")}"]`;
const banshi = {
  name: "banshi",
  title: "Banshi",
  portal: true,
  field: own,
  error: (at) => `main [id$="-${joined(at, "-")}-error"]`,
  yes: own,
  no: (at) => `main [id$="-${joined(at, "-")}-1"]`,
  row: own,
  open: (n) => `${own(`/rows/${n}`)} a`,
  /** A row is a page of its own; from there back to the list, which is then checked. */
  leaveRow: "main form button[type=submit]",
  submit: "main form button[type=submit]",
  checked: "main .error-summary",
  notes: {
    "one-of-5": "the branches as questions shown while a choice has them, in objects as deep",
    "rows-1000": "a row is a page of its own; opened, it takes the place of the list",
  },
};

/** The pages, in the order of the tables. */
export const PAGES = [banshi, hand, rjsf, jsonforms, survey, formily];

/** What takes part: each peer as it ships, and again contained. */
export function entries() {
  return PAGES.flatMap((page) => {
    const peer = page.packages !== undefined;
    const plainly = { ...page, entry: page.name, contained: false };
    return peer ? [plainly, { ...page, entry: `${page.name}-contained`, contained: true }] : [plainly];
  });
}
