// 4. Apply fully online. 居住证申领: a person, conditional pages, an address.
import { signIn } from "../support/api.ts";
import { CONTRACT, PHOTO } from "../support/forms.ts";
import { CHEN_JING } from "../support/identities.ts";
import { expect, test } from "../support/test.ts";
import { begin } from "../support/wizard.ts";
import { t } from "../support/words.ts";

test("居住证申领: conditional pages, prefilled and locked answers, an address, a receipt", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  const wizard = await begin(page, "residence-permit");
  await expect(wizard.h1).toHaveText(wizard.heading("eligibility"));
  await wizard.answers({ "/eligibility/movedOn": "2025-03-01", "/eligibility/basis": "study" });
  await wizard.next("applicant");
  await expect(wizard.field("/applicant/name")).toHaveValue(CHEN_JING.name);
  await expect(wizard.field("/applicant/name")).not.toBeEditable();
  await expect(wizard.field("/applicant/phone")).toHaveValue(CHEN_JING.phone);
  await wizard.next("residence");
  await wizard.answers({
    "/residence/city": "990100",
    "/residence/district": "990103",
    "/residence/street": "示范路 6 号 2 栋 301 室",
    "/residence/kind": "rented",
  });
  // The page that follows hangs on the first page's answer.
  await wizard.next("study");
  await page.getByRole("button", { name: t("wizard.back") }).click();
  await wizard.stands("residence");
  await page.goBack();
  await page.goto(page.url().replace(/[^/]+$/, "eligibility"));
  await expect(wizard.h1).toHaveText(wizard.heading("eligibility"));
  await wizard.answer("/eligibility/basis", "employment");
  await wizard.next("applicant");
  await wizard.next("residence");
  await expect(wizard.field("/residence/district")).toHaveValue(/.+/);
  await wizard.next("employment");
  await wizard.answers({
    "/employment/employer": "示例市云上科技有限公司",
    "/employment/contract": "contract",
    "/employment/since": "2025-03-10",
  });
  await wizard.next("materials");
  await wizard.answers({ "/materials/photo": PHOTO, "/materials/employmentProof": CONTRACT });
  await wizard.next("delivery");
  await wizard.answers({ "/delivery/method": "collect", "/delivery/window": "yunshang" });
  await wizard.next("declaration");
  await wizard.answer("/declaration/truthful", true);
  await wizard.next("review");
  await expect(page.locator("main")).toContainText(CONTRACT.name);
  const reference = await wizard.submit();
  await expect(wizard.h1).toBeFocused();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".receipt-number")).toHaveText(reference);
  await expect(page.getByRole("button", { name: t("receipt.print") })).toBeHidden();
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("link", { name: t("receipt.case") }).click();
  await expect(page.locator("main")).toContainText(reference);
  await expect(page.locator("main")).toContainText(t("component.status-submitted"));
});
