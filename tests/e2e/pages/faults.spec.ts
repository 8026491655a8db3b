// What a person sees when something goes wrong: the server gone, a 500, a slow answer,
// not found, signed out elsewhere, the Wasm lost.
import type { Route } from "@playwright/test";
import { signIn, signOut, start } from "../support/api.ts";
import { expect, open, test } from "../support/test.ts";
import { Wizard } from "../support/wizard.ts";
import { like, t } from "../support/words.ts";

/** Above what a slow answer takes to be called slow. */
const SLOW_SHOWN_WITHIN_MS = 10_000;

test("the server goes away and comes back: said plainly, tried again, nothing lost", async ({ page, gateway }) => {
  await signIn(page.request, "wang-xiulan");
  await open(page, "/");
  await gateway.kill();
  await page.getByRole("link", { name: t("app.my-cases"), exact: true }).first().click();
  await expect(page.locator("main").getByText(t("fault.unreachable-title"))).toBeVisible();
  await expect(page.locator("main").getByText(t("fault.unreachable"))).toBeVisible();
  await expect(page.locator("main").getByText(like("fault.reference"))).toBeVisible();
  await gateway.up();
  await page.getByRole("button", { name: t("fault.retry") }).click();
  await expect(page.locator("main").getByText(t("fault.unreachable-title"))).toHaveCount(0);
  await expect(page.locator("main").getByText(t("page.no-cases-title"))).toBeVisible();
});

test("what is shown stays while the server is away, and is fresh again by itself afterwards", async ({ page, gateway }) => {
  await signIn(page.request, "wang-xiulan");
  await open(page, "/cases");
  const live = page.locator("main").getByText(t("case.live"));
  await expect(live).toBeVisible();
  await gateway.kill();
  await expect(live).toHaveCount(0);
  await expect(page.locator("main").getByText(t("page.no-cases-title"))).toBeVisible();
  await gateway.up();
  await expect(live).toBeVisible({ timeout: 40_000 });
});

test("a 500 is the portal's fault, with the gateway's reference to quote", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  let broken = true;
  await page.route("**/api/v1/cases*", (route) =>
    broken
      ? route.fulfill({
          status: 500,
          contentType: "application/problem+json",
          body: JSON.stringify({ type: "about:blank", title: "x", status: 500, code: "internal", traceId: "7K3M-Q2XD", errors: [] }),
        })
      : route.continue(),
  );
  await open(page, "/cases");
  await expect(page.getByRole("alert")).toContainText(t("fault.internal-title"));
  await expect(page.getByRole("alert")).toContainText(t("fault.reference", { reference: "7K3M-Q2XD" }));
  broken = false;
  await page.getByRole("button", { name: t("fault.retry") }).click();
  await expect(page.locator("main").getByText(t("page.no-cases-title"))).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a proxy's own page instead of an answer is an error like any other", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  await page.route("**/api/v1/cases*", (route) => route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" }));
  await open(page, "/cases");
  await expect(page.getByRole("alert")).toContainText(t("fault.upstream-title"));
  await expect(page.locator("main").getByText("Bad gateway")).toHaveCount(0);
});

test("a slow answer says that it is slow, and then comes", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  const held: Route[] = [];
  let answer = false;
  await page.route("**/api/v1/cases*", (route) => (answer ? route.continue() : void held.push(route)));
  await page.goto("/cases");
  await expect(page.locator("[aria-busy=true]").first()).toBeVisible();
  await expect(page.locator("main").getByText(t("fault.slow"))).toBeVisible({ timeout: SLOW_SHOWN_WITHIN_MS });
  answer = true;
  for (const route of held) await route.continue();
  await expect(page.locator("main").getByText(t("page.no-cases-title"))).toBeVisible();
  await expect(page.locator("main").getByText(t("fault.slow"))).toHaveCount(0);
});

test("an address nobody knows, a service and a case that are not there", async ({ page }) => {
  await open(page, "/no/such/page");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.not-found"));
  await page.getByRole("link", { name: t("fault.go-home") }).click();
  await expect(page).toHaveURL("/");
  await open(page, "/services/no-such-service");
  await expect(page.locator("main").getByText(t("fault.not-found-title")).first()).toBeVisible();
  await signIn(page.request, "wang-xiulan");
  await open(page, "/cases/no-such-case");
  await expect(page.locator("main").getByText(t("fault.not-found-title")).first()).toBeVisible();
});

