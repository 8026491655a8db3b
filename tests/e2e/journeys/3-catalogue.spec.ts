// 3. Find a service by search, theme, department and life event; read a full guide.
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { service, services, words } from "../support/content.ts";
import { transcript } from "../support/observe.ts";
import { CONTENT, GATEWAY_BIN } from "../support/paths.ts";
import { expect, open, test } from "../support/test.ts";
import { t } from "../support/words.ts";

const results = (page: Page) => page.locator(".results .result");
const named = (page: Page, name: string) => page.locator(".results").getByRole("link", { name, exact: true });

test("there are at least twelve services, six of them online", async ({ page }) => {
  expect(services().length).toBeGreaterThanOrEqual(12);
  await open(page, "/services");
  const count = t("catalogue.count.other", { n: String(services().length) });
  await expect(page.locator(".catalogue-results").getByText(count)).toBeVisible();
  const online = services().filter((one) => one.formId);
  expect(online).toHaveLength(6);
  for (const { name } of online) {
    await expect(page.getByRole("link", { name: t("catalogue.apply-for", { name: words(name) }) })).toBeVisible();
  }
});

for (const asked of ["居住证", "jzz", "residence permit", "医保", "小餐饮"]) {
  test(`a search for ${asked} finds what it means, first`, async ({ page }) => {
    const wanted = /医保/.test(asked) ? "resident-medical-insurance" : /餐饮/.test(asked) ? "small-catering-licence" : "residence-permit";
    await open(page, "/services");
    await page.getByRole("searchbox", { name: t("catalogue.search-label") }).fill(asked);
    await page.getByRole("button", { name: t("catalogue.search"), exact: true }).click();
    await expect(page).toHaveURL((url) => url.searchParams.get("search") === asked);
    // The whole list stays until the answer is there, so the first one is waited for.
    await expect(results(page).first().getByRole("link").first()).toHaveText(words(service(wanted).name));
  });
}

test("what is typed is searched without a key more, said once, and going back works", async ({ page }) => {
  await open(page, "/services");
  const box = page.getByRole("searchbox", { name: t("catalogue.search-label") });
  await box.pressSequentially("居住证");
  await expect(named(page, words(service("residence-permit").name))).toBeVisible();
  await expect(box).toBeFocused();
  await expect.poll(async () => (await transcript(page)).length).toBe(1);
  await named(page, words(service("residence-permit").name)).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(service("residence-permit").name));
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.goBack();
  await expect(box).toHaveValue("居住证");
  await expect(named(page, words(service("residence-permit").name))).toBeVisible();
});

