// The top bar of a telephone: one row, in which nothing is cut off and every tool of the
// elder mode has its word; and what stands close together on a narrow screen.
import type { Page } from "@playwright/test";
import { signIn, start } from "../support/api.ts";
import { permit } from "../support/forms.ts";
import { expect, open, test } from "../support/test.ts";
import { settled } from "../support/measure.ts";
import { t } from "../support/words.ts";

/** What does not stand in the one row of the bar, or reaches into its neighbour. */
async function faultsOfBar(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const bar = document.querySelector(".bar");
    if (!bar) return ["no bar"];
    const row = bar.getBoundingClientRect();
    const parts = [...bar.querySelectorAll<HTMLElement>(".mark, .tools > *")].filter((part) => part.checkVisibility());
    const faults: string[] = [];
    let before: DOMRect | undefined;
    for (const part of parts) {
      const box = part.getBoundingClientRect();
      const name = part.className;
      if (box.top < row.top - 0.5 || box.bottom > row.bottom + 0.5) faults.push(`${name} is not in the row`);
      if (Math.abs(box.top + box.bottom - row.top - row.bottom) > 3) faults.push(`${name} is not in the middle`);
      if (before && box.left < before.right - 0.5) faults.push(`${name} reaches into what stands before it`);
      if (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1) faults.push(`${name} is cut off`);
      before = box;
    }
    return faults;
  });
}

for (const language of ["zh-CN", "en"] as const) {
  test.describe(`${language} elder`, () => {
    test.use({ preferences: { language, mode: "elder" } });

    test("the bar is one row on a phone, and its tools have words", async ({ page }) => {
      const banner = page.getByRole("banner");
      const height = () => banner.evaluate((element) => element.getBoundingClientRect().height);
      const found: string[] = [];
      for (const who of ["nobody", "chen-jing"] as const) {
        if (who !== "nobody") await signIn(page.request, who);
        await open(page, "/services");
        for (const width of [320, 360, 414]) {
          await page.setViewportSize({ width, height: 740 });
          await settled(page);
          found.push(...(await faultsOfBar(page)).map((fault) => `${who}, ${width} px: ${fault}`));
          expect(await height(), `${who}, ${width} px`).toBeLessThan(80);
        }
        await expect(banner.getByText(t("app.settings-short", {}, language), { exact: true })).toBeVisible();
        const way = who === "nobody" ? "app.sign-in" : "app.sign-out-short";
        await expect(banner.getByText(t(way, {}, language), { exact: true })).toBeVisible();
      }
      expect(found.join("\n")).toBe("");
    });
  });
}

test.describe("en on a phone", () => {
  test.use({ preferences: { language: "en" }, viewport: { width: 360, height: 740 } });

  test("what a wizard's button has no room for begins where the buttons begin", async ({ page }) => {
    await signIn(page.request, "wang-xiulan");
    const { service, draft } = await start(page.request, "residence-permit", await permit(page.request));
    await open(page, `/apply/${service}/${draft}/applicant`);
    const words = (key: string) =>
      page.getByRole("button", { name: t(key, {}, "en"), exact: true }).evaluate((button) => {
        const range = document.createRange();
        range.selectNodeContents(button);
        return { box: button.getBoundingClientRect().left, words: range.getBoundingClientRect().left };
      });
    const later = await words("wizard.later");
    const goOn = await words("wizard.continue");
    expect(Math.abs(later.words - goOn.box)).toBeLessThan(2);
  });

  test("a name of two lines keeps its distance from the reason below it", async ({ page }) => {
    await signIn(page.request, "wang-xiulan");
    await open(page, "/");
    const gaps = await page.locator(".side li").evaluateAll((rows) =>
      rows.flatMap((row) => {
        const [name, why] = [row.querySelector(":scope > a"), row.querySelector(".why")];
        if (!name || !why) return [];
        const range = document.createRange();
        range.selectNodeContents(name);
        return [why.getBoundingClientRect().top - range.getBoundingClientRect().bottom];
      }),
    );
    expect(gaps.length).toBeGreaterThan(0);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
  });
});
