// 6. Look up a case without signing in; every error has a short reference to quote.
import { request as requests } from "@playwright/test";
import { signIn, submit } from "../support/api.ts";
import { permit } from "../support/forms.ts";
import { CHEN_JING } from "../support/identities.ts";
import { expect, open, test } from "../support/test.ts";
import { like, t } from "../support/words.ts";

const REFERENCE = /[0-9A-Z]{4}-[0-9A-Z]{4}/;

test("the state and nothing else, without signing in", async ({ page, gateway }) => {
  const chen = await requests.newContext({ baseURL: gateway.url });
  await signIn(chen, "chen-jing");
  const { caseId, reference } = await submit(chen, "residence-permit", await permit(chen));
  await gateway.officer(reference, "accept");
  const own = await (await chen.get(`/api/v1/cases/${caseId}`)).json();

  await open(page, "/lookup");
  await page.getByLabel(t("page.lookup-reference")).fill(reference);
  await page.getByLabel(t("page.lookup-check")).fill(CHEN_JING.idNumber.slice(-4).toLowerCase());
  await page.getByRole("button", { name: t("page.lookup-submit"), exact: true }).click();
  await expect(page.getByRole("heading", { name: t("page.lookup-result") })).toBeVisible();
  await expect(page.getByRole("heading", { name: t("case.reference", { reference }) })).toBeVisible();
  await expect(page.locator("main")).toContainText(t("component.status-accepted"));
  await expect(page.locator("main").getByText(t("page.lookup-only-state"))).toBeVisible();
  const signing = page.locator("main").getByRole("link", { name: t("page.lookup-sign-in") });
  await expect(signing).toHaveAttribute("href", "/sign-in?return=%2Fcases");
  // What was applied for and with whom tells a stranger about the person as their name does.
  const service: string = own.serviceName["zh-CN"];
  const department: string = own.handler.department["zh-CN"];
  expect(service && department).toBeTruthy();
  for (const secret of [CHEN_JING.name, CHEN_JING.idNumber, CHEN_JING.phone, service, department]) {
    await expect(page.locator("body")).not.toContainText(secret);
  }
  expect(page.url()).not.toContain(CHEN_JING.idNumber.slice(-4));
});

test("a wrong reference and a wrong check are told alike", async ({ page, gateway }) => {
  const chen = await requests.newContext({ baseURL: gateway.url });
  await signIn(chen, "chen-jing");
  const { reference } = await submit(chen, "residence-permit", await permit(chen));

  await open(page, "/lookup");
  for (const [ref, check] of [[reference, "0000"], ["SL20260101-000000", CHEN_JING.idNumber.slice(-4)]] as const) {
    await page.getByLabel(t("page.lookup-reference")).fill(ref);
    await page.getByLabel(t("page.lookup-check")).fill(check);
    await page.getByRole("button", { name: t("page.lookup-submit"), exact: true }).click();
    await expect(page.locator("main").getByText(t("page.lookup-none-title"))).toBeVisible();
    await expect(page.locator("main").getByText(t("page.lookup-none"))).toBeVisible();
  }
});

/** As a Chinese keyboard writes it: every character as wide as a Chinese one. */
const wide = (text: string): string => [...text].map((c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)).join("");

test("spaces, hyphens, width and case are not what tells one number from another", async ({ page, gateway }) => {
  const chen = await requests.newContext({ baseURL: gateway.url });
  await signIn(chen, "chen-jing");
  const { reference } = await submit(chen, "residence-permit", await permit(chen));
  const check = CHEN_JING.idNumber.slice(-4);
  await open(page, "/lookup");
  for (const [ref, last] of [
    [reference.toLowerCase(), ` ${check.toLowerCase()} `],
    [reference.replace("-", " "), [...check].join(" ")],
    [reference.replace("-", "——"), wide(check)],
    [wide(reference.toLowerCase()), check],
  ] as const) {
    await page.getByLabel(t("page.lookup-reference")).fill(ref);
    await page.getByLabel(t("page.lookup-check")).fill(last);
    await page.getByRole("button", { name: t("page.lookup-submit"), exact: true }).click();
    await expect(page.getByRole("heading", { name: t("case.reference", { reference }) }), `${ref} ${last}`).toBeVisible();
    // The next answer must not be this one.
    await page.getByLabel(t("page.lookup-check")).fill("0000");
    await page.getByRole("button", { name: t("page.lookup-submit"), exact: true }).click();
    await expect(page.locator("main").getByText(t("page.lookup-none-title"))).toBeVisible();
  }
});

test("on a telephone the whole answer is clear of the tab bar", async ({ page, gateway }) => {
  const chen = await requests.newContext({ baseURL: gateway.url });
  await signIn(chen, "chen-jing");
  const { reference } = await submit(chen, "residence-permit", await permit(chen));
  await page.setViewportSize({ width: 360, height: 640 });
  await open(page, "/lookup");
  await page.getByLabel(t("page.lookup-reference")).fill(reference);
  await page.getByLabel(t("page.lookup-check")).fill(CHEN_JING.idNumber.slice(-4));
  await page.getByRole("button", { name: t("page.lookup-submit"), exact: true }).click();
  const end = page.locator("main").getByText(t("page.lookup-only-state"));
  await expect(end).toBeVisible();
  const bar = page.locator(".tabs");
  await expect(bar).toBeVisible();
  await expect
    .poll(async () => {
      const [answer, tabs] = [await end.boundingBox(), await bar.boundingBox()];
      return answer && tabs ? answer.y + answer.height <= tabs.y : undefined;
    })
    .toBe(true);
});

test("what is missing is told at the field, and the summary takes the focus", async ({ page }) => {
  await open(page, "/lookup");
  await page.getByRole("button", { name: t("page.lookup-submit"), exact: true }).click();
  const summary = page.getByRole("heading", { name: like("page.error-summary") }).locator("xpath=ancestor-or-self::*[@tabindex='-1'][1]");
  await expect(summary).toBeFocused();
  await summary.getByRole("link", { name: t("page.lookup-check-missing") }).click();
  await expect(page.getByLabel(t("page.lookup-check"))).toBeFocused();
  await expect(page.getByLabel(t("page.lookup-check"))).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel(t("page.lookup-check")).fill("12");
  await page.getByLabel(t("page.lookup-reference")).focus();
  await expect(page.locator("main").getByText(t("page.lookup-check-length")).first()).toBeVisible();
});

test("an error shows a short reference that the gateway knows too", async ({ page, gateway }) => {
  await signIn(page.request, "chen-jing");
  await open(page, "/cases/no-such-case");
  const shown = await page.locator("main").innerText();
  const [reference] = shown.match(REFERENCE) ?? [];
  expect(reference, shown).toBeDefined();
  expect(gateway.written()).toContain(reference);
});
