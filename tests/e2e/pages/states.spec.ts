// What a page becomes while it is used: errors, a row, a dialog, a fault, the page for
// older browsers. No axe violation and nothing cut off there either.
import type { Page } from "@playwright/test";
import { signIn } from "../support/api.ts";
import { load, violations } from "../support/axe.ts";
import { overflows, smallTargets } from "../support/measure.ts";
import { expect, open, test } from "../support/world.ts";
import { t, type Language } from "../support/words.ts";

/** axe takes what lies under a modal dialog for what lies over it: `modal` leaves out the
 * rule that asks about it, and measures the targets otherwise. */
async function look(page: Page, name: string, modal = false): Promise<void> {
  await load(page);
  const wrong = (await violations(page)).filter((one) => !(modal && one.startsWith("target-size")));
  expect([...wrong, ...(modal ? await smallTargets(page, 24, 40) : []), ...(await overflows(page))].join("\n"), name).toBe("");
}

for (const language of ["zh-CN", "en"] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ preferences: { language, theme: "light" }, viewport: { width: 360, height: 740 } });

    test("a page with errors, a row of a group", async ({ page, world }) => {
      await signIn(page.request, "chen-jing");
      const { service, draft } = world.drafts.insurance;
      await open(page, `/apply/${service}/${draft}/members`);
      await look(page, "the cards");
      await page.locator("main").getByRole("link").or(page.locator("main").getByRole("button")).filter({ hasText: t("wizard.row-edit", {}, language) }).first().click();
      await expect(page).toHaveURL(/members~\d+$/);
      await look(page, "a row");
      await page.locator("main input[type=text]").first().fill("");
      await page.getByRole("button", { name: t("wizard.row-save", {}, language), exact: true }).click();
      await expect(page.locator(".error-summary").first()).toBeFocused();
      await look(page, "the summary of errors");
    });

    test("a question before something is deleted", async ({ page, world }) => {
      void world;
      await signIn(page.request, "chen-jing");
      await open(page, "/");
      await page.getByRole("button", { name: t("page.draft-delete", {}, language) }).first().click();
      await expect(page.locator("dialog[open]")).toBeVisible();
      await look(page, "the dialog", true);
      await page.keyboard.press("Escape");
      await expect(page.locator("dialog[open]")).toHaveCount(0);
    });

    test("faults, the lost page, the page for older browsers", async ({ page, world }) => {
      void world;
      await signIn(page.request, "wang-xiulan");
      await page.route("**/api/v1/cases*", (route) => route.abort());
      await open(page, "/cases");
      await expect(page.getByRole("alert")).toBeVisible();
      await look(page, "a fault");
      await page.evaluate(() => window.dispatchEvent(new CustomEvent("banshi:lost")));
      await expect(page.locator("#lost")).toBeVisible();
      await look(page, "lost");
      await page.goto("/unsupported.html");
      await look(page, "the page for older browsers");
    });
  });
}
