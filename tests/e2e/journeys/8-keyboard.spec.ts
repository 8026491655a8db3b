// 8. By keyboard alone from sign-in to receipt, and at both ends of the range of widths.
import type { Page } from "@playwright/test";
import { signIn, start } from "../support/api.ts";
import { service, words } from "../support/content.ts";
import { CONTRACT, permit, PHOTO } from "../support/forms.ts";
import { expectVisibleFocus, press, tabTo, typeDate, write } from "../support/keyboard.ts";
import { overflows } from "../support/measure.ts";
import { signInButton } from "../support/people.ts";
import { expect, open, ready, test } from "../support/test.ts";
import { begin, type File, Wizard } from "../support/wizard.ts";
import { t } from "../support/words.ts";

/** Chooses the n-th of a select (0 is the empty choice) without a pointer. */
async function choose(wizard: Wizard, pointer: string, steps: number): Promise<void> {
  await tabTo(wizard.page, wizard.field(pointer));
  for (let step = 0; step < steps; step += 1) await wizard.page.keyboard.press("ArrowDown");
}

/** Chooses a radio button: Tab reaches the group's first, arrows go on from there. */
async function pick(wizard: Wizard, pointer: string, first: string | boolean, value: string | boolean, steps: number): Promise<void> {
  await tabTo(wizard.page, wizard.option(pointer, first));
  if (steps === 0) await wizard.page.keyboard.press("Space");
  for (let step = 0; step < steps; step += 1) await wizard.page.keyboard.press("ArrowDown");
  await expect(wizard.option(pointer, value)).toBeChecked();
}

async function upload(wizard: Wizard, pointer: string, file: File): Promise<void> {
  await tabTo(wizard.page, wizard.field(pointer));
  const chooser = wizard.page.waitForEvent("filechooser");
  await wizard.page.keyboard.press("Enter");
  await (await chooser).setFiles(file);
  await expect(wizard.page.getByRole("button", { name: t("wizard.upload-remove-name", { name: file.name }) })).toBeVisible();
}

async function goOn(wizard: Wizard, to: string): Promise<void> {
  await press(wizard.page, wizard.continueButton);
  await wizard.stands(to);
}

test("from sign-in to receipt without a pointer, and the focus is always somewhere", async ({ page }) => {
  test.setTimeout(180_000);
  const h1 = page.getByRole("heading", { level: 1 });

  await open(page, "/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: t("app.skip-to-content") })).toBeFocused();
  await expectVisibleFocus(page);
  await press(page, await signInButton(page, "chen-jing"));
  await expect(h1).not.toHaveText(t("page.sign-in"));
  await expect(h1).toBeFocused();

  // The dashboard's own search leads to the service.
  await write(page, page.getByRole("searchbox", { name: t("page.find-label") }), "居住证申领");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/services\?search=/);
  await expect(h1).toBeFocused();
  await press(page, page.locator(".results").getByRole("link", { name: words(service("residence-permit").name), exact: true }));
  await expect(h1).toHaveText(words(service("residence-permit").name));
  await expect(h1).toBeFocused();
  await press(page, page.getByRole("link", { name: t("guide.apply"), exact: true }));

  const wizard = new Wizard(page, "residence-permit");
  await wizard.stands("eligibility");
  // Going on without an answer: the summary, and from it to the control.
  await press(page, wizard.continueButton);
  await expect(wizard.summary).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(wizard.summary.getByRole("link").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(wizard.field("/eligibility/movedOn")).toBeFocused();
  await expectVisibleFocus(page);
  await typeDate(page, wizard.field("/eligibility/movedOn"), "2025-03-01");
  await pick(wizard, "/eligibility/basis", "employment", "employment", 0);
  await goOn(wizard, "applicant");
  await goOn(wizard, "residence");
  await choose(wizard, "/residence/city", 1);
  await choose(wizard, "/residence/district", 2);
  await write(page, wizard.field("/residence/street"), "示范路 6 号 2 栋 301 室");
  await pick(wizard, "/residence/kind", "owned", "rented", 1);
  await goOn(wizard, "employment");
  await write(page, wizard.field("/employment/employer"), "示例市云上科技有限公司");
  await pick(wizard, "/employment/contract", "contract", "contract", 0);
  await tabTo(page, wizard.field("/employment/since"));
  await typeDate(page, wizard.field("/employment/since"), "2025-03-10");
  await goOn(wizard, "materials");
  await upload(wizard, "/materials/photo", PHOTO);
  await upload(wizard, "/materials/employmentProof", CONTRACT);
  await goOn(wizard, "delivery");
  await pick(wizard, "/delivery/method", "post", "collect", 1);
  await pick(wizard, "/delivery/window", "donghu", "yunshang", 1);
  await goOn(wizard, "declaration");
  await press(page, wizard.statement("/declaration/truthful"), "Space");
  await goOn(wizard, "review");
  await press(page, page.getByRole("button", { name: t("wizard.submit"), exact: true }));
  await expect(h1).toHaveText(t("receipt.title"));
  await expect(h1).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: t("receipt.print") }));
});

test("a dialog keeps the focus within it and gives it back", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  await start(page.request, "residence-permit", {});
  await open(page, "/");
  const remove = page.getByRole("button", { name: t("page.draft-delete-label", { name: words(service("residence-permit").name) }) });
  await press(page, remove);
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  const inside = (): Promise<boolean> => dialog.evaluate((element) => element.contains(document.activeElement) || document.activeElement === document.body);
  for (let stop = 0; stop < 6; stop += 1) {
    expect(await inside()).toBe(true);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Escape");
  await expect(remove).toBeFocused();
});

async function walk(page: Page, check: () => Promise<void>): Promise<void> {
  const wizard = await begin(page, "residence-permit");
  await check();
  await wizard.answers({ "/eligibility/movedOn": "2025-03-01", "/eligibility/basis": "employment" });
  await wizard.next("applicant");
  await check();
  await wizard.next("residence");
  await wizard.continueButton.click();
  await expect(wizard.summary).toBeFocused();
  await check();
}

for (const width of [320, 1440]) {
  test(`at ${width} px a form is filled in without scrolling sideways, errors and all`, async ({ page }) => {
    await page.setViewportSize({ width, height: 720 });
    await signIn(page.request, "wang-xiulan");
    await walk(page, async () => expect(await overflows(page)).toEqual([]));
    const { draft } = await start(page.request, "residence-permit", await permit(page.request));
    await open(page, `/apply/residence-permit/${draft}/review`);
    expect(await overflows(page)).toEqual([]);
  });
}

test("a screen reader's tree has its landmarks once, named, and headings in order", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  for (const address of ["/", "/services", "/services/residence-permit", "/cases", "/lookup", "/settings"]) {
    await open(page, address);
    await ready(page);
    for (const landmark of ["banner", "main", "contentinfo"] as const) {
      await expect.soft(page.getByRole(landmark), `${address} ${landmark}`).toHaveCount(1);
    }
    const levels = await page.getByRole("heading").evaluateAll((all) => all.map((one) => Number(one.tagName.slice(1))));
    expect.soft(levels[0], address).toBe(1);
    const skipped = levels.filter((level, at) => at > 0 && level > (levels[at - 1] ?? 0) + 1);
    expect.soft(skipped, `${address}: ${levels.join(" ")}`).toEqual([]);
  }
});
