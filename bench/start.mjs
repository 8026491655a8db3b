// Loads the dashboard cold on a slow phone and line, several times, and writes medians.
//   node start.mjs --chromium PATH --runs N --out FILE NAME=URL…
// The pages take turns, so that whatever else the machine does meets all of them.
import fs from "node:fs";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const CPU_SLOWDOWN = 4;
const LINE = { latencyMs: 150, bitsPerSecond: 1_600_000 };
const PERSON = "chen-jing";
/** A page is interactive at the end of the last long task before this much quiet. */
const QUIET_MS = 1_500;
const GIVE_UP_AFTER_MS = 60_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { chromium: { type: "string" }, runs: { type: "string", default: "5" }, out: { type: "string" } },
});
const pages = positionals.map((word) => ({ name: word.slice(0, word.indexOf("=")), url: word.slice(word.indexOf("=") + 1) }));

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
  ],
});

/** Runs in the page before its own scripts. */
function watch() {
  const seen = { content: null, longTasks: [], shifts: 0, memories: [] };
  globalThis.__seen = seen;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) seen.longTasks.push(task.startTime + task.duration);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) seen.shifts += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
  const painted = (then) => requestAnimationFrame(() => {
    // A message is handled after the frame was given to the compositor.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(null);
  });
  const look = () => {
    if (seen.content !== null || !document.querySelector("main[data-ready]")) return;
    seen.content = -1;
    painted((at) => { seen.content = at; });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const result = await original.apply(WebAssembly, args);
      const memory = (result.instance ?? result).exports?.memory;
      if (memory) seen.memories.push(memory);
      return result;
    };
  }
}

async function load({ url }) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  try {
    const answer = await context.request.post(`${url}/api/v1/session/exchange`, {
      headers: { "X-Banshi": "1" },
      data: { ticket: `sandbox:${PERSON}` },
    });
    if (!answer.ok()) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`);
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.setCacheDisabled", { cacheDisabled: false });
    await devtools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: LINE.latencyMs,
      downloadThroughput: LINE.bitsPerSecond / 8,
      uploadThroughput: LINE.bitsPerSecond / 8,
    });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
    let transferred = 0;
    devtools.on("Network.loadingFinished", (event) => { transferred += event.encodedDataLength; });
    await page.addInitScript(watch);
    await page.goto(`${url}/`, { waitUntil: "commit", timeout: GIVE_UP_AFTER_MS });
    await page.waitForFunction(
      (quiet) => {
        const { content, longTasks } = globalThis.__seen;
        if (content === null || content < 0) return false;
        return performance.now() - Math.max(content, ...longTasks) > quiet;
      },
      QUIET_MS,
      { timeout: GIVE_UP_AFTER_MS, polling: 100 },
    );
    if (faults.length > 0) throw new Error(`${url}: ${faults.join("; ")}`);
    const seen = await page.evaluate(() => {
      const { content, longTasks, shifts, memories } = globalThis.__seen;
      const paints = Object.fromEntries(performance.getEntriesByType("paint").map((one) => [one.name, one.startTime]));
      return {
        first_paint_ms: paints["first-paint"],
        first_contentful_paint_ms: paints["first-contentful-paint"],
        content_ms: content,
        interactive_ms: Math.max(content, ...longTasks),
        layout_shift: shifts,
        wasm_memory_bytes: memories.reduce((all, memory) => all + memory.buffer.byteLength, 0),
        title: document.querySelector("h1")?.textContent ?? "",
      };
    });
    await devtools.send("HeapProfiler.collectGarbage");
    const { usedSize } = await devtools.send("Runtime.getHeapUsage");
    return {
      ...seen,
      transferred_bytes: transferred,
      js_heap_bytes: usedSize,
      memory_bytes: usedSize + seen.wasm_memory_bytes,
    };
  } finally {
    await context.close();
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function medians(runs) {
  const names = Object.keys(runs[0]).filter((name) => typeof runs[0][name] === "number");
  return Object.fromEntries(names.map((name) => [name, Math.round(median(runs.map((run) => run[name])) * 1000) / 1000]));
}

const runs = Object.fromEntries(pages.map(({ name }) => [name, []]));
for (let run = 0; run < Number(values.runs); run += 1) {
  for (const page of pages) {
    const figures = await load(page);
    runs[page.name].push(figures);
    console.log(`run ${run + 1} ${page.name}: content ${Math.round(figures.content_ms)} ms`);
  }
}
const version = browser.version();
await browser.close();

const report = {
  browser: `Chromium ${version}`,
  cpu_slowdown: CPU_SLOWDOWN,
  line: LINE,
  pages: Object.fromEntries(pages.map(({ name }) => [name, { median: medians(runs[name]), runs: runs[name] }])),
};
const [ours, theirs] = pages.map(({ name }) => report.pages[name].median);
if (theirs) {
  const shared = Object.keys(ours).filter((name) => ours[name] > 0 && theirs[name] > 0);
  report.ratio = Object.fromEntries(shared.map((name) => [name, Math.round((ours[name] / theirs[name]) * 1000) / 1000]));
}
fs.writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`);
