// 4. Apply fully online. Whatever the service: drafts, the review, submitting once.
import { signIn, start, submit } from "../support/api.ts";
import { service, words } from "../support/content.ts";
import { insurance, permit } from "../support/forms.ts";
import { expect, open, test } from "../support/test.ts";
import { begin, Wizard } from "../support/wizard.ts";
import { t } from "../support/words.ts";

test("the review leads back to each answer, and from there back", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  const { draft, service: id } = await start(page.request, "residence-permit", await permit(page.request));
  await open(page, `/apply/${id}/${draft}/review`);
  const wizard = new Wizard(page, id);
  const label = wizard.label("/residence/street");
  await page.getByRole("link", { name: t("wizard.row-named", { action: t("wizard.change"), name: label }) }).click();
  await expect(wizard.field("/residence/street")).toBeFocused();
  await wizard.field("/residence/street").fill("晴川路 20 号 1 单元 502 室");
  await page.getByRole("button", { name: t("wizard.continue-review") }).click();
  await wizard.stands("review");
  await expect(page.locator("main")).toContainText("晴川路 20 号 1 单元 502 室");
});

test("what is written outlives a reload and is gone on with from the dashboard", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  const wizard = await begin(page, "residence-permit");
  await wizard.answers({ "/eligibility/movedOn": "2025-03-01", "/eligibility/basis": "housing" });
  await wizard.next("applicant");
  await wizard.field("/applicant/email").fill("wang@example.com");
  await page.getByRole("button", { name: t("wizard.later") }).click();
  await expect(page).toHaveURL("/");
  const name = words(service("residence-permit").name);
  await page.getByRole("link", { name: t("page.draft-continue", { name }) }).click();
  await expect(wizard.h1).toHaveText(wizard.heading("applicant"));
  await expect(wizard.field("/applicant/email")).toHaveValue("wang@example.com");
  await page.reload();
  await expect(wizard.field("/applicant/email")).toHaveValue("wang@example.com");
});

test("a draft opens from the dashboard without waiting for code", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  await start(page.request, "residence-permit", {});
  // The wizard is loaded ahead, and these pages after it.
  const ahead = page.waitForResponse(/\/banshi-other-[^/]*\.wasm$/);
  await open(page, "/");
  await (await ahead).finished();
  await page.route("**/*.wasm", (route) => route.abort());
  const name = words(service("residence-permit").name);
  await page.getByRole("link", { name: t("page.draft-continue", { name }) }).click();
  const wizard = new Wizard(page, "residence-permit");
  await expect(wizard.h1).toHaveText(wizard.heading("eligibility"));
  await expect(wizard.field("/eligibility/movedOn")).toBeVisible();
});

test("the gateway goes away before submitting: nothing is lost, and one case comes of it", async ({ page, gateway }) => {
  await signIn(page.request, "wang-xiulan");
  const { draft } = await start(page.request, "resident-medical-insurance", await insurance(page.request));
  await open(page, `/apply/resident-medical-insurance/${draft}/review`);
  await gateway.kill();
  const submitButton = page.getByRole("button", { name: t("wizard.submit"), exact: true });
  await submitButton.click();
  await expect(page.locator("main").getByRole("alert")).toBeVisible();
  await gateway.up();
  await submitButton.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("receipt.title"));
  const cases = await (await page.request.get("/api/v1/cases")).json();
  expect(cases.items).toHaveLength(1);
});

test("another's draft and case are not there", async ({ page, browser, gateway }) => {
  await signIn(page.request, "chen-jing");
  const { caseId } = await submit(page.request, "residence-permit", await permit(page.request));
  const stranger = await browser.newContext({ baseURL: gateway.url });
  await signIn(stranger.request, "li-wei");
  expect((await stranger.request.get(`/api/v1/cases/${caseId}`)).status()).toBe(404);
  await stranger.close();
});
