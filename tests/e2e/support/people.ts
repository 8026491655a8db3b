// Signing in by the page, as a person does.
import type { Page } from "@playwright/test";
import type { PersonId } from "./api.ts";
import { expect } from "./test.ts";
import { type Language, t } from "./words.ts";

/** The invented names, as the gateway tells them. */
export async function nameOf(page: Page, person: PersonId, language: Language = "zh-CN"): Promise<string> {
  const capabilities = await (await page.request.get("/api/v1/capabilities")).json();
  const found = capabilities.signIn.people.find((one: { id: string }) => one.id === person);
  if (!found) throw new Error(`the sandbox has no ${person}`);
  return found.name[language];
}

/** The button that signs in as `person`. */
export async function signInButton(page: Page, person: PersonId, language: Language = "zh-CN") {
  const name = await nameOf(page, person, language);
  return page.getByRole("button", { name: t("page.sign-in-as", { name }, language) });
}

/** Signs in through the sign-in page and waits for the dashboard (or where one wanted to go). */
export async function signInByPage(page: Page, person: PersonId, address = "/sign-in"): Promise<void> {
  await page.goto(address);
  await (await signInButton(page, person)).click();
  await expect(page.getByRole("heading", { level: 1, name: t("page.sign-in"), exact: true })).toHaveCount(0);
  await page.locator("main[data-ready]").waitFor();
}
