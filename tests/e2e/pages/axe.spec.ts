// axe-core finds nothing on any page, in any language, mode and theme.
import { load, violations } from "../support/axe.ts";
import { visitAll } from "../support/every.ts";
import { expect, test } from "../support/world.ts";

const THEMES = ["light", "dark", "contrast"] as const;

for (const language of ["zh-CN", "en"] as const) {
  for (const mode of ["normal", "elder"] as const) {
    test.describe(`${language} ${mode}`, () => {
      // Without motion a colour is at once what it will be.
      test.use({ preferences: { language, mode, theme: "light" }, contextOptions: { reducedMotion: "reduce" } });

      test("has no axe violation in any theme", async ({ page, world }) => {
        test.setTimeout(360_000);
        const found: string[] = [];
        await visitAll(page, world, async (name) => {
          await load(page);
          for (const theme of THEMES) {
            // As the page itself changes it, without loading it three times.
            await page.evaluate((theme) => document.documentElement.setAttribute("data-theme", theme), theme);
            // A theme changes colours alone, and one rule looks at colours.
            const wrong = await violations(page, theme === "light" ? undefined : ["color-contrast"]);
            found.push(...wrong.map((one) => `${name}, ${theme}: ${one}`));
          }
        });
        expect(found.join("\n")).toBe("");
      });
    });
  }
}
