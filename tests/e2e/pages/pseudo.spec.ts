// The pseudo-locales, in place of a translation: every word of the page is in the locale
// files, longer words have room, and everything also runs from right to left.
import fs from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { visitAll } from "../support/every.ts";
import { overflows, settled } from "../support/measure.ts";
import { PSEUDO_LOCALES } from "../support/paths.ts";
import { expect, test } from "../support/world.ts";

async function use(page: Page, language: string): Promise<void> {
  await page.addInitScript((language) => {
    localStorage.setItem("banshi.preferences", JSON.stringify({ language, theme: "light", mode: "normal" }));
  }, language);
  await page.route(`**/locales/${language}.json`, (route) =>
    route.fulfill({
      contentType: "application/json",
      body: fs.readFileSync(path.join(PSEUDO_LOCALES, `${language}.json`), "utf8"),
    }),
  );
}

/** Every string there is in an answer of the gateway. */
function strings(value: unknown, found: Set<string>): void {
  if (typeof value === "string") found.add(value);
  else if (value && typeof value === "object") for (const one of Object.values(value)) strings(one, found);
}

/** What is shown or read out: text, names and placeholders. */
async function shown(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!element || element.closest("script, style, noscript, [lang]:not([lang^=en])")) continue;
      found.push(walker.currentNode.textContent ?? "");
    }
    for (const element of document.body.querySelectorAll("*")) {
      for (const name of ["aria-label", "placeholder", "title", "alt"]) found.push(element.getAttribute(name) ?? "");
    }
    // A dot between two parts is no word.
    return found.map((text) => text.replace(/^[\s·]+|\s+$/g, "")).filter((text) => text !== "");
  });
}

test("no word stands outside the locale files", async ({ page, world }) => {
  test.setTimeout(180_000);
  await use(page, "en-XA");
  const known = new Set<string>(["EN", "English", "\u7b80\u4f53\u4e2d\u6587", "\u4e2d"]);
  page.on("response", async (response) => {
    if (!response.url().includes("/api/v1/") || !response.headers()["content-type"]?.includes("json")) return;
    strings(await response.json().catch(() => null), known);
  });
  const bare: string[] = [];
  await visitAll(page, world, async (name) => {
    expect(await page.locator("html").getAttribute("lang")).toBe("en-XA");
    const all = [...known];
    for (const text of await shown(page)) {
      const isTranslated = /[\[\]\u00c0-\u024f]/u.test(text);
      // Figures, dates and signs come from `Intl`, everything else from the gateway.
      const isFigure = !/\p{L}/u.test(text) || /\d/.test(text);
      const isContent = all.some((one) => one === text || one.includes(text));
      if (!isTranslated && !isFigure && !isContent) bare.push(`${name}: ${text}`);
    }
  });
  expect(known.size).toBeGreaterThan(500);
  expect([...new Set(bare)].join("\n")).toBe("");
});

for (const language of ["en-XA", "ar-XB"]) {
  test(`${language} has room on a phone and on a desktop`, async ({ page, world }) => {
    test.setTimeout(180_000);
    await use(page, language);
    const found: string[] = [];
    await visitAll(page, world, async (name) => {
      for (const [width, height] of [[360, 740], [1280, 800]] as const) {
        await page.setViewportSize({ width, height });
        await settled(page);
        found.push(...(await overflows(page)).map((fault) => `${name}, ${width} px: ${fault}`));
      }
      const direction = await page.evaluate(() => getComputedStyle(document.body).direction);
      if (direction !== (language === "ar-XB" ? "rtl" : "ltr")) found.push(`${name}: runs ${direction}`);
    });
    expect(found.join("\n")).toBe("");
  });
}
