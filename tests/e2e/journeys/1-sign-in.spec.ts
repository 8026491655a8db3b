// 1. Start, open the printed address, sign in as an invented person or organisation.
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { PersonId } from "../support/api.ts";
import { GATEWAY_BIN } from "../support/paths.ts";
import { signInButton, signInByPage } from "../support/people.ts";
import { expect, open, test } from "../support/test.ts";
import { t } from "../support/words.ts";

const PEOPLE: readonly PersonId[] = ["chen-jing", "li-wei", "wang-xiulan", "sample-noodles"];

test("the sandbox says clearly that it is one", async ({ page }) => {
  await open(page, "/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.sign-in"));
  await expect(page.locator("main").getByText(t("page.sandbox-title"))).toBeVisible();
  await expect(page.locator("main").getByText(t("page.sandbox"))).toBeVisible();
  await expect(page.locator(".person-card")).toHaveCount(PEOPLE.length);
});

for (const person of PEOPLE) {
  test(`signs in as ${person} and out again`, async ({ page }) => {
    await signInByPage(page, person);
    await expect(page).toHaveURL("/");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/.+/);
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(t("page.sign-in"));
    await page.getByRole("button", { name: t("app.sign-out") }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.sign-in"));
    await page.goto("/cases");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.sign-in"));
  });
}

test("signing in leads on to where one wanted to go", async ({ page }) => {
  await signInByPage(page, "li-wei", "/cases");
  await expect(page).toHaveURL("/cases");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.cases"));
});

test("the bar at the top leads to signing in from anywhere, and back", async ({ page }) => {
  await open(page, "/services/residence-permit");
  const enter = page.getByRole("banner").getByRole("link", { name: t("app.sign-in"), exact: true });
  await expect(enter).toBeInViewport();
  await enter.click();
  await expect(page).toHaveURL("/sign-in?return=%2Fservices%2Fresidence-permit");
  await (await signInButton(page, "chen-jing")).click();
  await expect(page).toHaveURL("/services/residence-permit");
  await expect(enter).toHaveCount(0);
  await expect(page.getByRole("banner").locator(".me-name")).toHaveText("陈*");
});

test("an address of another site is never gone on to", async ({ page, gateway }) => {
  await page.goto("/sign-in?return=https://evil.example/");
  await (await signInButton(page, "li-wei")).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(t("page.sign-in"));
  expect(new URL(page.url()).origin).toBe(gateway.url);
});

test("the session outlives a reload, and its cookie is out of a script's reach", async ({ page, context }) => {
  await signInByPage(page, "chen-jing");
  await page.reload();
  await page.locator("main[data-ready]").waitFor();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(t("page.sign-in"));
  const cookies = await context.cookies();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
});

test("the sandbox and a connected back end cannot be on together", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "banshi-e2e-"));
  const file = path.join(folder, "both.toml");
  fs.writeFileSync(file, "[backend]\nurl = 'https://example.invalid'\n");
  const started = promisify(execFile)(GATEWAY_BIN, ["--config", file, "--sandbox"], { cwd: folder });
  await expect(started).rejects.toThrow(/backend/);
  fs.rmSync(folder, { recursive: true });
});