test("leaving while a search is still being typed does no harm", async ({ page }) => {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await open(page, "/services");
  const box = page.getByRole("searchbox", { name: t("catalogue.search-label") });
  for (const pause of [0, 100, 240, 250, 260, 300]) {
    await box.fill(`居住证${pause}`);
    await page.waitForTimeout(pause);
    await page.getByRole("link", { name: t("app.lookup"), exact: true }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.lookup"));
    await page.getByRole("link", { name: t("app.services"), exact: true }).first().click();
    await expect(box).toBeVisible();
  }
  expect(faults).toEqual([]);
});

test("narrowed by life event, theme and department, each undone again", async ({ page }) => {
  const permit = service("residence-permit");
  const other = services().find((one) => one.department.code !== permit.department.code);
  const narrow = [
    `lifeEvent=${permit.lifeEvents[0]}`,
    `theme=${encodeURIComponent(permit.themes[0] ?? "")}`,
    `department=${permit.department.code}`,
  ];
  for (const query of narrow) {
    await open(page, `/services?${query}`);
    await expect(named(page, words(permit.name))).toBeVisible();
    await expect(results(page)).not.toHaveCount(services().length);
    await page.locator(".tags").getByRole("button").first().click();
    await expect(page).toHaveURL("/services");
    await expect(named(page, words(other?.name))).toBeVisible();
  }
  const event = page.locator(".catalogue-entries").first().getByRole("link").first();
  await event.click();
  await expect(page).toHaveURL(/lifeEvent=/);
  await expect(page.getByRole("heading", { level: 2, name: t("catalogue.results") })).toBeFocused();
});

test("nothing found is said, with a way on", async ({ page }) => {
  await open(page, "/services?search=%E4%B8%8D%E5%AD%98%E5%9C%A8%E7%9A%84%E4%BA%8B");
  await expect(page.locator("main").getByText(t("catalogue.none-title"))).toBeVisible();
  await page.getByRole("button", { name: t("catalogue.none-all") }).click();
  await expect(results(page).first()).toBeVisible();
});

for (const language of ["zh-CN", "en"] as const) {
  test.describe(language, () => {
    test.use({ preferences: { language } });

    test("the guide has every part the norm asks for", async ({ page }) => {
      // One page load per service.
      test.slow();
      for (const one of services()) {
        await open(page, `/services/${one.id}`);
        const main = page.locator("main");
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(one.name, language));
        const told = [
          ...one.conditions.map((condition) => words(condition, language)),
          ...one.materials.map((material) => words(material.name, language)),
          ...one.steps.map((step) => words(step.name, language)),
          ...one.windows.flatMap((window) => [words(window.address, language), words(window.hours, language), window.phone]),
          ...one.legalBasis.flatMap((basis) => [words(basis.title, language), basis.number]),
          ...one.questions.map((question) => words(question.question, language)),
          one.consultation.phone,
          one.complaint.phone,
        ];
        const text = ((await main.textContent()) ?? "").replace(/\s+/g, "");
        const missing = told.filter((words) => !text.includes(words.replace(/\s+/g, "")));
        expect.soft(missing, one.id).toEqual([]);
        for (const key of ["promised", "visits", "fee", "time", "fees", "windows", "result", "contact", "legal"]) {
          await expect.soft(main.getByText(t(`guide.${key}`, {}, language), { exact: true }).first(), `${one.id} ${key}`).toBeVisible();
        }
        await expect.soft(main.getByText(t("guide.sample-title", {}, language)), one.id).toBeVisible();
      }
    });
  });
}

test("a fold opens by keyboard, and the contents lead to their section", async ({ page }) => {
  await open(page, "/services/residence-permit");
  const question = page.locator("details").filter({ hasText: words(service("residence-permit").questions[0]?.question) });
  await question.locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(question).toHaveAttribute("open");
  await page.getByRole("navigation", { name: t("guide.contents") }).getByRole("link", { name: t("guide.windows") }).click();
  await expect(page.getByRole("heading", { level: 2, name: t("guide.windows") })).toBeFocused();
});

test("the guide's one next step is to apply, where that is possible here", async ({ page }) => {
  const offline = services().find((one) => !one.formId);
  await open(page, `/services/${offline?.id}`);
  await expect(page.locator("main").getByText(t("guide.offline-title"))).toBeVisible();
  await expect(page.getByRole("link", { name: t("guide.apply"), exact: true })).toHaveCount(0);
  await open(page, "/services/residence-permit");
  await page.getByRole("link", { name: t("guide.apply"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.sign-in"));
});

test("the catalogue passes its check, and a fault is named by file, field and rule", async () => {
  const check = (folder: string) => promisify(execFile)(GATEWAY_BIN, ["check", "catalogue", folder]);
  await check(CONTENT);
  const broken = fs.mkdtempSync(path.join(os.tmpdir(), "banshi-e2e-"));
  fs.cpSync(CONTENT, broken, { recursive: true });
  const file = path.join(broken, "services/residence-permit.json");
  const changed = { ...JSON.parse(fs.readFileSync(file, "utf8")), level: "42" };
  fs.writeFileSync(file, JSON.stringify(changed));
  const failed = await check(broken).then(() => undefined, (error: { stdout: string; stderr: string }) => error);
  expect(failed, "a broken catalogue must not pass").toBeDefined();
  const said = `${failed?.stdout}${failed?.stderr}`;
  expect(said).toContain("residence-permit.json");
  expect(said).toContain("level");
  expect(said).toMatch(/A\.2|附录A/);
  fs.rmSync(broken, { recursive: true });
});
