// What a screen reader finds on every page.
import { visitAll } from "../support/every.ts";
import { t } from "../support/words.ts";
import { expect, test } from "../support/world.ts";

for (const language of ["zh-CN", "en"] as const) {
  test.describe(language, () => {
    test.use({ preferences: { language } });

    test("one heading, a main part, a skip link, a title of its own, the language", async ({ page, world }) => {
      test.setTimeout(120_000);
      const titles = new Map<string, string>();
      await visitAll(page, world, async (name) => {
        await expect.soft(page.locator("h1"), name).toHaveCount(1);
        await expect.soft(page.locator("main"), name).toHaveCount(1);
        await expect.soft(page.locator("html"), name).toHaveAttribute("lang", language);
        const skip = page.getByRole("link", { name: t("app.skip-to-content", {}, language) });
        await expect.soft(skip, name).toHaveCount(1);
        await expect.soft(page.locator("#announcer[role=status]"), name).toHaveCount(1);
        const heading = (await page.locator("h1").textContent())?.trim() ?? "";
        const title = await page.title();
        // The dashboard greets in its heading; the window is called what the menu calls it.
        const called = name.startsWith("dashboard") ? t("app.home", {}, language) : heading;
        expect.soft(title, name).toContain(called);
        expect.soft(heading, name).not.toBe("");
        // The same page in another state keeps its title; other pages have other ones.
        const kind = name.split(" ")[0] ?? name;
        const same = [...titles].find(([other, its]) => its === title && other !== kind)?.[0];
        expect.soft(same, `title of ${name}`).toBeUndefined();
        titles.set(kind, title);
        const untranslated = await page.evaluate(
          () => document.body.innerText.match(/\{[a-z]+\}|\b[a-z]+\.[a-z]+-[a-z-]+\b|undefined|NaN|\[object/g) ?? [],
        );
        expect.soft(untranslated, `${name}: words that are not words`).toEqual([]);
      });
    });

    test("the skip link leads to the main part", async ({ page, world }) => {
      await visitAll(page, world, async () => {
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      }, ["services"]);
      await page.reload();
      await page.locator("main[data-ready]").waitFor();
      await page.keyboard.press("Tab");
      const skip = page.getByRole("link", { name: t("app.skip-to-content", {}, language) });
      await expect(skip).toBeFocused();
      await expect(skip).toBeInViewport();
      await page.keyboard.press("Enter");
      await expect(page.locator("main")).toBeFocused();
    });
  });
}
