// 4. Apply fully online. 城乡居民基本医疗保险参保登记: a repeating group of family members.
import { signIn } from "../support/api.ts";
import { CHILD } from "../support/forms.ts";
import { withCheckCharacter } from "../support/identities.ts";
import { expect, test } from "../support/test.ts";
import { begin } from "../support/wizard.ts";
import { t } from "../support/words.ts";

test("城乡居民基本医疗保险参保登记: members of the family are added, changed, removed", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  const wizard = await begin(page, "resident-medical-insurance");
  await wizard.next("household");
  await wizard.answers({ "/household/kind": "registered", "/household/city": "990100", "/household/district": "990103" });
  await wizard.next("coverage");
  await wizard.answers({ "/coverage/scope": "family", "/coverage/employed": false });
  await wizard.next("members");
  const add = page.getByRole("button", { name: t("wizard.row-add", { item: wizard.item("members") }) });
  const child = { "/members/0/name": CHILD.name, "/members/0/idNumber": CHILD.idNumber, "/members/0/relation": "child", "/members/0/category": "student" };
  await add.click();
  await wizard.answers(child);
  // Read from the identity number, not asked.
  await expect(page.locator("main")).toContainText(t("wizard.male"));
  await page.getByRole("button", { name: t("wizard.row-save"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 2, name: CHILD.name })).toBeVisible();
  await add.click();
  await wizard.answers({ ...child, "/members/0/name": "李安" });
  await page.getByRole("button", { name: t("wizard.row-save"), exact: true }).click();
  // The same identity number twice is told at the field.
  await expect(wizard.summary).toBeFocused();
  await wizard.answer("/members/0/idNumber", withCheckCharacter("11010120180901002"));
  await page.getByRole("button", { name: t("wizard.row-save"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 2, name: "李安" })).toBeVisible();
  const remove = page.getByRole("button", { name: t("wizard.row-named", { action: t("wizard.row-remove"), name: "李安" }) });
  const card = page.getByRole("heading", { level: 2, name: "李安" });
  const restore = page.getByRole("button", { name: t("wizard.row-restore"), exact: true });
  await remove.click();
  await expect(card).toHaveCount(0);
  // A slip of the hand is undone from where the focus is.
  await expect(restore).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(card).toBeVisible();
  await expect(restore).toHaveCount(0);
  await remove.click();
  await expect(card).toHaveCount(0);
  await wizard.next("payment");
  await expect(page.locator("main")).toContainText("380");
  await wizard.answer("/payment/method", "online");
  await wizard.next("declaration");
  await wizard.answers({ "/declaration/single": true, "/declaration/truthful": true });
  await wizard.next("review");
  expect(await wizard.submit()).toMatch(/\S{8,}/);
});
