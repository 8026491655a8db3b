// Nothing jumps while a page loads, also when its data come late.
import { shifts } from "../support/observe.ts";
import { visitAll } from "../support/every.ts";
import { expect, test } from "../support/world.ts";

const LATENCY_MS = 150;

/** Each language, mode and width with each other's: a load of every page takes its time. */
const LOOKS = [
  ["zh-CN", "normal", 360, 740],
  ["zh-CN", "elder", 1280, 800],
  ["en", "elder", 360, 740],
  ["en", "normal", 1280, 800],
] as const;

for (const [language, mode, width, height] of LOOKS) {
  test.describe(`${language} ${mode}`, () => {
    test.use({ preferences: { language, mode, theme: "light" } });

    test(`no layout shift at ${width} px`, async ({ page, world }) => {
      test.setTimeout(180_000);
      await page.setViewportSize({ width, height });
      // Late enough that what stands in for the data is painted first.
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Network.enable");
      await devtools.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: LATENCY_MS,
        downloadThroughput: -1,
        uploadThroughput: -1,
      });
      const found: string[] = [];
      await visitAll(page, world, async (name) => {
        for (const { value, what } of await shifts(page)) {
          found.push(`${name}: ${value.toFixed(4)}\n    ${what.join("\n    ")}`);
        }
      });
      expect(found.join("\n")).toBe("");
    });
  });
}

test("the observer sees a shift when there is one", async ({ page }) => {
  await page.goto("about:blank");
  await page.setContent("<p>one</p><p>two</p>");
  await page.evaluate(
    () =>
      new Promise<void>((done) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            document.querySelector("p")?.style.setProperty("height", "300px");
            requestAnimationFrame(() => done());
          }),
        ),
      ),
  );
  await expect.poll(async () => (await shifts(page)).length).toBeGreaterThan(0);
});
