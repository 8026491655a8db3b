// The pseudo-locales, in place of a translation: every word of the page is in the locale
// files, longer words have room, and everything also runs from right to left.
import fs from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { type Check, checkAll, STOPS, VISIT_MS } from "../support/every.ts";
import { PSEUDO_LOCALES } from "../support/paths.ts";
import { expect, test } from "../support/world.ts";
import { room } from "./checks/room.ts";
import { words } from "./checks/words.ts";

/** Gives the page a language that no release has. Not by a route: with one, the browser
 * would keep nothing and fetch the module for each page anew. */
async function use(page: Page, language: string): Promise<void> {
  const all = fs.readFileSync(path.join(PSEUDO_LOCALES, `${language}.json`), "utf8");
  await page.addInitScript(
    ({ language, all }) => {
      localStorage.setItem("banshi.preferences", JSON.stringify({ language, theme: "light", mode: "normal" }));
      const fetch = window.fetch.bind(window);
      window.fetch = async (what, how) => {
        const address = what instanceof Request ? what.url : String(what);
        if (!address.endsWith(`/locales/${language}.json`)) return fetch(what, how);
        return new Response(all, { headers: { "Content-Type": "application/json" } });
      };
    },
    { language, all },
  );
}

/** The page has taken the language, and runs as it does. */
const runs = (language: string, direction: string): Check => async (page) => {
  const found = await page.evaluate(() => [document.documentElement.lang, getComputedStyle(document.body).direction]);
  return found.join() === [language, direction].join() ? [] : [found.join()];
};

test("en-XA: no word stands outside the locale files, and each has room", async ({ page, world }) => {
  test.setTimeout(STOPS.length * VISIT_MS);
  await use(page, "en-XA");
  const { check, known } = words(page);
  await checkAll(page, world, {
    "the language": runs("en-XA", "ltr"),
    "no word outside the locale files": check,
    "room on a phone and on a desktop": room,
  });
  expect(known.size).toBeGreaterThan(500);
});

test("ar-XB: from right to left, too, each has room", async ({ page, world }) => {
  test.setTimeout(STOPS.length * VISIT_MS);
  await use(page, "ar-XB");
  await checkAll(page, world, {
    "the language": runs("ar-XB", "rtl"),
    "room on a phone and on a desktop": room,
  });
});
