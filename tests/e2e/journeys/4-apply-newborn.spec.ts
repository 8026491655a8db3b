// 4. Apply fully online. 新生儿出生“一件事”: several departments at once.
import { signIn } from "../support/api.ts";
import { daysAgo, FATHER, paper, PHOTO } from "../support/forms.ts";
import { expect, test } from "../support/test.ts";
import { begin } from "../support/wizard.ts";

test("新生儿出生一件事: a page for each department chosen, none for the others", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  const wizard = await begin(page, "newborn-registration");
  const main = page.locator("main");
  await wizard.answers({
    "/child/name": "陈小满",
    "/child/sex": "male",
    "/child/birthDate": daysAgo(40),
    "/child/hospital": "maternal",
    "/child/hasCertificate": false,
  });
  // Later than the law asks for, and not too late.
  await expect(main).toContainText(wizard.message("rule.within-a-month"));
  await wizard.next("applicant");
  await wizard.answer("/applicant/relation", "mother");
  // The mother applies, so the father is asked for.
  await wizard.next("father");
  await wizard.answers({
    "/father/given": true,
    "/father/name": FATHER.name,
    "/father/idNumber": FATHER.idNumber,
    "/father/phone": FATHER.phone,
  });
  await wizard.next("matters");
  await wizard.answer("/matters/chosen", ["card", "vaccination"]);
  // A card needs what comes before it.
  await wizard.continueButton.click();
  await expect(wizard.summary).toBeFocused();
  await wizard.answer("/matters/chosen", ["certificate", "household"]);
  await wizard.next("certificate");
  await wizard.answers({ "/certificate/weight": 3300, "/certificate/weeks": 39 });
  await wizard.next("household");
  await expect(main).toContainText("示例市公安局");
  await wizard.answers({ "/household/with": "father", "/household/district": "990103" });
  // The applicant's own address is not that of the other parent's household.
  await expect(wizard.field("/household/address")).toHaveValue("");
  await wizard.answer("/household/address", "示例省示例市云上区示范路 6 号");
  await wizard.next("vaccination");
  await wizard.answer("/vaccination/clinic", "yunshang");
  await wizard.next("card");
  await wizard.answers({ "/card/bank": "sample-city", "/card/withPhoto": true, "/card/photo": PHOTO });
  await wizard.next("materials");
  await wizard.answers({ "/materials/register": paper("户口簿.pdf"), "/materials/naming": paper("姓名确认书.pdf") });
  await wizard.next("delivery");
  await wizard.answers({ "/delivery/method": "collect", "/delivery/window": "maternal" });
  await wizard.next("declaration");
  await wizard.answers({ "/declaration/share": true, "/declaration/truthful": true });
  await wizard.next("review");
  await expect(main).not.toContainText(wizard.heading("maternity"));
  expect(await wizard.submit()).toMatch(/\S{8,}/);
});
