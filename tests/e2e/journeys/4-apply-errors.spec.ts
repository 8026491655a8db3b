// 4. Apply fully online. Whatever the service: what is wrong is told where it is.
import { signIn, start } from "../support/api.ts";
import { expect, open, test } from "../support/test.ts";
import { begin, Wizard } from "../support/wizard.ts";
import { t } from "../support/words.ts";

test("what is wrong is told on leaving a field and on leaving a page, in the field's words", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  const wizard = await begin(page, "residence-permit");
  await wizard.continueButton.click();
  await expect(wizard.summary).toBeFocused();
  await expect(page).toHaveTitle(new RegExp(`^${t("page.error-prefix", { title: "" })}`));
  await expect(wizard.summary.getByRole("link")).toHaveCount(2);
  await wizard.summary.getByRole("link").first().click();
  const moved = wizard.field("/eligibility/movedOn");
  await expect(moved).toBeFocused();
  await expect(moved).toHaveAttribute("aria-invalid", "true");
  await moved.fill("2025-03-01");
  await expect(moved).not.toHaveAttribute("aria-invalid", "true");
  await wizard.answer("/eligibility/basis", "housing");
  await wizard.next("applicant");
  const phone = wizard.field("/applicant/phone");
  await phone.fill("1380000");
  // Not while it is being typed.
  await expect(phone).not.toHaveAttribute("aria-invalid", "true");
  await phone.blur();
  await expect(phone).toHaveAttribute("aria-invalid", "true");
  const described = (await phone.getAttribute("aria-describedby")) ?? "";
  const error = page.locator(described.split(" ").map((id) => `#${id}.error-text`).join(", "));
  await expect(error).toContainText(wizard.label("/applicant/phone"));
  await expect(error).toContainText("11");
});

test("leaving a wrong field by a click does what was clicked", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  const { service: id, draft } = await start(page.request, "residence-permit", {
    eligibility: { movedOn: "2025-03-01", basis: "housing" },
  });
  await open(page, `/apply/${id}/${draft}/applicant`);
  const wizard = new Wizard(page, id);
  await wizard.field("/applicant/phone").fill("1380000");
  // The message that leaving the field brings must not push the button away from
  // under the pointer before it is released.
  await page.getByRole("button", { name: t("wizard.back") }).click();
  await wizard.stands("eligibility");
});
