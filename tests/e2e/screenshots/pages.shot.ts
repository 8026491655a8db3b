// Every page at three widths in both languages; and the README's picture.
import fs from "node:fs";
import path from "node:path";
import { signIn } from "../support/api.ts";
import { visitAll } from "../support/every.ts";
import { ROOT } from "../support/paths.ts";
import { open, test } from "../support/world.ts";

const PICTURES = path.join(ROOT, "target/screenshots");
const README_PICTURE = path.join(ROOT, "docs/images/dashboard.png");

for (const language of ["zh-CN", "en"] as const) {
  test.describe(language, () => {
    test.use({ preferences: { language, theme: "light" } });

    for (const [width, height] of [[360, 740], [768, 1024], [1280, 800]] as const) {
      test(`every page at ${width} px`, async ({ page, world }) => {
        await page.setViewportSize({ width, height });
        await visitAll(page, world, async (name) => {
          const folder = path.join(PICTURES, language, String(width));
          fs.mkdirSync(folder, { recursive: true });
          await page.screenshot({
            path: path.join(folder, `${name.replaceAll(" ", "-")}.png`),
            fullPage: true,
            animations: "disabled",
          });
        });
      });
    }
  });
}

test.describe("the rest", () => {
  test.use({ preferences: { theme: "light" } });

  test("README", async ({ page, world }) => {
    // Nothing of the world is named: its cases only have to be there.
    void world;
    await page.setViewportSize({ width: 1280, height: 800 });
    await signIn(page.request, "chen-jing");
    await open(page, "/");
    fs.mkdirSync(path.dirname(README_PICTURE), { recursive: true });
    await page.screenshot({ path: README_PICTURE, animations: "disabled" });
  });
});
