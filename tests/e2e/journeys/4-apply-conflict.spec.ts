// 4. Apply fully online. A draft that changed elsewhere, or can't be saved: nothing is
// overwritten unasked, and what is said is true.
import type { BrowserContext, Page } from "@playwright/test";
import { handIn, signIn, start } from "../support/api.ts";
import { permit } from "../support/forms.ts";
import { expect, open, test } from "../support/test.ts";
import { Wizard } from "../support/wizard.ts";
import { t } from "../support/words.ts";

const MINE = "mine@example.com";
const THEIRS = "theirs@example.com";

/** Changes a draft in another tab and then here; the notice of it stands here. */
async function conflict(page: Page, context: BrowserContext) {
  await signIn(page.request, "wang-xiulan");
  const { service, draft } = await start(page.request, "residence-permit", {
    eligibility: { movedOn: "2025-03-01", basis: "housing" },
  });
  const address = `/apply/${service}/${draft}/applicant`;
  const saved = async (): Promise<unknown> =>
    (await (await page.request.get(`/api/v1/drafts/${draft}`)).json()).answers.applicant?.email;
  await open(page, address);
  const other = await context.newPage();
  await open(other, address);
  await new Wizard(other, service).field("/applicant/email").fill(THEIRS);
  await expect.poll(saved).toBe(THEIRS);
  await other.close();
  const email = new Wizard(page, service).field("/applicant/email");
  await email.fill(MINE);
  const notice = page.locator("main").getByText(t("wizard.conflict-title"));
  await expect(notice).toBeVisible();
  expect(await saved()).toBe(THEIRS);
  const button = (words: "wizard.conflict-load" | "wizard.conflict-keep") =>
    page.getByRole("button", { name: t(words), exact: true });
  return { email, saved, button, notice };
}

test("a draft changed in another tab: what was saved there is loaded", async ({ page, context }) => {
  const { email, saved, button, notice } = await conflict(page, context);
  await button("wizard.conflict-load").click();
  await expect(email).toHaveValue(THEIRS);
  await expect(notice).toHaveCount(0);
  expect(await saved()).toBe(THEIRS);
});

test("a draft changed in another tab: what is here is kept", async ({ page, context }) => {
  const { email, saved, button, notice } = await conflict(page, context);
  await button("wizard.conflict-keep").click();
  await expect.poll(saved).toBe(MINE);
  await expect(notice).toHaveCount(0);
  await expect(email).toHaveValue(MINE);
});

test("who leaves while the other tab's answers are on their way finds a page that stands", async ({ page, context }) => {
  const { button } = await conflict(page, context);
  let answer = () => {};
  const left = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/drafts/*", async (route) => {
    if (route.request().method() === "GET") await left;
    await route.continue();
  });
  const asked = page.waitForRequest((request) => request.method() === "GET" && request.url().includes("/drafts/"));
  await button("wizard.conflict-load").click();
  const answered = (await asked).response();
  await page.getByRole("link", { name: t("app.home"), exact: true }).first().click();
  await expect(page.locator("main[data-ready] .cols")).toBeVisible();
  answer();
  await (await answered)?.finished();
  await page.getByRole("link", { name: t("app.my-cases"), exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.cases"));
  await expect(page.locator("main[data-ready]")).toBeVisible();
});

test("a draft submitted in another tab: said so, and where its case is", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  const started = await start(page.request, "residence-permit", await permit(page.request));
  await open(page, `/apply/${started.service}/${started.draft}/applicant`);
  await handIn(page.request, started);
  await new Wizard(page, started.service).field("/applicant/email").fill(MINE);
  const main = page.locator("main");
  await expect(main.getByText(t("wizard.submitted-title"))).toBeVisible();
  await expect(main.getByText(t("wizard.save-failed"))).toHaveCount(0);
  // Nothing is left to save, so nothing keeps the person here.
  await main.getByRole("link", { name: t("app.my-cases"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.cases"));
  await page.getByRole("button", { name: t("app.sign-out") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.sign-in"));
});

test("a draft the gateway will never take is not said to be tried again", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  const { service, draft } = await start(page.request, "residence-permit", {
    eligibility: { movedOn: "2025-03-01", basis: "housing" },
  });
  await open(page, `/apply/${service}/${draft}/applicant`);
  const body = { type: "about:blank", title: "No", status: 403, code: "forbidden", traceId: "TEST-0001" };
  await page.route("**/drafts/*", (route) =>
    route.request().method() === "PUT"
      ? route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify(body) })
      : route.continue(),
  );
  const email = new Wizard(page, service).field("/applicant/email");
  await email.fill(MINE);
  const main = page.locator("main");
  await expect(main.getByText(t("wizard.save-refused"))).toBeVisible();
  await expect(main.getByText(body.traceId)).toBeVisible();
  await expect(main.getByText(t("wizard.save-failed"))).toHaveCount(0);
  // What is typed next is tried like anything else.
  await page.unroute("**/drafts/*");
  await email.fill(THEIRS);
  await expect(main.getByText(t("wizard.save-refused"))).toHaveCount(0);
  await expect
    .poll(async () => (await (await page.request.get(`/api/v1/drafts/${draft}`)).json()).answers.applicant?.email)
    .toBe(THEIRS);
});
