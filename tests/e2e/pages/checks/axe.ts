// axe-core finds nothing, in any theme.
import { load, violations } from "../../support/axe.ts";
import type { Check } from "../../support/every.ts";

const THEMES = ["light", "dark", "contrast"] as const;
const DESKTOP = { width: 1280, height: 800 } as const;

export const axe: Check = async (page) => {
  const faults: string[] = [];
  // Without motion a colour is at once what it will be.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.setViewportSize(DESKTOP);
  await load(page);
  for (const theme of THEMES) {
    // As the page itself changes it, without loading it three times.
    await page.evaluate((theme) => document.documentElement.setAttribute("data-theme", theme), theme);
    // A theme changes colours alone, and one rule looks at colours.
    const wrong = await violations(page, theme === "light" ? undefined : ["color-contrast"]);
    faults.push(...wrong.map((one) => `${theme}: ${one}`));
  }
  await page.evaluate((theme) => document.documentElement.setAttribute("data-theme", theme), THEMES[0]);
  return faults;
};
