// Measures every page on every case, with and without the CPU slowed down, and writes
// medians and 95th percentiles.
//   node run.mjs --chromium PATH --gateway PATH --dist DIR --content DIR --site DIR --out FILE
//     [--runs N] [--quick] [--cases ID,ID] [--pages NAME,NAME] [--slowdowns 1,4]
// One browser for all; a context of its own for each measurement, so that nothing is in
// any cache. The pages take turns, another one first each time, so that whatever else the
// machine does meets all of them.
import fs from "node:fs";
import os from "node:os";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { entries, PAGES } from "./adapters.mjs";
import { cases } from "./cases.mjs";
import { CAP_MS, measure } from "./cell.mjs";
import { summary } from "./figures.mjs";
import { begin, portal } from "./portal.mjs";
import { serve } from "./serve.mjs";

/** How much is typed and clicked: words, typed and deleted again, and the half of one. */
const EFFORT = {
  whole: { keys: 52, clicks: 21, windowMs: 8_000 },
  quick: { keys: 20, clicks: 7, windowMs: 3_000 },
};
const CLOSED_WITHIN_MS = 10_000;

const { values } = parseArgs({
  options: {
    chromium: { type: "string" },
    gateway: { type: "string" },
    dist: { type: "string" },
    content: { type: "string" },
    site: { type: "string" },
    out: { type: "string" },
    runs: { type: "string", default: "5" },
    quick: { type: "boolean", default: false },
    cases: { type: "string" },
    pages: { type: "string" },
    slowdowns: { type: "string", default: "1,4" },
  },
});
const among = (names, all, key) => {
  const wanted = names?.split(",");
  const unknown = wanted?.find((name) => !all.some((one) => one[key] === name));
  if (unknown) throw new Error(`there is no ${unknown}; there are: ${all.map((one) => one[key]).join(", ")}`);
  return wanted ? all.filter((one) => wanted.includes(one[key])) : all;
};
const chosen = among(values.cases, cases(), "id");
const taking = among(values.pages, entries(), "entry");
const slowdowns = values.slowdowns.split(",").map(Number);
const effort = values.quick ? EFFORT.quick : EFFORT.whole;

const site = await serve(values.site);
const gateway = await portal(values);
const browser = await chromium.launch({
  executablePath: values.chromium,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // A machine without a screen must not slow down what nobody looks at.
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
  ],
});

async function cell(adapter, one, slowdown) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  try {
    const more = { slowdown, ...effort };
    if (!adapter.portal) {
      const address = `${site.url}/${adapter.name}/?case=${one.id}${adapter.contained ? "&contained" : ""}`;
      return await measure(context, adapter, one, address, more);
    }
    const draft = await begin(context.request, gateway.url, one);
    const figures = await measure(context, adapter, one, draft.address, more);
    await Promise.all(context.pages().map((page) => page.close()));
    await draft.end();
    return figures;
  } finally {
    // A page that is still busy is ended with the browser.
    await Promise.race([context.close(), new Promise((go) => setTimeout(go, CLOSED_WITHIN_MS))]);
  }
}

/** In a hurry, the peers with containment are asked with the CPU as it is only. */
const isLeftOut = (adapter, slowdown) => values.quick && adapter.contained && slowdown > 1;

const runs = {};
const key = (one, slowdown, adapter) => `${one.id} ${slowdown} ${adapter.entry}`;

/** A lighter task that went over the cap: then this one does too. */
function settled(one, slowdown, adapter) {
  const mine = runs[key(one, slowdown, adapter)]?.find((run) => run.over);
  const unslowed = slowdown > 1 && runs[key(one, 1, adapter)]?.find((run) => run.over);
  const smaller = chosen
    .filter((other) => other.id.startsWith("fields-") && one.id.startsWith("fields-") && other.questions.length < one.questions.length)
    .map((other) => runs[key(other, slowdown, adapter)]?.find((run) => run.over))
    .find(Boolean);
  const lighter = mine || unslowed || smaller;
  return lighter ? { over: lighter.over, implied: !mine } : undefined;
}

// Ended from outside, it ends what it started.
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    console.error(`ended by ${signal}`);
    process.exit(1);
  });
}

const brief = (number) => (number === undefined ? "–" : Math.round(number));
const began = Date.now();
let turn = 0;
for (let run = 0; run < Number(values.runs); run += 1) {
  for (const one of chosen) {
    for (const slowdown of slowdowns) {
      turn += 1;
      for (let n = 0; n < taking.length; n += 1) {
        const adapter = taking[(n + turn) % taking.length];
        if (isLeftOut(adapter, slowdown)) continue;
        const name = key(one, slowdown, adapter);
        const known = settled(one, slowdown, adapter);
        const figures = known ?? (await cell(adapter, one, slowdown).catch((error) => {
          throw new Error(`${name}: ${error.message.split("\n")[0]}`, { cause: error });
        }));
        if (!known || run === 0) (runs[name] ??= []).push(figures);
        const { usable_ms, input_ms, script_ms, open_ms, check_ms, over } = figures;
        const typed = input_ms && summary([{ input_ms }]).input_ms;
        console.log(
          `${Math.round((Date.now() - began) / 1000)} s, run ${run + 1}, ${name}: usable ${brief(usable_ms)}, input ${brief(typed?.median)}/${brief(typed?.p95)}, ` +
            `script ${script_ms?.toFixed(2) ?? "–"}, open ${brief(open_ms)}, check ${brief(check_ms)} ms${over ? `, over the cap: ${over}` : ""}`,
        );
      }
    }
  }
}
const version = browser.version();
await browser.close();
await gateway.close();
await site.close();

const versionOf = (name) => JSON.parse(fs.readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), "utf8")).version;
const pages = PAGES.map(({ name, title, packages, lacks = {}, notes = {} }) => ({
  name,
  title,
  versions: Object.fromEntries((packages ?? []).map((one) => [one, versionOf(one)])),
  lacks,
  notes,
}));
const results = {};
for (const one of chosen) {
  for (const slowdown of slowdowns) {
    for (const adapter of taking) {
      const all = runs[key(one, slowdown, adapter)];
      if (all) ((results[one.id] ??= {})[slowdown] ??= {})[adapter.entry] = summary(all);
    }
  }
}
const report = {
  date: new Date().toISOString().slice(0, 10),
  browser: `Chromium ${version}`,
  machine: `${os.cpus().length} × ${os.cpus()[0].model.trim()}`,
  react: versionOf("react"),
  runs: Number(values.runs),
  quick: values.quick,
  took_s: Math.round((Date.now() - began) / 1000),
  cap_ms: CAP_MS,
  slowdowns,
  cases: chosen.map(({ id, title }) => ({ id, title: title.en })),
  pages,
  entries: taking.map(({ entry, name, contained }) => ({ entry, page: name, contained })),
  results,
  raw: runs,
};
fs.writeFileSync(values.out, `${JSON.stringify(report, null, 1)}\n`);
