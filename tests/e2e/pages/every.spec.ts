// Every page, opened once in each look and put to every check.
//
// A load is what costs most. When each check opened the pages for itself there were 17
// rounds: 4 for axe, 4 for the measures, 4 for shifts, 2 for the structure, 3 for the
// pseudo-locales; with 64 pages 1,088 loads. Now there are 6 rounds, 384 loads: one for each
// language and mode here, two in pseudo.spec.ts.
import { checkAll, STOPS, VISIT_MS } from "../support/every.ts";
import { expect, test } from "../support/world.ts";
import { axe } from "./checks/axe.ts";
import { measures } from "./checks/room.ts";
import { slow, still } from "./checks/shift.ts";
import { structure } from "./checks/structure.ts";

/** Each language, mode and width of loading with each other's. */
const LOOKS = [
  ["zh-CN", "normal", 360, 740],
  ["zh-CN", "elder", 1280, 800],
  ["en", "elder", 360, 740],
  ["en", "normal", 1280, 800],
] as const;

for (const [language, mode, width, height] of LOOKS) {
  test.describe(`${language} ${mode}`, () => {
    test.use({ preferences: { language, mode, theme: "light" } });

    test(`every page: still at ${width} px, structure, axe, reflow, targets, type, lines`, async ({ page, world }) => {
      test.setTimeout(STOPS.length * VISIT_MS);
      await slow(page);
      const checks = {
        "no layout shift": still,
        structure: structure(language),
        "no axe violation": axe,
        "nothing cut off, small or too wide to read": measures({ language, mode }),
      };
      await checkAll(page, world, checks, async () => {
        // As a person loads it; what comes after the first check is looked at at rest.
        await page.emulateMedia({ reducedMotion: null });
        await page.setViewportSize({ width, height });
      });
    });
  });
}
