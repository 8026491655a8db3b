// Nothing jumps while a page loads, also when its data come late.
import type { Page } from "@playwright/test";
import type { Check } from "../../support/every.ts";
import { shifts } from "../../support/observe.ts";

/** Late enough that what stands in for the data is painted first. */
const LATENCY_MS = 150;

/** From now on every answer comes late. */
export async function slow(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
}

/** To be asked before anything else moves the page. */
export const still: Check = async (page) =>
  (await shifts(page)).map(({ value, what }) => `${value.toFixed(4)}\n    ${what.join("\n    ")}`);
