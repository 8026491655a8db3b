// What a screen reader finds on a page: one heading, a main part, a skip link, a title of
// its own, the language, words that are words.
import type { Check } from "../../support/every.ts";
import { type Language, t } from "../../support/words.ts";

/** Remembers the titles it has seen: a new one for each round of pages. */
export function structure(language: Language): Check {
  const titles = new Map<string, string>();
  return async (page, name) => {
    const faults: string[] = [];
    const skip = page.getByRole("link", { name: t("app.skip-to-content", {}, language) });
    for (const [what, locator] of [
      ["h1", page.locator("h1")],
      ["main", page.locator("main")],
      ["skip link", skip],
      ["region for announcements", page.locator("#announcer[role=status]")],
    ] as const) {
      const count = await locator.count();
      if (count !== 1) faults.push(`${count} of ${what}`);
    }
    const { lang, heading, title, odd } = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      heading: document.querySelector("h1")?.textContent?.trim() ?? "",
      title: document.title,
      odd: document.body.innerText.match(/\{[a-z]+\}|\b[a-z]+\.[a-z]+-[a-z-]+\b|undefined|NaN|\[object/g) ?? [],
    }));
    if (lang !== language) faults.push(`the language is ${lang}`);
    if (heading === "") faults.push("nothing stands in the heading");
    // The dashboard greets in its heading; the window is called what the menu calls it.
    const called = name.startsWith("dashboard") ? t("app.home", {}, language) : heading;
    if (!title.includes(called)) faults.push(`the title is ${title}, the heading ${called}`);
    // The same page in another state keeps its title; other pages have other ones.
    const kind = name.split(" ")[0] ?? name;
    const same = [...titles].find(([other, its]) => its === title && other !== kind)?.[0];
    if (same !== undefined) faults.push(`the title of ${same}: ${title}`);
    titles.set(kind, title);
    return [...faults, ...odd.map((word) => `no word: ${word}`)];
  };
}
