// axe-core in the page: put there once, run as often as asked.
import fs from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

/** Less than half as long as the other one, and read anew by every page. */
const SOURCE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Puts axe into the page that is open. */
export async function load(page: Page): Promise<void> {
  // Evaluated, not added as a script: the page's security policy stands.
  await page.evaluate(SOURCE);
}

/** What is wrong, a line each; of these rules, or of all. */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  return page.evaluate(async (rules) => {
    const options = rules
      ? { runOnly: { type: "rule" as const, values: [...rules] } }
      : { rules: { "target-size": { enabled: true } } };
    const here = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await here.axe.run(document, { ...options, resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => {
      const where = nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`);
      return `${id} (${help})\n    ${where.join("\n    ")}`;
    });
  }, rules);
}
