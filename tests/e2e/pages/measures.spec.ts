// Reflow, size of targets and type, length of lines, on every page.
import { longLines, overflows, settled, smallTargets, smallText } from "../support/measure.ts";
import { visitAll } from "../support/every.ts";
import { expect, test } from "../support/world.ts";

/** WCAG 2.2 2.5.8; MIIT's norm asks 44 of any target and 60 of main ones in elder mode. */
const TARGETS = { normal: { least: 24, controls: 40 }, elder: { least: 44, controls: 60 } } as const;
const TEXT = { normal: 12, elder: 18 } as const;
/** As small as 400 % of zoom makes a screen of 1280, a tablet, a desktop. */
const VIEWPORTS = [[320, 640], [768, 1024], [1440, 900]] as const;
const LONGEST_LINE = { "zh-CN": 40, en: 75 } as const;

for (const language of ["zh-CN", "en"] as const) {
  for (const mode of ["normal", "elder"] as const) {
    test.describe(`${language} ${mode}`, () => {
      test.use({ preferences: { language, mode, theme: "light" } });

      test("nothing is cut off, small or too wide to read", async ({ page, world }) => {
        test.setTimeout(180_000);
        const { least, controls } = TARGETS[mode];
        const found: string[] = [];
        await visitAll(page, world, async (name) => {
          for (const [width, height] of VIEWPORTS) {
            await page.setViewportSize({ width, height });
            await settled(page);
            const faults = [
              ...(await overflows(page)),
              ...(await smallTargets(page, least, controls)),
              ...(await smallText(page, TEXT[mode], 1.3)),
              ...(await longLines(page, LONGEST_LINE[language])),
            ];
            found.push(...faults.map((fault) => `${name}, ${width} px: ${fault}`));
          }
        });
        expect(found.join("\n")).toBe("");
      });
    });
  }
}
