// Every word of the page stands in the locale files: in a pseudo-locale what is not
// marked as translated is a figure, comes from the gateway, or is a fault.
import type { Page } from "@playwright/test";
import type { Check } from "../../support/every.ts";

/** The languages are called by their own names. */
const OWN_NAMES = ["EN", "English", "\u7b80\u4f53\u4e2d\u6587", "\u4e2d"];

/** Every string there is in an answer of the gateway. */
function strings(value: unknown, found: Set<string>): void {
  if (typeof value === "string") found.add(value);
  else if (value && typeof value === "object") for (const one of Object.values(value)) strings(one, found);
}

/** What is shown or read out: text, names and placeholders. */
async function shown(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!element || element.closest("script, style, noscript, [lang]:not([lang^=en])")) continue;
      found.push(walker.currentNode.textContent ?? "");
    }
    for (const element of document.body.querySelectorAll("*")) {
      for (const name of ["aria-label", "placeholder", "title", "alt"]) found.push(element.getAttribute(name) ?? "");
    }
    // A dot between two parts is no word.
    return found.map((text) => text.replace(/^[\s·]+|\s+$/g, "")).filter((text) => text !== "");
  });
}

/** Listens from now on to what the gateway says; `known` has all its strings. */
export function words(page: Page): { check: Check; known: ReadonlySet<string> } {
  const known = new Set<string>(OWN_NAMES);
  const heard: Promise<void>[] = [];
  page.on("response", (response) => {
    if (!response.url().includes("/api/v1/") || !response.headers()["content-type"]?.includes("json")) return;
    heard.push(response.json().then((answer: unknown) => strings(answer, known), () => undefined));
  });
  const check: Check = async () => {
    const texts = new Set(await shown(page));
    await Promise.all(heard.splice(0));
    const all = [...known];
    return [...texts].filter((text) => {
      const isTranslated = /[\[\]\u00c0-\u024f]/u.test(text);
      // Figures, dates and signs come from `Intl`, everything else from the gateway.
      const isFigure = !/\p{L}/u.test(text) || /\d/.test(text);
      return !isTranslated && !isFigure && !all.some((one) => one.includes(text));
    });
  };
  return { check, known };
}
