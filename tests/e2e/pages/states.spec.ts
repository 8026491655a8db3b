// What a page becomes while it is used: errors, a row, a dialog, a fault, the page for
// older browsers. No axe violation and nothing cut off there either.
import type { Page } from "@playwright/test";
import { signIn, signOut } from "../support/api.ts";
import { load, violations } from "../support/axe.ts";
import { CHEN_JING } from "../support/identities.ts";
import { overflows, smallTargets } from "../support/measure.ts";
import { expect, open, test } from "../support/world.ts";
import { t, type Language } from "../support/words.ts";

/** axe takes what lies under a modal dialog for what lies over it: `modal` leaves out the
 * rule that asks about it, and measures the targets otherwise. */
async function look(page: Page, name: string, modal = false): Promise<void> {
  await load(page);
  const root = (attribute: string, value: string): Promise<void> =>
    page.evaluate(([attribute, value]) => document.documentElement.setAttribute(attribute, value), [attribute, value] as const);
  const found: string[] = [];
  for (const [mode, theme] of LOOKS) {
    // As the page itself changes them, without coming to this state six times.
    await root("data-mode", mode);
    await root("data-theme", theme);
    const rules = theme === "light" ? undefined : ["color-contrast"];
    const wrong = (await violations(page, rules)).filter((one) => !(modal && one.startsWith("target-size")));
    const [least, controls] = mode === "elder" ? [44, 60] : [24, 40];
    if (modal) wrong.push(...(await smallTargets(page, least, controls)));
    wrong.push(...(await overflows(page)));
    found.push(...wrong.map((one) => `${mode} ${theme}: ${one}`));
  }
  await root("data-mode", "normal");
  await root("data-theme", "light");
  expect(found.join("\n"), name).toBe("");
}

const LOOKS = [
  ["normal", "light"], ["normal", "dark"], ["normal", "contrast"],
  ["elder", "light"], ["elder", "dark"], ["elder", "contrast"],
] as const;

for (const language of ["zh-CN", "en"] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ preferences: { language, theme: "light" }, viewport: { width: 360, height: 740 }, contextOptions: { reducedMotion: "reduce" } });

    test("a case that was looked up, and one that was not found", async ({ page, world }) => {
      await signOut(page.request);
      for (const [check, heading] of [[CHEN_JING.idNumber.slice(-4), "page.lookup-result"], ["0000", "page.lookup-none-title"]] as const) {
        await open(page, "/lookup");
        await page.getByLabel(t("page.lookup-reference", {}, language)).fill(world.case.reference);
        await page.getByLabel(t("page.lookup-check", {}, language)).fill(check);
        await page.getByRole("button", { name: t("page.lookup-submit", {}, language), exact: true }).click();
        await expect(page.locator("main").getByText(t(heading, {}, language)).first()).toBeVisible();
        await look(page, heading);
      }
    });

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