test("signed out in another tab: said so, and signing in leads back", async ({ page, context }) => {
  await signIn(page.request, "wang-xiulan");
  await open(page, "/");
  const other = await context.newPage();
  await open(other, "/");
  await other.getByRole("button", { name: t("app.sign-out") }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(t("page.sign-in"));
  // At once, without anything being done here: what was shown is somebody's.
  await expect(page.locator("main").getByText(t("app.signed-out-elsewhere"))).toBeVisible();
  await page.getByRole("link", { name: t("app.my-cases"), exact: true }).first().click();
  await expect(page).toHaveURL("/cases");
  await page.locator(".person-card").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.cases"));
});

test("the session ends at the gateway alone: the open page notices by itself", async ({ page, gateway }) => {
  await signIn(page.request, "wang-xiulan");
  await open(page, "/cases");
  await expect(page.locator("main").getByText(t("case.live"))).toBeVisible();
  await signOut(page.request);
  // The stream is opened again after a restart, and is refused.
  await gateway.kill();
  await gateway.up();
  await expect(page.locator("main").getByText(t("app.signed-out-elsewhere"))).toBeVisible({ timeout: 40_000 });
});

test("another person signs in in another tab: nothing of the first stays", async ({ page, context }) => {
  await signIn(page.request, "chen-jing");
  await open(page, "/cases");
  await expect(page.locator("main")).toContainText("居民身份证换领");
  const other = await context.newPage();
  await open(other, "/");
  await other.getByRole("button", { name: t("app.sign-out") }).click();
  await other.locator(".person-card").nth(2).click();
  await expect(other.locator("main[data-ready] .cols")).toBeVisible();
  await expect(page.locator("main").getByText(t("page.no-cases-title"))).toBeVisible();
  await expect(page.locator("main")).not.toContainText("居民身份证换领");
  await expect(page.locator(".me-name")).toHaveText("王*兰");
});

test("what one person could not save is not another's to answer for", async ({ page, context }) => {
  await signIn(page.request, "wang-xiulan");
  const { service, draft } = await start(page.request, "residence-permit", {
    eligibility: { movedOn: "2025-03-01", basis: "housing" },
  });
  await open(page, `/apply/${service}/${draft}/applicant`);
  await page.route("**/drafts/*", (route) => (route.request().method() === "PUT" ? route.abort() : route.continue()));
  const email = new Wizard(page, service).field("/applicant/email");
  await email.fill("hers@example.com");
  await email.blur();
  await expect(page.locator("main").getByText(t("wizard.save-failed")).first()).toBeVisible();

  const other = await context.newPage();
  await open(other, "/");
  await other.getByRole("button", { name: t("app.sign-out") }).click();
  await expect(page.locator("main").getByText(t("app.signed-out-elsewhere"))).toBeVisible();
  await other.locator(".person-card").first().click();
  await expect(page.locator(".me-name")).toHaveText("陈*");
  await page.getByRole("button", { name: t("app.sign-out") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.sign-in"));
  await expect(page.getByRole("alert").getByText(t("app.sign-out-unsaved"))).toHaveCount(0);

  await page.unroute("**/drafts/*");
  await page.locator(".person-card").nth(2).click();
  await expect(page.locator(".me-name")).toHaveText("王*兰");
  await open(page, `/apply/${service}/${draft}/applicant`);
  await expect(email).not.toHaveValue("hers@example.com");
});

test("another person took over the browser unseen: nothing is written in their name", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  await open(page, "/services/residence-permit");
  await expect(page.locator(".me-name")).toHaveText("陈*");
  await signIn(page.request, "wang-xiulan");
  await page.getByRole("link", { name: t("guide.apply"), exact: true }).click();
  await expect(page.locator("main").getByText(t("app.signed-out-elsewhere"))).toBeVisible();
  const { items } = await (await page.request.get("/api/v1/drafts")).json();
  expect(items).toHaveLength(0);
});

test("signing out saves what was typed last; where that fails, it is told first", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  const { service, draft } = await start(page.request, "residence-permit", {
    eligibility: { movedOn: "2025-03-01", basis: "housing" },
  });
  const email = new Wizard(page, service).field("/applicant/email");
  const leave = page.getByRole("button", { name: t("app.sign-out") });
  const h1 = page.getByRole("heading", { level: 1 });
  const saved = async (): Promise<unknown> => {
    await signIn(page.request, "wang-xiulan");
    return (await (await page.request.get(`/api/v1/drafts/${draft}`)).json()).answers.applicant.email;
  };
  await open(page, `/apply/${service}/${draft}/applicant`);
  await email.fill("first@example.com");
  await leave.click();
  await expect(h1).toHaveText(t("page.sign-in"));
  expect(await saved()).toBe("first@example.com");

  await open(page, `/apply/${service}/${draft}/applicant`);
  await page.route("**/drafts/*", (route) => (route.request().method() === "PUT" ? route.abort() : route.continue()));
  await email.fill("second@example.com");
  await leave.click();
  const alert = page.getByRole("alert").getByText(t("app.sign-out-unsaved"));
  await expect(alert).toBeVisible();
  await expect(email).toHaveValue("second@example.com");
  await leave.click();
  await expect(h1).toHaveText(t("page.sign-in"));
  await expect(alert).toHaveCount(0);
  expect(await saved()).toBe("first@example.com");

  // Left behind, what could not be saved is not forgotten without a word either, nor
  // by a click too many while the page still tries.
  await open(page, `/apply/${service}/${draft}/applicant`);
  await email.fill("third@example.com");
  await page.getByRole("link", { name: t("app.home"), exact: true }).first().click();
  await expect(page.locator("main[data-ready] .cols")).toBeVisible();
  await leave.dblclick();
  await expect(alert).toBeVisible();
  await expect(page).toHaveURL("/");
  await page.unroute("**/drafts/*");
  await expect(async () => expect(await saved()).toBe("third@example.com")).toPass({ timeout: 15_000 });
  await leave.click();
  await expect(h1).toHaveText(t("page.sign-in"));
  await expect(alert).toHaveCount(0);
});

test("signing out that does not work is told, and can be tried again", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  await open(page, "/");
  await page.route("**/session/logout", (route) => route.abort());
  await page.getByRole("button", { name: t("app.sign-out") }).click();
  await expect(page.getByRole("alert")).toContainText(t("app.sign-out-failed"));
  await expect(page.getByRole("alert").getByText(like("fault.reference"))).toBeVisible();
  await page.unroute("**/session/logout");
  await page.getByRole("button", { name: t("app.sign-out") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("page.sign-in"));
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a lost Wasm instance shows a calm screen with a way back, in the person's language", async ({ page }) => {
  for (const language of ["zh-CN", "en"] as const) {
    await open(page, "/settings");
    await page.getByRole("radio", { name: language === "en" ? "English" : "简体中文" }).check();
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await page.evaluate(() => window.dispatchEvent(new CustomEvent("banshi:lost")));
    const screen = page.locator("#lost");
    await expect(screen).toBeVisible();
    await expect(screen.getByRole("heading", { level: 1 })).toBeFocused();
    const text = await screen.innerText();
    expect(/[\u4e00-\u9fff]/.test(text)).toBe(language === "zh-CN");
    await screen.getByRole("link").or(screen.getByRole("button")).first().click();
    await page.locator("main[data-ready]").waitFor();
  }
});

test("the Wasm that does not come is told too, not awaited for ever", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("/");
  await expect(page.locator("#lost")).toBeVisible();
});

test("no page leaves an error in the console or asks another host for anything", async ({ page, gateway }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${page.url()}: ${message.text().slice(0, 200)}`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== gateway.url) complaints.push(request.url());
  });
  for (const address of ["/", "/services", "/services/residence-permit", "/lookup", "/settings", "/no/such/page"]) {
    await open(page, address);
  }
  await signIn(page.request, "wang-xiulan");
  for (const address of ["/", "/cases"]) await open(page, address);
  expect(complaints).toEqual([]);
});
