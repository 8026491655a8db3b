// The catalogue as its files have it, so that a test asks for what they say and not for
// a copy of it.
import fs from "node:fs";
import path from "node:path";
import { CONTENT } from "./paths.ts";
import type { Language } from "./words.ts";

export type Text = Partial<Record<Language, string>>;

export interface Service {
  id: string;
  name: Text;
  summary: Text;
  department: { code: string; name: Text };
  lifeEvents: string[];
  themes: string[];
  formId?: string;
  conditions: Text[];
  materials: { name: Text; issuedBy?: Text }[];
  steps: { name: Text }[];
  windows: { name: Text; address: Text; hours: Text; phone: string }[];
  consultation: { phone: string };
  complaint: { phone: string };
  legalBasis: { title: Text; number: string }[];
  questions: { question: Text; answer: Text }[];
  visits: number;
}

export function services(): Service[] {
  const folder = path.join(CONTENT, "services");
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")) as Service);
}

export function service(id: string): Service {
  const found = services().find((one) => one.id === id);
  if (!found) throw new Error(`content/services has no ${id}`);
  return found;
}

/** The words of a text; one that lacks them fails the test. */
export function words(text: Text | undefined, language: Language = "zh-CN"): string {
  const found = text?.[language];
  if (!found) throw new Error(`no words in ${language}: ${JSON.stringify(text)}`);
  return found;
}
