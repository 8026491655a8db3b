// 2. A dashboard of one's own: what needs me now, my cases, drafts, suggestions and why.
import { request as requests } from "@playwright/test";
import { signIn, start, submit } from "../support/api.ts";
import { permit } from "../support/forms.ts";
import { signInByPage } from "../support/people.ts";
import { expect, open, test } from "../support/test.ts";
import { like, t } from "../support/words.ts";

test("what needs the person comes first, then what goes on, each with how far it is", async ({ page, gateway }) => {
  await signIn(page.request, "wang-xiulan");
  const going = await submit(page.request, "residence-permit", await permit(page.request));
  await gateway.officer(going.reference, "accept");
  const asked = await submit(page.request, "residence-permit", await permit(page.request));
  await gateway.officer(asked.reference, "accept");
  await gateway.officer(asked.reference, "request-documents");

  await open(page, "/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(like("page.hello-some"));
  const headings = page.getByRole("heading", { level: 2 });
  await expect(headings.nth(0)).toHaveText(t("page.needs-you"));
  await expect(headings.nth(1)).toHaveText(t("page.in-progress"));
  await expect(page.locator("main").getByText(like("component.due-left")).first()).toBeVisible();
  const rows = page.locator(".case-row").filter({ has: page.getByRole("img", { name: like("component.steps-now") }) });
  await expect(rows).toHaveCount(2);
  // The one that asks has the nearer deadline for the person, and stands first.
  await expect(rows.nth(0)).toContainText(t("component.status-action-required"));
  await expect(rows.nth(1)).toContainText(t("component.status-accepted"));
  await expect(rows.nth(1)).toContainText(t("page.next-step"));
  await page.getByRole("link", { name: t("page.do-now") }).click();
  await expect(page).toHaveURL(`/cases/${asked.caseId}`);
});

test("what is decided but not handed over says what comes next, in its row and on its page", async ({ page, gateway }) => {
  await signIn(page.request, "wang-xiulan");
  const { caseId, reference } = await submit(page.request, "residence-permit", await permit(page.request));
  await gateway.officer(reference, "accept");
  await gateway.officer(reference, "decide");
  await open(page, "/");
  const row = page.locator(".case-row").filter({ has: page.locator(`a[href="/cases/${caseId}"]`) });
  await expect(row).toContainText(new RegExp(`${t("page.next-step")}\\s*送达`));
  await open(page, `/cases/${caseId}`);
  const answer = (name: string) =>
    page.locator(".answer > div").filter({ has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) }).locator("dd");
  await expect(answer(t("case.now"))).toContainText(t("case.decided", { outcome: "准予" }));
  await expect(answer(t("case.next"))).toContainText("送达");
  await gateway.officer(reference, "deliver");
  await expect(answer(t("case.next"))).toContainText(t("case.next-none"));
});

test("a draft is gone on with or deleted after a question", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  await start(page.request, "residence-permit", {});
  await open(page, "/");
  const draft = page.getByRole("link", { name: like("page.draft-continue") });
  await draft.click();
  await expect(page).toHaveURL(/\/apply\/residence-permit\//);
  await open(page, "/");
  const remove = page.getByRole("button", { name: like("page.draft-delete-label") });
  await remove.click();
  const dialog = page.getByRole("dialog", { name: t("page.draft-delete-title") });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(remove).toBeFocused();
  await remove.click();
  await dialog.getByRole("button", { name: t("page.draft-delete"), exact: true }).click();
  await expect(draft).toHaveCount(0);
});

test("services are suggested, and each says why", async ({ page }) => {
  await signInByPage(page, "wang-xiulan");
  const section = page.locator("section").filter({ has: page.getByRole("heading", { name: t("page.suggested") }) });
  const suggestions = section.getByRole("listitem");
  await expect(suggestions.first()).toBeVisible();
  for (const suggestion of await suggestions.all()) {
    await expect(suggestion.locator(".why")).toHaveText(/\S{4,}/);
  }
  await section.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/services\//);
});

test("each sees their own cases only", async ({ page, gateway }) => {
  const other = await requests.newContext({ baseURL: gateway.url });
  await signIn(other, "chen-jing");
  await submit(other, "residence-permit", await permit(other));
  await signInByPage(page, "wang-xiulan");
  await expect(page.locator("main").getByText(t("page.no-cases-title"))).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(like("page.hello-none"));
  await page.getByRole("link", { name: t("page.browse-services") }).click();
  await expect(page).toHaveURL("/services");
});
