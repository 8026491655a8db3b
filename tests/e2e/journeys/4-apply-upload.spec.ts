// 4. Apply fully online. Whatever the service: a file that is not taken.
import { signIn, start } from "../support/api.ts";
import { catering, paper } from "../support/forms.ts";
import { expect, open, test } from "../support/test.ts";
import { Wizard } from "../support/wizard.ts";
import { like, t } from "../support/words.ts";

test("a file that is not what its name says is refused for that, and a right one takes its place", async ({ page }) => {
  await signIn(page.request, "sample-noodles");
  const { materials: _, ...answers } = await catering(page.request);
  const { service: id, draft } = await start(page.request, "small-catering-licence", answers);
  await open(page, `/apply/${id}/${draft}/materials`);
  const wizard = new Wizard(page, id);
  const licence = wizard.field("/materials/businessLicence");
  const field = page.locator(".field").filter({ has: page.getByLabel(wizard.label("/materials/businessLicence"), { exact: true }) });
  const right = paper("营业执照.pdf");
  await licence.setInputFiles({ ...right, buffer: Buffer.from("<!DOCTYPE html><title>营业执照</title>") });
  const accept = t("wizard.either", { first: ["PDF", "JPG"].join(t("wizard.join")), last: "PNG" });
  // The one cause and what to do; what to quote stands apart.
  const words = t("wizard.upload-content", { name: right.name, kind: "PDF", accept });
  await expect(field.locator(".error-text")).toHaveText(words);
  await expect(field.locator(".reference-note")).toHaveText(like("fault.reference"));
  await expect(licence).toHaveAttribute("aria-invalid", "true");
  await wizard.answer("/materials/businessLicence", right);
  await expect(field.locator(".error-text, .reference-note")).toHaveCount(0);
  await expect(licence).not.toHaveAttribute("aria-invalid", "true");
});
