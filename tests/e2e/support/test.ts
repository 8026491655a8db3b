// The tests' own `test`: every test has its own gateway and its own file.
import { test as base, type Page } from "@playwright/test";
import { Gateway } from "./gateway.ts";
import { observe } from "./observe.ts";
import type { Language } from "./words.ts";

export { expect } from "@playwright/test";

export interface Preferences {
  language: Language;
  theme: "auto" | "light" | "dark" | "contrast";
  mode: "normal" | "elder";
}

export const test = base.extend<{ gateway: Gateway; preferences: Partial<Preferences> }>({
  preferences: [{}, { option: true }],
  gateway: async ({}, use, info) => {
    const gateway = await Gateway.start();
    await use(gateway);
    await gateway.stop();
    if (info.status !== info.expectedStatus) {
      await info.attach("gateway.log", { body: gateway.written(), contentType: "text/plain" });
    }
  },
  baseURL: async ({ gateway }, use) => use(gateway.url),
  context: async ({ context, preferences }, use) => {
    await observe(context);
    if (Object.keys(preferences).length > 0) await prefer(context, preferences);
    await use(context);
  },
});

/** Chooses before the first page is opened, as if chosen on an earlier visit. */
export async function prefer(
  context: import("@playwright/test").BrowserContext,
  preferences: Partial<Preferences>,
): Promise<void> {
  const chosen: Preferences = { language: "zh-CN", theme: "auto", mode: "normal", ...preferences };
  await context.addInitScript((kept) => {
    localStorage.setItem("banshi.preferences", kept);
  }, JSON.stringify(chosen));
}

/** Waits until a page has painted its data. */
export async function ready(page: Page): Promise<void> {
  await page.locator("main[data-ready]").waitFor();
}

/** Opens an address and waits until it has painted its data. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await ready(page);
}
