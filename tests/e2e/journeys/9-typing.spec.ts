// 9. Typing as people do it: with an input method, and on a page that the browser translates.
import type { CDPSession, Page } from "@playwright/test";
import { signIn, start } from "../support/api.ts";
import { insurance } from "../support/forms.ts";
import { expect, open, test } from "../support/test.ts";
import { Wizard } from "../support/wizard.ts";
import { t } from "../support/words.ts";

/** The candidate that stands in the control while the input method composes. */
async function compose(input: CDPSession, text: string): Promise<void> {
  await input.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
}

/** Enter that the input method keeps for itself, as Chromium reports it: key code 229. */
async function enterForInputMethod(input: CDPSession): Promise<void> {
  const key = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
  await input.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
  await input.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
}

async function household(page: Page): Promise<Wizard> {
  await signIn(page.request, "li-wei");
  const { draft } = await start(page.request, "resident-medical-insurance", await insurance(page.request));
  const wizard = new Wizard(page, "resident-medical-insurance");
  await open(page, `/apply/resident-medical-insurance/${draft}/household`);
  await expect(wizard.h1).toHaveText(wizard.heading("household"));
  return wizard;
}

test("while an input method composes nothing is counted, checked, saved or sent", async ({ page }) => {
  const wizard = await household(page);
  const address = wizard.field("/household/address");
  const counter = page.locator(".counter");
  await address.fill("");
  await expect(counter).toHaveText(/./);
  const before = await counter.innerText();
  const saves: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "PUT") saves.push(request.postData() ?? "");
  });
  await address.focus();
  const input = await page.context().newCDPSession(page);
  for (const candidate of ["s", "shi", "shi li", "示例"]) await compose(input, candidate);
  await expect(address).toHaveValue("示例");
  // Neither the count nor the draft takes a candidate for an answer; Enter picks it.
  await enterForInputMethod(input);
  await expect(counter).toHaveText(before);
  await expect(page.locator(".error-text")).toHaveCount(0);
  await expect(page).toHaveURL(/\/household$/);
  expect(saves.filter((body) => body.includes("示例\""))).toEqual([]);
  await input.send("Input.insertText", { text: "示例市云上区示范路 8 号" });
  await expect(address).toHaveValue("示例市云上区示范路 8 号");
  await expect(counter).not.toHaveText(before);
  await expect(page.getByText(t("wizard.saving"))).toBeHidden();
  await expect.poll(() => saves.some((body) => body.includes("示例市云上区示范路 8 号"))).toBe(true);
});

test("a page that the browser translates goes on working", async ({ page }) => {
  const wizard = await household(page);
  // What translators do: every text becomes an element of their own with other words.
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      if (!text.data.trim() || text.parentElement?.closest("script, style, textarea")) continue;
      const outer = document.createElement("font");
      const inner = document.createElement("font");
      inner.textContent = `«${text.data}»`;
      outer.append(inner);
      text.replaceWith(outer);
    }
  });
  const failed: string[] = [];
  page.on("pageerror", (error) => failed.push(error.message));
  const address = page.locator("textarea");
  await address.fill("");
  await page.locator("form button[type=submit]").click();
  // An error appears and goes, the page changes there and back.
  await expect(page.locator(".error-summary")).toBeFocused();
  await expect(page.locator(".error-text")).not.toHaveCount(0);
  await address.fill("示例省示例市云上区示范路 8 号");
  await page.locator("form button[type=submit]").click();
  await wizard.stands("coverage");
  await page.goBack();
  await wizard.stands("household");
  await expect(wizard.field("/household/address")).toHaveValue("示例省示例市云上区示范路 8 号");
  await expect(page.locator(".error-summary")).toHaveCount(0);
  expect(failed).toEqual([]);
});
