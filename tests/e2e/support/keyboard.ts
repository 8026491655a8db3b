// Going through a page by keyboard alone.
import { expect, type Locator, type Page } from "@playwright/test";

const MOST_STOPS = 120;

/** What has the focus, as a reader of a failed test understands it. */
export async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return "nothing";
    const name = element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40) ?? "";
    return `${element.tagName.toLowerCase()}#${element.id} "${name}"`;
  });
}

/** That the focus can be seen: in view, with a mark around it, under nothing. */
export async function expectVisibleFocus(page: Page): Promise<void> {
  const fault = await page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return "nothing has the focus";
    const box = element.getBoundingClientRect();
    const inView =
      box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 &&
      box.top < innerHeight && box.left < innerWidth;
    if (!inView) return `out of view at ${box.x},${box.y} ${box.width}x${box.height}`;
    // A hidden input is marked by its label or the box around it, a link that fills its
    // card by the edge of what it fills.
    const around = [element, element.closest("label"), element.parentElement, element.nextElementSibling];
    const styles = [
      ...around.filter((one) => one instanceof HTMLElement).map((one) => getComputedStyle(one)),
      getComputedStyle(element, "::before"),
      getComputedStyle(element, "::after"),
      ...[element.closest("article"), element.closest("li")].filter((one) => one !== null).map((one) => getComputedStyle(one)),
    ];
    const marked = styles.some(
      (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
    );
    return marked ? "" : "no mark around it";
  });
  expect(fault, `focus on ${await focused(page)}`).toBe("");
}

/** Presses Tab until `target` has the focus; every stop on the way must be visible. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await target.waitFor();
  const way: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expectVisibleFocus(page);
      return;
    }
    await page.keyboard.press(key);
    way.push(await focused(page));
  }
  throw new Error(`Tab does not reach ${target}; it went through\n  ${way.join("\n  ")}`);
}

/** Tabs to a control and presses a key on it. */
export async function press(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Tabs to a text field and writes into it. */
export async function write(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(text);
}

/** Types a date into a focused date field, whose parts stand in the browser's own order. */
export async function typeDate(page: Page, target: Locator, date: string): Promise<void> {
  const [year, month, day] = date.split("-");
  for (const digits of [`${month}${day}${year}`, `${year}${month}${day}`, `${day}${month}${year}`]) {
    // Back to the first part.
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type(digits);
    if ((await target.inputValue()) === date) return;
  }
  throw new Error(`${date} can't be typed into ${target}`);
}
