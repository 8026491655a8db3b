// Reflow, size of targets and type, length of lines, on every page.
import { longLines, overflows, smallTargets, smallText } from "../support/measure.ts";
import { visitAll } from "../support/every.ts";
import { expect, test } from "../support/world.ts";

/** WCAG 2.2 2.5.8; MIIT's norm asks 44 of any target and 60 of main ones in elder mode. */
const TARGETS = { normal: { least: 24, controls: 40 }, elder: { least: 44, controls: 60 } } as const;
const TEXT = { normal: 12, elder: 18 } as const;
const LONGEST_LINE = { "zh-CN": 40, en: 75 } as const;

for (const language of ["zh-CN", "en"] as const) {
  for (const mode of ["normal", "elder"] as const) {
    test.describe(`${language} ${mode}`, () => {
      test.use({ preferences: { language, mode, theme: "light" } });

      for (const [width, height] of [[320, 640], [768, 1024], [1440, 900]] as const) {
        test(`at ${width} px nothing is cut off, small or too wide to read`, async ({ page, world }) => {
          test.setTimeout(120_000);
          await page.setViewportSize({ width, height });
          const found: string[] = [];
          await visitAll(page, world, async (name) => {
            const { least, controls } = TARGETS[mode];
            const faults = [
              ...(await overflows(page)),
              ...(await smallTargets(page, least, controls)),
              ...(await smallText(page, TEXT[mode], 1.3)),
              ...(await longLines(page, LONGEST_LINE[language])),
            ];
            found.push(...faults.map((fault) => `${name}: ${fault}`));
          });
          expect(found.join("\n")).toBe("");
        });
      }
    });
  }
}
