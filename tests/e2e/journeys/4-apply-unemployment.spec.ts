// 4. Apply fully online. 失业保险金申领: amounts and dates that are worked out.
import { signIn } from "../support/api.ts";
import { paper } from "../support/forms.ts";
import { expect, test } from "../support/test.ts";
import { begin } from "../support/wizard.ts";
import { t } from "../support/words.ts";

test("失业保险金申领: amounts and dates are worked out, a late claim is warned of and goes on", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  const wizard = await begin(page, "unemployment-benefit");
  const main = page.locator("main");
  await wizard.answers({
    "/eligibility/endedOn": "2025-03-31",
    "/eligibility/reason": "resigned",
    "/eligibility/reported": "no",
    "/eligibility/registeredOn": "2025-03-01",
    "/eligibility/pension": false,
  });
  // Of their own will, and registered before the end.
  await wizard.continueButton.click();
  await expect(wizard.summary).toBeFocused();
  await expect(wizard.summary.getByRole("link")).toHaveCount(2);
  await wizard.answers({ "/eligibility/reason": "expired", "/eligibility/registeredOn": "2025-04-10" });
  await expect(main).toContainText(wizard.message("rule.sixty-days"));
  await wizard.next("applicant");
  await wizard.next("contributions");
  await wizard.answers({
    "/contributions/employer": "示例市云上科技有限公司",
    "/contributions/from": "2024-05-01",
    "/contributions/to": "2025-03-31",
  });
  // Eleven months are too few.
  await wizard.continueButton.click();
  await expect(wizard.summary).toContainText(wizard.message("rule.one-year"));
  await wizard.answer("/contributions/from", "2019-03-01");
  await expect(main).toContainText("73");
  await wizard.next("benefit");
  // 18 months from the day of registration, the last six of them at the lower rate.
  await expect(main).toContainText(/2026.*10.*9/);
  await expect(main).toContainText(/31,?320/);
  await wizard.next("account");
  await wizard.answers({ "/account/bank": "sample-city", "/account/number": "62000000000000x0" });
  const number = wizard.field("/account/number");
  await expect(number).toHaveAttribute("autocomplete", "off");
  await expect(number).toHaveAttribute("inputmode", "numeric");
  await wizard.continueButton.click();
  await expect(wizard.summary).toContainText(t("error.format.digits", { label: wizard.label("/account/number") }));
  // As it is copied from elsewhere, then shown as it is printed on the card.
  await number.fill("６２００ 0000-0000-0000-000");
  await number.blur();
  await expect(number).toHaveValue("6200 0000 0000 0000 000");
  await wizard.next("materials");
  await wizard.answer("/materials/termination", paper("解除劳动合同证明.pdf"));
  await wizard.next("declaration");
  await wizard.answers({ "/declaration/seeking": true, "/declaration/truthful": true });
  await wizard.next("review");
  await expect(main).toContainText(/31,?320/);
  expect(await wizard.submit()).toMatch(/\S{8,}/);
});
