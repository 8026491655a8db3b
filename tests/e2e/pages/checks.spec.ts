// The checks that are made on every page see what they are there for.
import type { Page } from "@playwright/test";
import type { Check } from "../support/every.ts";
import { expect, open, test } from "../support/world.ts";
import { axe } from "./checks/axe.ts";
import { measures, room } from "./checks/room.ts";
import { still } from "./checks/shift.ts";
import { structure } from "./checks/structure.ts";
import { words } from "./checks/words.ts";

const LOOK = { language: "zh-CN", mode: "normal" } as const;
const LONG = "一行字太长就读不下去，".repeat(30);

/** Puts an element at the end of the main part. */
async function add(page: Page, tag: string, text: string, style: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate(
    ({ tag, text, style }) => {
      const element = document.createElement(tag);
      element.id = "odd";
      element.textContent = text;
      Object.assign(element.style, style);
      document.querySelector("main")?.append(element);
    },
    { tag, text, style },
  );
}

/** What is done to a page, the check that must see it, and what it must say. */
const FAULTS: readonly [what: string, check: Check, says: RegExp, harm: (page: Page) => Promise<void>][] = [
  ["a jump", still, /main/, async (page) => {
    // Twice two frames, so that it stands before and after.
    await still(page, "");
    await page.evaluate(() => document.querySelector("main")?.style.setProperty("margin-top", "300px"));
    await still(page, "");
  }],
  ["a second heading", structure("zh-CN"), /^2 of h1/, (page) => add(page, "h1", "又一个", {})],
  ["another language", structure("zh-CN"), /language is fr/, (page) => page.evaluate(() => { document.documentElement.lang = "fr"; })],
  ["another title", structure("zh-CN"), /title is x/, (page) => page.evaluate(() => { document.title = "x"; })],
  ["a key for a word", structure("zh-CN"), /no word: app\.my-cases/, (page) => add(page, "p", "app.my-cases", {})],
  ["a picture without words", axe, /^light: image-alt/, (page) => add(page, "img", "", {})],
  ["too little contrast in one theme", axe, /^dark: color-contrast/, async (page) => {
    await add(page, "p", "看不清", {});
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("[data-theme=dark] #odd { color: #333 !important; background: #303030 !important; }");
      document.adoptedStyleSheets.push(sheet);
    });
  }],
  ["something too wide", measures(LOOK), /^320 px: the page is/, (page) => add(page, "div", "宽", { width: "1000px" })],
  ["a target too small", measures(LOOK), /^320 px: button/, (page) => add(page, "button", "小", { minHeight: "0", height: "10px", padding: "0" })],
  ["type too small", measures(LOOK), /^320 px: p\. .* 9px/, (page) => add(page, "p", "小", { fontSize: "9px" })],
  ["lines too close", measures(LOOK), /^320 px: p\. .* lines 1/, (page) => add(page, "p", "密", { lineHeight: "1" })],
  ["lines too long", measures(LOOK), /^1440 px: p\. /, (page) => add(page, "p", LONG, { maxWidth: "none", fontSize: "12px" })],
  ["no room for longer words", room, /^360 px: the page is/, (page) => add(page, "div", "宽", { width: "1000px" })],
];

test.use({ preferences: { ...LOOK, theme: "light" } });

test("a page without faults passes, one with a fault does not", async ({ page }) => {
  test.setTimeout(120_000);
  for (const [what, check, says, harm] of FAULTS) {
    // Alike for all: what the check before this one left is gone.
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ reducedMotion: null });
    await open(page, "/settings");
    if (check !== still) expect.soft(await check(page, "settings"), `before ${what}`).toEqual([]);
    await harm(page);
    expect.soft(await check(page, "settings"), what).toContainEqual(expect.stringMatching(says));
  }
});

test.describe("in English", () => {
  test.use({ preferences: { language: "en", theme: "light" } });

  test("a word that stands outside the locale files is seen, what the gateway said is not", async ({ page }) => {
    const { check, known } = words(page);
    await open(page, "/services");
    await add(page, "p", "jabberwocky", {});
    expect(await check(page, "services")).toContain("jabberwocky");
    const said = [...known].find((one) => /^[a-z]{4,}$/i.test(one)) ?? "";
    await page.evaluate((said) => document.querySelector("#odd")?.replaceChildren(said), said);
    expect(await check(page, "services")).not.toContain(said);
  });
});
