// axe-core finds nothing on any page, in any language, mode and theme.
import AxeBuilder from "@axe-core/playwright";
import { visitAll } from "../support/every.ts";
import { expect, test } from "../support/world.ts";

for (const language of ["zh-CN", "en"] as const) {
  for (const mode of ["normal", "elder"] as const) {
    for (const theme of ["light", "dark", "contrast"] as const) {
      test.describe(`${language} ${mode} ${theme}`, () => {
        test.use({ preferences: { language, mode, theme } });

        test("has no axe violation", async ({ page, world }) => {
          test.setTimeout(180_000);
          const found: string[] = [];
          await visitAll(page, world, async (name) => {
            const { violations } = await new AxeBuilder({ page })
              .options({ rules: { "target-size": { enabled: true } } })
              .analyze();
            for (const { id, help, nodes } of violations) {
              const where = nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`);
              found.push(`${name}: ${id} (${help})\n    ${where.join("\n    ")}`);
            }
          });
          expect(found.join("\n")).toBe("");
        });
      });
    }
  }
}
