// Reflow, size of targets and type, length of lines.
import type { Page } from "@playwright/test";
import type { Check } from "../../support/every.ts";
import { longLines, overflows, settled, smallTargets, smallText } from "../../support/measure.ts";
import type { Preferences } from "../../support/test.ts";

type Size = readonly [width: number, height: number];

/** As small as 400 % of zoom makes a screen of 1280, a tablet, a desktop. */
const SIZES: readonly Size[] = [[320, 640], [768, 1024], [1440, 900]];
/** A phone and a desktop. */
const USUAL: readonly Size[] = [[360, 740], [1280, 800]];
/** WCAG 2.2 2.5.8; MIIT's norm asks 44 of any target and 60 of main ones in elder mode. */
const TARGETS = { normal: { least: 24, controls: 40 }, elder: { least: 44, controls: 60 } } as const;
const TEXT = { normal: 12, elder: 18 } as const;
const LINES = 1.3;
const LONGEST_LINE = { "zh-CN": 40, en: 75 } as const;

async function at(page: Page, sizes: readonly Size[], look: () => Promise<string[]>): Promise<string[]> {
  const faults: string[] = [];
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    await settled(page);
    faults.push(...(await look()).map((fault) => `${width} px: ${fault}`));
  }
  return faults;
}

/** Nothing is cut off, too small or too wide to read. */
export function measures({ language, mode }: Pick<Preferences, "language" | "mode">): Check {
  const { least, controls } = TARGETS[mode];
  return (page) =>
    at(page, SIZES, async () => [
      ...(await overflows(page)),
      ...(await smallTargets(page, least, controls)),
      ...(await smallText(page, TEXT[mode], LINES)),
      ...(await longLines(page, LONGEST_LINE[language])),
    ]);
}

/** Longer words, or words that run the other way, have room too. */
export const room: Check = (page) => at(page, USUAL, () => overflows(page));
