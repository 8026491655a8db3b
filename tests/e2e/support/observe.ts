// What only an observer inside the page can tell: announcements, layout shifts.
import type { BrowserContext, Page } from "@playwright/test";

declare global {
  interface Window {
    banshiTest: { said: { at: number; text: string }[]; shifts: { value: number; what: string[] }[] };
  }
}

/** Begins before the page's first script, on every page of the context. */
export async function observe(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const seen: Window["banshiTest"] = { said: [], shifts: [] };
    window.banshiTest = seen;
    // The same words set again are said again by a screen reader, so each mutation of
    // the live region that leaves words in it is one announcement.
    new MutationObserver((records) => {
      const regions = new Set<Element>();
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest("#announcer");
        if (region) regions.add(region);
      }
      for (const region of regions) {
        const text = region.textContent?.trim() ?? "";
        if (text) seen.said.push({ at: Date.now(), text });
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const shift = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
          sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
        };
        if (shift.hadRecentInput) continue;
        seen.shifts.push({
          value: shift.value,
          what: shift.sources.map(({ node, previousRect, currentRect }) => {
            const element = node instanceof Element ? node : node?.parentElement;
            const name = element ? `${element.tagName.toLowerCase()}.${element.className}` : "?";
            const rect = (r: DOMRectReadOnly): string => `${r.x},${r.y} ${r.width}x${r.height}`;
            return `${name} ${rect(previousRect)} -> ${rect(currentRect)}`;
          }),
        });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** All that was announced since the page was loaded, in order. */
export async function transcript(page: Page): Promise<{ at: number; text: string }[]> {
  return page.evaluate(() => window.banshiTest.said);
}

/** Forgets what was announced so far. */
export async function forget(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.banshiTest.said.length = 0;
  });
}

/** Layout shifts since the page was loaded that no one's input caused. */
export async function shifts(page: Page): Promise<{ value: number; what: string[] }[]> {
  // Two frames, so that the last frame's entries have been delivered.
  return page.evaluate(
    () =>
      new Promise<Window["banshiTest"]["shifts"]>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(window.banshiTest.shifts)));
      }),
  );
}
