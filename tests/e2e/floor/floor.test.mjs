// The oldest browser the page runs in (Chromium 103 is the nearest to the floor of 99
// that npm ships), and one below it (92), which gets the page that helps without us.
// Driven by the Puppeteer of that time: newer drivers speak a newer protocol.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import chromium103 from "@sparticuz/chromium";
import chromium92 from "chrome-aws-lambda";
import puppeteer from "puppeteer-core";

const BASE_URL = process.env.BASE_URL;
const WITHIN_MS = 30_000;
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser of a package, unpacked into a folder of its own: both would take the same.
 * The packages are made for a cloud's functions, and the older one unpacks only in one. */
async function unpack(chromium, folder) {
  const pretended = { TMPDIR: folder, AWS_LAMBDA_FUNCTION_NAME: "floor" };
  const before = Object.fromEntries(Object.keys(pretended).map((name) => [name, process.env[name]]));
  Object.assign(process.env, pretended);
  try {
    return await chromium.executablePath;
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

function browserOf(chromium) {
  const state = { browser: undefined, folder: undefined };
  before(async () => {
    assert.ok(BASE_URL, "BASE_URL must name a running gateway; cargo xtask test floor does");
    state.folder = fs.mkdtempSync(path.join(os.tmpdir(), "banshi-floor-"));
    const executablePath = await unpack(chromium, state.folder);
    state.browser = await puppeteer.launch({ executablePath, args: FLAGS, headless: true });
  });
  after(async () => {
    await state.browser?.close();
    if (state.folder) fs.rmSync(state.folder, { recursive: true, force: true });
  });
  return state;
}

/** Asks in the page until it answers with something true. */
async function until(page, ask, what) {
  const end = Date.now() + WITHIN_MS;
  for (;;) {
    const answer = await page.evaluate(ask).catch(() => undefined);
    if (answer) return answer;
    if (Date.now() > end) {
      const body = await page.evaluate(() => document.body.innerText.slice(0, 400)).catch(() => "");
      throw new Error(`not within ${WITHIN_MS} ms: ${what}\n${page.url()}\n${body}`);
    }
    await new Promise((again) => setImmediate(again));
  }
}

{
  const floor = browserOf(chromium103);

  test("Chromium 103: signs in and paints the dashboard", async () => {
    assert.match(await floor.browser.version(), /Chrome\/103\./);
    const page = await floor.browser.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    await page.goto(`${BASE_URL}/`);
    await until(page, () => document.querySelector(".person-card") !== null, "the sign-in page");
    await page.evaluate(() => document.querySelector(".person-card").click());
    await until(page, () => document.querySelector("main[data-ready] .cols .task") !== null, "the dashboard and what it asks");
    const layered = await page.evaluate(() => getComputedStyle(document.querySelector(".bar")).display);
    assert.equal(layered, "flex", "the styles hold");
    assert.deepEqual(faults, []);
    await page.close();
  });

  test("Chromium 103: the first page of a wizard can be filled in", async () => {
    const page = await floor.browser.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    await page.goto(`${BASE_URL}/apply/residence-permit`);
    await until(page, () => document.querySelector("main[data-ready]") !== null, "the wizard");
    await until(
      page,
      () => /^\/apply\/residence-permit\/[^/]+\/[^/]+$/.test(location.pathname) && document.querySelector("main input, main select") !== null,
      "its first page",
    );
    assert.deepEqual(faults, []);
    await page.close();
  });
}

{
  const old = browserOf(chromium92);

  test("Chromium 92: gets the page that helps without ours, legible and bilingual", async () => {
    assert.match(await old.browser.version(), /Chrome\/92\./);
    const page = await old.browser.newPage();
    await page.goto(`${BASE_URL}/services/residence-permit`);
    await until(page, () => location.pathname === "/unsupported.html" && document.readyState === "complete", "the fallback");
    const seen = await page.evaluate(() => ({
      text: document.body.innerText,
      phone: document.querySelector('a[href="tel:12345"]') !== null,
      size: parseFloat(getComputedStyle(document.querySelector("p")).fontSize),
      wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
      scripts: document.scripts.length,
    }));
    assert.match(seen.text, /居住地派出所/);
    assert.match(seen.text, /At a window/);
    assert.ok(seen.phone);
    assert.ok(seen.size >= 16, `${seen.size} px`);
    assert.equal(seen.wide, false);
    assert.equal(seen.scripts, 0);
    await page.close();
  });
}
