// axe-core finds nothing on any page, in any language, mode and theme.
import AxeBuilder from "@axe-core/playwright";
import { visitAll } from "../support/every.ts";
import { expect, test } from "../support/world.ts";

const THEMES = ["light", "dark", "contrast"] as const;

for (const language of ["zh-CN", "en"] as const) {
  for (const mode of ["normal", "elder"] as const) {
    test.describe(`${language} ${mode}`, () => {
      test.use({ preferences: { language, mode, theme: "light" } });

      test("has no axe violation in any theme", async ({ page, world }) => {
        test.setTimeout(360_000);
        const found: string[] = [];
        await visitAll(page, world, async (name) => {
          for (const theme of THEMES) {
            // As the page itself changes it, without loading it three times.
            await page.evaluate((theme) => document.documentElement.setAttribute("data-theme", theme), theme);
            // A theme changes colours alone, and one rule looks at colours.
            const axe = new AxeBuilder({ page });
            const { violations } = await (theme === "light"
              ? axe.options({ rules: { "target-size": { enabled: true } } })
              : axe.withRules("color-contrast")
            ).analyze();
            for (const { id, help, nodes } of violations) {
              const where = nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`);
              found.push(`${name}, ${theme}: ${id} (${help})\n    ${where.join("\n    ")}`);
            }
          }
        });
        expect(found.join("\n")).toBe("");
      });
    });
  }
}
