// 4. Apply fully online. 小餐饮食品经营许可: an organisation, materials to upload.
import { signIn } from "../support/api.ts";
import { paper } from "../support/forms.ts";
import { withCheckCharacter } from "../support/identities.ts";
import { expect, test } from "../support/test.ts";
import { begin } from "../support/wizard.ts";

test("小餐饮食品经营许可: an organisation, its USCC, materials to upload", async ({ page }) => {
  await signIn(page.request, "sample-noodles");
  const wizard = await begin(page, "small-catering-licence");
  await wizard.next("representative");
  await wizard.answers({
    "/representative/idNumber": withCheckCharacter("11010119850505006"),
    "/representative/phone": "13800000005",
    "/representative/isManager": true,
  });
  await wizard.next("premises");
  await wizard.answers({
    "/premises/city": "990100",
    "/premises/district": "990103",
    "/premises/area": 40,
    "/premises/kitchen": 60,
    "/premises/tenure": "rented",
    "/premises/leaseUntil": "2030-01-01",
    "/premises/gas": "electric",
  });
  // A kitchen larger than the whole.
  await wizard.continueButton.click();
  await expect(wizard.summary).toBeFocused();
  await wizard.answer("/premises/kitchen", 12);
  await wizard.next("business");
  await wizard.answers({ "/business/items": ["noodles", "drinks"], "/business/openHours": "每日 6:30–21:00", "/business/online": false });
  await wizard.next("staff");
  await wizard.answers({ "/staff/count": 3, "/staff/certified": true });
  await wizard.next("materials");
  const licence = wizard.field("/materials/businessLicence");
  await licence.setInputFiles({ name: "执照.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
  await expect(licence).toHaveAttribute("aria-invalid", "true");
  await wizard.answers({
    "/materials/businessLicence": paper("营业执照.pdf"),
    "/materials/floorPlan": paper("平面图.pdf"),
    "/materials/healthCertificates": paper("健康证明.pdf"),
    "/materials/lease": paper("租赁合同.pdf"),
  });
  await wizard.next("declaration");
  await wizard.answers({ "/declaration/inspection": true, "/declaration/truthful": true });
  await wizard.next("review");
  expect(await wizard.submit()).toMatch(/\S{8,}/);
});
