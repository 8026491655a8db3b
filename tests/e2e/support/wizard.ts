// Filling in a form through the page. Questions are named by their JSON Pointer; the
// words come from the form's own definition.
import fs from "node:fs";
import path from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import type { Text } from "./content.ts";
import { CONTENT } from "./paths.ts";
import { ready } from "./test.ts";
import { like, t } from "./words.ts";

interface Schema {
  type?: string;
  format?: string;
  title?: Text;
  const?: unknown;
  "x-unit"?: Text;
  "x-widget"?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: { const: string; title: Text }[];
}

interface Definition {
  schema: Schema;
  title: Text;
  pages: { id: string; title: Text; item?: { label: Text; fields?: (string | { at: string; item?: { label: Text } })[] } }[];
  messages?: Partial<Record<"zh-CN" | "en", Record<string, string>>>;
}

export type File = { name: string; mimeType: string; buffer: Buffer };

const zh = (text: Text | undefined): string => text?.["zh-CN"] ?? "";

export class Wizard {
  private readonly definition: Definition;

  constructor(
    readonly page: Page,
    readonly service: string,
  ) {
    const file = path.join(CONTENT, "forms", `${service}.json`);
    this.definition = JSON.parse(fs.readFileSync(file, "utf8"));
  }

  private schema(pointer: string): Schema {
    const found = pointer
      .split("/")
      .slice(1)
      .reduce<Schema | undefined>((at, part) => (/^\d+$/.test(part) ? at?.items : at?.properties?.[part]), this.definition.schema);
    if (!found) throw new Error(`${this.service} asks nothing at ${pointer}`);
    return found;
  }

  /** The question. */
  label(pointer: string): string {
    const { title, ...schema } = this.schema(pointer);
    const unit = schema["x-unit"];
    return unit ? t("wizard.label-unit", { label: zh(title), unit: zh(unit) }) : zh(title);
  }

  /** The words of a choice. */
  choice(pointer: string, value: string): string {
    const schema = this.schema(pointer);
    const found = (schema.oneOf ?? schema.items?.oneOf)?.find((one) => one.const === value);
    if (!found) throw new Error(`${pointer} has no choice ${value}`);
    return zh(found.title);
  }

  /** The words for one row of a group in a row. */
  inner(page: string, at: string): string {
    const fields = this.definition.pages.find((one) => one.id === page)?.item?.fields ?? [];
    const found = fields.find((one) => typeof one === "object" && one.at === at);
    return zh(typeof found === "object" ? found.item?.label : undefined);
  }

  /** The words for one row of a repeating group. */
  item(page: string): string {
    return zh(this.definition.pages.find((one) => one.id === page)?.item?.label);
  }

  /** The form's own words for what is wrong, `rule.ID`. */
  message(key: string): string {
    const found = this.definition.messages?.["zh-CN"]?.[key];
    if (!found) throw new Error(`${this.service} has no message ${key}`);
    return found;
  }

  heading(page: string): string {
    return page === "review" ? t("wizard.review") : zh(this.definition.pages.find((one) => one.id === page)?.title);
  }

  get h1(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  /** The control with one field. */
  field(pointer: string): Locator {
    return this.page.locator("main").getByLabel(this.label(pointer), { exact: true });
  }

  /** One of the controls of a question with several. */
  option(pointer: string, value: string | boolean): Locator {
    const schema = this.schema(pointer);
    const group = this.page.getByRole("group", { name: this.label(pointer), exact: true });
    if (typeof value === "boolean") return group.getByRole("radio", { name: t(value ? "wizard.yes" : "wizard.no"), exact: true });
    return group.getByRole(schema.type === "array" ? "checkbox" : "radio", { name: this.choice(pointer, value) });
  }

  /** The box of a statement of truth. */
  statement(pointer: string): Locator {
    return this.page.getByRole("checkbox", { name: this.label(pointer) });
  }

  isSelect(pointer: string): boolean {
    return this.schema(pointer)["x-widget"] === "select";
  }

  /** Answers a question, whatever kind it is. */
  async answer(pointer: string, value: string | boolean | number | string[] | File): Promise<void> {
    const schema = this.schema(pointer);
    if (Array.isArray(value)) {
      for (const one of value) await this.option(pointer, one).check();
    } else if (typeof value === "object") {
      await this.field(pointer).setInputFiles(value);
      await expect(this.page.getByRole("button", { name: t("wizard.upload-remove-name", { name: value.name }) })).toBeVisible();
    } else if (typeof value === "boolean") {
      await (schema.const === true ? this.statement(pointer) : this.option(pointer, value)).check();
    } else if (schema.oneOf && this.isSelect(pointer)) {
      await this.field(pointer).selectOption({ label: this.choice(pointer, String(value)) });
    } else if (schema.oneOf) {
      await this.option(pointer, String(value)).check();
    } else {
      await this.field(pointer).fill(String(value));
    }
  }

  async answers(all: Record<string, string | boolean | number | string[] | File>): Promise<void> {
    for (const [pointer, value] of Object.entries(all)) await this.answer(pointer, value);
  }

  get continueButton(): Locator {
    return this.page.getByRole("button", { name: t("wizard.continue"), exact: true });
  }

  /** That this page of the form stands, with the focus on its heading. */
  async stands(page: string): Promise<void> {
    await expect(this.h1).toHaveText(this.heading(page));
    await expect(this.h1).toBeFocused();
    await expect(this.page).toHaveURL(new RegExp(`/apply/${this.service}/[^/]+/${page}$`));
  }

  /** Goes on, and waits for the next page. */
  async next(page: string): Promise<void> {
    await this.continueButton.click();
    await this.stands(page);
  }

  /** The summary of what is wrong. */
  get summary(): Locator {
    return this.page.locator(".error-summary").filter({ has: this.page.getByRole("heading", { name: like("page.error-summary") }) });
  }

  /** Submits from the review and reads the reference off the receipt. */
  async submit(): Promise<string> {
    await this.page.getByRole("button", { name: t("wizard.submit"), exact: true }).click();
    await expect(this.h1).toHaveText(t("receipt.title"));
    await ready(this.page);
    return (await this.page.locator(".receipt-number").innerText()).trim();
  }
}

/** Begins a new application from the guide. */
export async function begin(page: Page, service: string): Promise<Wizard> {
  await page.goto(`/services/${service}`);
  await page.getByRole("link", { name: t("guide.apply"), exact: true }).click();
  const wizard = new Wizard(page, service);
  await expect(page).toHaveURL(new RegExp(`/apply/${service}/`));
  await ready(page);
  return wizard;
}
