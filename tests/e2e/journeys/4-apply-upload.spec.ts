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

test("leaving it for later waits for a file on its way, which is there afterwards", async ({ page }) => {
  await signIn(page.request, "sample-noodles");
  const { materials: _, ...answers } = await catering(page.request);
  const { service: id, draft } = await start(page.request, "small-catering-licence", answers);
  await open(page, `/apply/${id}/${draft}/materials`);
  const wizard = new Wizard(page, id);
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route("**/uploads/*", async (route) => {
    if (route.request().method() === "PATCH") await arrived;
    await route.continue();
  });
  const right = paper("营业执照.pdf");
  const piece = page.waitForRequest((request) => request.method() === "PATCH");
  await wizard.field("/materials/businessLicence").setInputFiles(right);
  await piece;
  const later = page.getByRole("button", { name: t("wizard.later"), exact: true });
  await later.click();
  await expect(page.locator("main").getByText(t("wizard.upload-wait"))).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/apply/${id}/${draft}/materials`));
  arrive();
  await expect(page.locator("#announcer")).toContainText(t("wizard.upload-done", { name: right.name }));
  await later.click();
  await expect(page.locator("main[data-ready] .cols")).toBeVisible();
  const saved = await (await page.request.get(`/api/v1/drafts/${draft}`)).json();
  expect(saved.answers.materials.businessLicence).toMatchObject({ name: right.name });
});
