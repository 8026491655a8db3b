// One page on one case, once: opened, typed into or clicked, checked as a whole. What is
// longer than the cap is told as such, and what comes after it is not tried.
import { TOO_SHORT, TYPED } from "./cases.mjs";
import { watch } from "./watch.mjs";

/** What takes longer than this is not waited for. */
export const CAP_MS = 30_000;
/** A page is usable at the end of the last long task before this much quiet. */
const QUIET_MS = 400;
/** People are no faster than this; what a page puts off falls into the next key. */
const BETWEEN_MS = 80;
/** A frame of the screen, and in how many parts of it inputs fall in turn: to the frame
    after it an input waits half a frame on average, and chance must not decide. */
const FRAME_MS = 1000 / 60;
const PARTS = 10;
/** A click of which the page knows nothing after this long was none. */
const MISSED_AFTER_MS = 5_000;
/** What was put off by the last key still counts as its script. */
const SETTLE_MS = 350;
/** After the caret was put somewhere. */
const CALM_MS = 150;
/** For what is not measured: a page that does not do it is not set up as it should be. */
const SHOWN_WITHIN_MS = 10_000;

const sleep = (ms) => new Promise((again) => setTimeout(again, ms));

/** Waits until the nth input's part of a frame. */
const partOf = (n) => sleep((((n * 3) % PARTS) / PARTS) * FRAME_MS);

/** Longer than the cap. */
export class OverCap extends Error {}

async function within(promise, ms = CAP_MS) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new OverCap()), ms);
  });
  promise.catch(() => {});
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The page in the browser: what it tells, what it costs. */
class Tab {
  constructor(page, devtools) {
    this.page = page;
    this.devtools = devtools;
    this.told = [];
    this.waiting = null;
    this.clicks = 0;
    this.bytes = { page: 0, data: 0 };
    const addresses = new Map();
    devtools.on("Runtime.bindingCalled", ({ payload }) => this.tell(JSON.parse(payload)));
    devtools.on("Network.responseReceived", ({ requestId, response }) => addresses.set(requestId, response.url));
    devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const { pathname } = new URL(addresses.get(requestId) ?? "http://nowhere/");
      this.bytes[/^\/(api|cases)\//.test(pathname) ? "data" : "page"] += encodedDataLength;
    });
  }

  tell(one) {
    if (one.kind === "clicked") this.clicked = true;
    if (this.waiting?.kind === one.kind) {
      this.waiting.resolve(one.ms);
      this.waiting = null;
    }
  }

  /** What the page tells next of this kind, after `act`. */
  async hear(kind, act) {
    const heard = new Promise((resolve) => { this.waiting = { kind, resolve }; });
    // What comes after it has come is not waited for; what fails before it fails both.
    return within(Promise.race([heard, act().then(() => heard)]));
  }

  async script() {
    const { metrics } = await within(this.devtools.send("Performance.getMetrics"));
    return metrics.find(({ name }) => name === "ScriptDuration").value * 1000;
  }

  async evaluate(what, value) {
    return within(this.page.evaluate(what, value));
  }

  /** Brings it to the middle of the screen; where it is then, once it keeps still. */
  async place(selector) {
    const at = await this.evaluate(async (selector) => {
      const found = document.querySelector(selector);
      if (!found) return null;
      const frame = () => new Promise((again) => requestAnimationFrame(() => setTimeout(again)));
      let before = null;
      // What is contained gets its real height only once it is in sight.
      for (;;) {
        found.scrollIntoView({ block: "center" });
        await frame();
        const { x, y, width, height } = found.getBoundingClientRect();
        if (before === y) return { x: x + width / 2, y: y + height / 2 };
        before = y;
      }
    }, selector);
    if (!at) throw new Error(`there is no ${selector}`);
    return at;
  }

  /** Clicks `selector` as a hand does; how long until `there` is shown, or no longer is. */
  async clickUntil(selector, there, is = true) {
    const point = { ...(await this.place(selector)), button: "left", clickCount: 1 };
    await this.evaluate(([there, is]) => globalThis.__seen.click(there, is), [there, is]);
    this.clicked = false;
    await partOf((this.clicks += 1));
    return this.hear("click", async () => {
      await this.devtools.send("Input.dispatchMouseEvent", { type: "mousePressed", ...point });
      await this.devtools.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...point });
      await sleep(MISSED_AFTER_MS);
      if (!this.clicked) throw new Error(`the click missed ${selector}`);
    });
  }

  async shown(selector) {
    await this.page.waitForFunction(
      (selector) => document.querySelector(selector)?.checkVisibility() ?? false,
      selector,
      { timeout: SHOWN_WITHIN_MS, polling: 50 },
    );
  }
}

async function open(context, { address, standing, slowdown }) {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const tab = new Tab(page, devtools);
  tab.faults = [];
  page.on("pageerror", (error) => tab.faults.push(String(error)));
  for (const domain of ["Network", "Performance", "Runtime"]) await devtools.send(`${domain}.enable`);
  await devtools.send("Runtime.addBinding", { name: "__told" });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await page.addInitScript({ content: `(${watch})(${JSON.stringify(standing)});` });
  await tab.hear("stood", () => page.goto(address, { waitUntil: "commit", timeout: CAP_MS }));
  await within(page.waitForFunction(
    (quiet) => performance.now() - globalThis.__seen.usable() > quiet,
    QUIET_MS,
    { timeout: CAP_MS, polling: 100 },
  ));
  return tab;
}

