// The page's own words, read from its locale files: a test never copies a sentence.
import fs from "node:fs";
import path from "node:path";
import { LOCALES } from "./paths.ts";

export type Language = "zh-CN" | "en";

const read = new Map<Language, Map<string, string>>();

function all(language: Language): Map<string, string> {
  let words = read.get(language);
  if (!words) {
    words = new Map();
    const folder = path.join(LOCALES, language);
    for (const file of fs.readdirSync(folder).filter((name) => name.endsWith(".json"))) {
      const stem = file.slice(0, -".json".length);
      const flat: Record<string, string> = JSON.parse(fs.readFileSync(path.join(folder, file), "utf8"));
      for (const [key, value] of Object.entries(flat)) words.set(`${stem}.${key}`, value);
    }
    read.set(language, words);
  }
  return words;
}

/** The words of a key; a key that is not there fails the test that asks. */
export function t(key: string, values: Record<string, string> = {}, language: Language = "zh-CN"): string {
  const words = all(language).get(key);
  if (words === undefined) throw new Error(`locales/${language} has no key ${key}`);
  return words.replace(/\{([^}]*)\}/g, (whole, name) => values[name] ?? whole);
}

/** The words of a key with anything where its placeholders stand; every plural form. */
export function like(key: string, language: Language = "zh-CN"): RegExp {
  const forms = ["", ".zero", ".one", ".two", ".few", ".many", ".other"]
    .map((form) => all(language).get(key + form))
    .filter((words): words is string => words !== undefined);
  if (forms.length === 0) throw new Error(`locales/${language} has no key ${key}`);
  const patterns = forms.map((words) =>
    words
      .split(/\{[^}]*\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("[\\s\\S]+?"),
  );
  return new RegExp(`^\\s*(?:${patterns.join("|")})\\s*$`);
}
