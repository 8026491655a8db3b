// What a page measures in the browser; each function answers with the faults it found.
import type { Page } from "@playwright/test";

/** What reaches over the edge of the window, where nothing may be scrolled sideways. */
export async function overflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const faults: string[] = [];
    if (document.documentElement.scrollWidth > width) {
      faults.push(`the page is ${document.documentElement.scrollWidth} px wide in ${width}`);
      for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
        const box = element.getBoundingClientRect();
        if (box.width > 0 && (box.right > width + 0.5 || box.left < -0.5)) {
          faults.push(`${element.tagName.toLowerCase()}.${element.className} ${box.left}..${box.right}`);
        }
      }
    }
    return faults.slice(0, 12);
  });
}

/** Targets smaller than `least` px either way (WCAG 2.2 2.5.8; links within a sentence
 * are excepted), and controls of forms lower than `controls`. */
export async function smallTargets(page: Page, least: number, controls: number): Promise<string[]> {
  return page.evaluate(
    ({ least, controls }) => {
      const faults: string[] = [];
      const selector = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
      for (const element of document.querySelectorAll<HTMLElement>(selector)) {
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        // What is clipped away until it has the focus is measured when it has it.
        if (element.closest(".visually-hidden, .skip-link, .skip")) continue;
        if (element instanceof HTMLInputElement && element.type === "file") continue;
        const inline =
          element.tagName === "A" &&
          getComputedStyle(element).display === "inline" &&
          [...(element.parentElement?.childNodes ?? [])].some(
            (node) => node !== element && (node.textContent?.trim() ?? "") !== "",
          );
        if (inline) continue;
        // A tick box or radio button is as large as the label that ticks it.
        const label =
          element instanceof HTMLInputElement && ["radio", "checkbox"].includes(element.type)
            ? element.labels?.[0]
            : undefined;
        const box = (label ?? element).getBoundingClientRect();
        const isControl = element.matches(
          ".btn, input:not([type=radio], [type=checkbox]), select, textarea",
        );
        const must = isControl ? controls : least;
        if (box.height < must - 0.5 || box.width < least - 0.5) {
          const name = element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 20);
          faults.push(
            `${element.tagName.toLowerCase()}.${element.className} "${name}" ` +
              `${box.width.toFixed(1)}x${box.height.toFixed(1)}, must be ${must}`,
          );
        }
      }
      return faults.slice(0, 12);
    },
    { least, controls },
  );
}

/** Text smaller than `least` CSS px, or with lines closer than `spacing` times its size. */
export async function smallText(page: Page, least: number, spacing: number): Promise<string[]> {
  return page.evaluate(
    ({ least, spacing }) => {
      const faults = new Set<string>();
      const walker = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const text = walker.currentNode.textContent?.trim();
        if (!text || !element?.checkVisibility() || element.closest(".visually-hidden, svg, [aria-hidden=true]")) continue;
        const style = getComputedStyle(element);
        const size = parseFloat(style.fontSize);
        const height = style.lineHeight === "normal" ? size * 1.15 : parseFloat(style.lineHeight);
        const name = `${element.tagName.toLowerCase()}.${element.className} "${text.slice(0, 20)}"`;
        if (size < least - 0.01) faults.add(`${name} ${size}px`);
        // Headings and the words of a button may stand closer.
        const isBlock = ["P", "LI", "DD"].includes(element.tagName);
        if (isBlock && height / size < spacing - 0.01) faults.add(`${name} lines ${(height / size).toFixed(2)}`);
      }
      return [...faults].slice(0, 12);
    },
    { least, spacing },
  );
}

/** Lines of running text longer than `most` characters; among Chinese ones, Latin letters
 * and figures count half. */
export async function longLines(page: Page, most: number): Promise<string[]> {
  return page.evaluate((most) => {
    const faults: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>("main p, main li, main dd")) {
      if (!element.checkVisibility() || element.querySelector("p, ul, ol, dl, div")) continue;
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const lines = new Map<number, number>();
      const range = document.createRange();
      while (walker.nextNode()) {
        const text = walker.currentNode as Text;
        for (let at = 0; at < text.length; at += 1) {
          range.setStart(text, at);
          range.setEnd(text, at + 1);
          const box = range.getClientRects()[0];
          const counts = most < 75 && text.data.charCodeAt(at) < 0x250 ? 0.5 : 1;
          if (box && box.width > 0) lines.set(Math.round(box.bottom), (lines.get(Math.round(box.bottom)) ?? 0) + counts);
        }
      }
      const longest = Math.max(0, ...lines.values());
      if (longest > most) {
        faults.push(`${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.trim().slice(0, 20)}" ${longest}`);
      }
    }
    return faults.slice(0, 12);
  }, most);
}

/** Waits until what the last change of size brought is laid out and painted. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
}
