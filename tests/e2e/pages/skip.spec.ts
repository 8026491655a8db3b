// The first stop of the keyboard is the way past the menu.
import { t } from "../support/words.ts";
import { expect, open, test } from "../support/world.ts";

for (const language of ["zh-CN", "en"] as const) {
  test.describe(language, () => {
    test.use({ preferences: { language } });

    test("the skip link leads to the main part", async ({ page }) => {
      await open(page, "/services");
      await page.keyboard.press("Tab");
      const skip = page.getByRole("link", { name: t("app.skip-to-content", {}, language) });
      await expect(skip).toBeFocused();
      await expect(skip).toBeInViewport();
      await page.keyboard.press("Enter");
      await expect(page.locator("main")).toBeFocused();
    });
  });
}