/** Puts the caret into a text and everything that is there into a selection. */
async function selectAll(tab, selector) {
  await tab.evaluate((selector) => {
    const control = document.querySelector(selector);
    control.scrollIntoView({ block: "center" });
    control.focus();
    control.select();
  }, selector);
}

/**
 * Types and deletes a word over and over, and ends in the middle of it, with too little;
 * the milliseconds of each key, and of script.
 */
async function type(tab, selector, { keys, windowMs }) {
  await selectAll(tab, selector);
  await within(tab.page.keyboard.press("Backspace"));
  // Left once: some pages say what is wrong only from then on.
  await tab.evaluate(() => document.activeElement.blur());
  await sleep(CALM_MS);
  await tab.evaluate((selector) => {
    document.querySelector(selector).focus();
    globalThis.__seen.keys();
  }, selector);
  await sleep(CALM_MS);
  const word = [...TYPED, ...Array.from(TYPED, () => "Backspace")];
  const before = await tab.script();
  const began = Date.now();
  const times = [];
  while (times.length < keys && Date.now() - began < windowMs) {
    const key = word[times.length % word.length];
    let pressed;
    times.push(await tab.hear("key", () => (pressed = tab.page.keyboard.press(key))));
    await within(pressed);
    await sleep(BETWEEN_MS);
    await partOf(times.length);
  }
  await sleep(SETTLE_MS);
  const script = ((await tab.script()) - before) / times.length;
  if (times.length < keys) {
    await selectAll(tab, selector);
    await within(tab.page.keyboard.insertText(TOO_SHORT));
  }
  return { times, script };
}

/** That the page says what is wrong with what was just typed. */
async function saysWhatIsWrong(tab, adapter, at) {
  await tab.shown(adapter.error(at)).catch(() => {
    throw new Error(`${adapter.entry} does not say what is wrong with ${at}`);
  });
}

/** Answers a question with yes and no in turn; what hangs on it comes and goes. */
async function toggle(tab, adapter, one, { clicks, windowMs }) {
  const { at, shows } = one.toggle;
  const before = await tab.script();
  const began = Date.now();
  const times = [];
  // Ends with yes: what is shown then is not answered.
  while (times.length < clicks || times.length % 2 === 0) {
    const yes = times.length % 2 === 0;
    times.push(await tab.clickUntil(yes ? adapter.yes(at) : adapter.no(at), adapter.field(shows), yes));
    await sleep(BETWEEN_MS);
    if (Date.now() - began > windowMs && times.length % 2 === 1) break;
  }
  await sleep(SETTLE_MS);
  return { times, script: ((await tab.script()) - before) / times.length };
}

async function use(tab, adapter, one, effort, figures) {
  if (one.group && adapter.open) {
    figures.at = "open_ms";
    figures.open_ms = await tab.clickUntil(adapter.open(one.open), adapter.field(one.type));
  }
  figures.at = "input_ms";
  if (one.toggle) {
    const { times, script } = await toggle(tab, adapter, one, effort);
    Object.assign(figures, { input_ms: times, script_ms: script });
  } else {
    const { times, script } = await type(tab, adapter.field(one.type), effort);
    Object.assign(figures, { input_ms: times, script_ms: script });
    await saysWhatIsWrong(tab, adapter, one.type);
  }
  figures.at = "memory_bytes";
  await within(tab.devtools.send("HeapProfiler.collectGarbage"));
  const { usedSize } = await within(tab.devtools.send("Runtime.getHeapUsage"));
  const wasm = await tab.evaluate(() => globalThis.__seen.memories.reduce((all, { buffer }) => all + buffer.byteLength, 0));
  Object.assign(figures, { js_heap_bytes: usedSize, wasm_bytes: wasm, memory_bytes: usedSize + wasm });
  if (adapter.lacks?.check) return;
  if (one.group && adapter.leaveRow) {
    await within(tab.page.keyboard.insertText(TYPED));
    await tab.clickUntil(adapter.leaveRow, adapter.row(one.last));
  }
  figures.at = "check_ms";
  figures.check_ms = await tab.clickUntil(adapter.submit, adapter.checked);
}

/**
 * Measures; `{ usable_ms, input_ms: [...], script_ms, open_ms, check_ms, memory_bytes,
 * page_bytes, data_bytes }`, what was not reached left out, and in `over` the figure that
 * was longer than the cap.
 */
export async function measure(context, adapter, one, address, { slowdown, ...effort }) {
  const figures = { at: "usable_ms" };
  const standing = one.group ? adapter.row(one.last) : adapter.field(one.last);
  try {
    const tab = await open(context, { address, standing, slowdown });
    figures.stood_ms = await tab.evaluate(() => globalThis.__seen.stood);
    figures.usable_ms = await tab.evaluate(() => globalThis.__seen.usable());
    Object.assign(figures, { page_bytes: tab.bytes.page, data_bytes: tab.bytes.data });
    await use(tab, adapter, one, effort, figures);
    if (tab.faults.length > 0) figures.faults = tab.faults.slice(0, 3);
  } catch (error) {
    if (!(error instanceof OverCap || error?.name === "TimeoutError")) throw error;
    figures.over = figures.at;
  }
  delete figures.at;
  return figures;
}
