// 7. Language, colours and size change at once and stay.
import { signIn } from "../support/api.ts";
import { expect, open, test } from "../support/test.ts";
import { t } from "../support/words.ts";

test("the language changes at once, everywhere, and stays", async ({ page }) => {
  await open(page, "/settings");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.settings", {}, "en"));
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.settings", {}, "en"));
  await signIn(page.request, "chen-jing");
  await open(page, "/cases");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.cases", {}, "en"));
  await open(page, "/settings");
  await page.getByRole("radio", { name: "简体中文" }).check();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.settings"));
});

for (const theme of ["light", "dark", "contrast"] as const) {
  test(`the ${theme} colours are there before the first paint and stay`, async ({ page }) => {
    await open(page, "/settings");
    await page.getByRole("radio", { name: t(`page.theme-${theme}`) }).check();
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    const chosen = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    // The Wasm never comes: what stands now is what was painted first.
    await page.route("**/*.wasm", (route) => route.abort());
    await page.reload({ waitUntil: "commit" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    await expect
      .poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor))
      .toBe(chosen);
  });
}

test("dark and light differ, and the system's choice is followed", async ({ page }) => {
  const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, "/settings");
  const light = await background();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(background).not.toBe(light);
  await page.getByRole("radio", { name: t("page.theme-light") }).check();
  await expect.poll(background).toBe(light);
});

test("elder mode is larger in type and targets, and stays", async ({ page }) => {
  await open(page, "/settings");
  const size = (): Promise<number> => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector("main p") ?? document.body).fontSize));
  const before = await size();
  await page.getByRole("radio", { name: t("page.mode-elder") }).check();
  await expect(page.locator("html")).toHaveAttribute("data-mode", "elder");
  await expect.poll(size).toBeGreaterThan(before);
  await expect.poll(size).toBeGreaterThanOrEqual(18);
  await page.reload();
  await page.locator("main[data-ready]").waitFor();
  await expect(page.locator("html")).toHaveAttribute("data-mode", "elder");
  await expect(page.getByRole("radio", { name: t("page.mode-elder") })).toBeChecked();
});

test("nothing moves where reduced motion is asked for, and little elsewhere", async ({ page }) => {
  const longest = (): Promise<number> =>
    page.evaluate(() => {
      const seconds = (list: string): number[] => list.split(",").map((one) => parseFloat(one) * (one.trim().endsWith("ms") ? 1 : 1000));
      return Math.max(
        0,
        ...[...document.querySelectorAll("*")].flatMap((element) => {
          const style = getComputedStyle(element);
          const moves = style.animationName === "none" ? [] : seconds(style.animationDuration);
          return [...moves, ...seconds(style.transitionDuration)];
        }),
      );
    });
  await open(page, "/settings");
  expect(await longest()).toBeLessThanOrEqual(200);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect.poll(longest).toBe(0);
});

test("what is chosen in one person's session holds without a session too", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  await open(page, "/settings");
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.context().clearCookies();
  await open(page, "/lookup");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.lookup", {}, "en"));
});
