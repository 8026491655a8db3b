// 5. Watch the case: an officer moves it, every open tab shows it within a second
// without a reload, and says so once.
import type { Page, Route } from "@playwright/test";
import { signIn, submit, type Submitted } from "../support/api.ts";
import { CONTRACT, permit, PHOTO } from "../support/forms.ts";
import { Gateway, type OfficerVerb } from "../support/gateway.ts";
import { CHEN_JING } from "../support/identities.ts";
import { forget, transcript } from "../support/observe.ts";
import { expect, open, test } from "../support/test.ts";
import { t } from "../support/words.ts";

const WITHIN_MS = 1_000;
/** Announcements gather for a moment before they are said, and may not come twice. */
const SAID_BY_MS = 3_000;
/** Asked every 5 s; the stream is tried in between. */
const POLLED_WITHIN_MS = 15_000;
const GONE = JSON.stringify({ type: "about:blank", title: "Gone", status: 410, code: "not-found", traceId: "TEST-0001" });

/** What the officer does, what then stands on the page, and words of what is said. */
const STEPS: readonly { verb: OfficerVerb; status: string; said: string }[] = [
  { verb: "accept", status: "component.status-accepted", said: t("component.status-accepted") },
  { verb: "suspend", status: "component.status-suspended", said: t("component.status-suspended") },
  { verb: "resume", status: "component.status-accepted", said: t("component.status-accepted") },
  { verb: "request-documents", status: "component.status-action-required", said: t("component.status-action-required") },
  { verb: "resume", status: "component.status-accepted", said: t("component.status-accepted") },
  { verb: "decide", status: "component.status-in-progress", said: "准予" },
  { verb: "deliver", status: "component.status-completed", said: t("component.status-completed") },
];

/** Where the page says the status; the timeline's own words may be the same. */
const shows = (page: Page, status: string) => page.locator("main :is(.chip, dd, dd *)").filter({ hasText: new RegExp(`^\\s*${t(status)}\\s*$`) }).first();

async function live(page: Page): Promise<void> {
  await expect(page.locator("main").getByText(t("case.live"))).toBeVisible();
}

test("two tabs follow an officer through the whole case", async ({ page, context, gateway }, info) => {
  test.setTimeout(120_000);
  await signIn(page.request, "chen-jing");
  const { caseId, reference } = await submit(page.request, "residence-permit", await permit(page.request));
  await open(page, `/cases/${caseId}`);
  const other = await context.newPage();
  await open(other, `/cases/${caseId}`);
  const tabs = [page, other];
  for (const tab of tabs) {
    await live(tab);
    await tab.evaluate(() => Object.assign(window, { neverReloaded: true }));
    await expect(shows(tab, "component.status-submitted")).toBeVisible();
  }
  await Promise.all(tabs.map(forget));
  for (const [number, { verb, status }] of STEPS.entries()) {
    const [written = 0, ...seen] = await Promise.all([
      gateway.officerAt(reference, verb),
      ...tabs.map((tab) => shows(tab, status).waitFor().then(() => Date.now())),
    ]);
    const { items } = await (await page.request.get(`/api/v1/cases/${caseId}/events`)).json();
    const recorded = Math.max(...items.map(({ at }: { at: string }) => Date.parse(at)));
    // Neither is later than the move: the timeline says the second it was made in, cut off,
    // and the database was not written to after it.
    const moved = Math.max(recorded, written);
    const took = seen.map((at) => Math.round(at - moved));
    info.annotations.push({ type: verb, description: `tabs ${took.join(" and ")} ms` });
    for (const ms of took) expect(ms, verb).toBeLessThan(WITHIN_MS);
    for (const tab of tabs) {
      await expect.poll(() => transcript(tab), { timeout: SAID_BY_MS, message: verb }).toHaveLength(number + 1);
    }
  }
  // Long enough for anything to be said a second time.
  await page.waitForTimeout(SAID_BY_MS);
  for (const tab of tabs) {
    const said = (await transcript(tab)).map(({ text }) => text);
    expect(said).toHaveLength(STEPS.length);
    for (const [number, { verb, said: words }] of STEPS.entries()) expect(said[number], verb).toContain(words);
    expect(await tab.evaluate(() => "neverReloaded" in window)).toBe(true);
    // All of the page has followed: loaded anew it says the same.
    const main = tab.locator("main");
    const followed = await main.innerText();
    await tab.reload();
    await live(tab);
    await expect.poll(() => main.innerText()).toBe(followed);
  }
});

test("one move is announced once, in words, and the focus stays", async ({ page, gateway }) => {
  await signIn(page.request, "chen-jing");
  const { caseId, reference } = await submit(page.request, "residence-permit", await permit(page.request));
  await open(page, `/cases/${caseId}`);
  await live(page);
  // Within what is live: it must not be painted anew under the focus.
  const receipt = page.getByRole("link", { name: t("case.receipt") });
  await receipt.focus();
  await forget(page);
  await gateway.officer(reference, "accept");
  await expect.poll(() => transcript(page)).toHaveLength(1);
  const [said] = await transcript(page);
  expect(said?.text).toContain(t("component.status-accepted"));
  await expect(receipt).toBeFocused();
  // The stream's next heartbeat or a second look must not say it again: another move
  // is the proof, since it comes after everything that could.
  await gateway.officer(reference, "suspend");
  await expect.poll(() => transcript(page)).toHaveLength(2);
});

test("the dashboard and the list are live too", async ({ page, context, gateway }) => {
  await signIn(page.request, "chen-jing");
  const { reference }: Submitted = await submit(page.request, "residence-permit", await permit(page.request));
  await open(page, "/");
  const list = await context.newPage();
  await open(list, "/cases");
  await Promise.all([live(page), live(list)]);
  await gateway.officer(reference, "accept");
  await Promise.all([page, list].map((tab) => expect(shows(tab, "component.status-accepted")).toBeVisible({ timeout: WITHIN_MS })));
});

test("a row keeps the focus while another case moves", async ({ page, gateway }) => {
  await signIn(page.request, "chen-jing");
  const { reference } = await submit(page.request, "residence-permit", await permit(page.request));
  await open(page, "/cases");
  await live(page);
  const row = page.locator("main").getByRole("link", { name: "居民身份证换领" }).first();
  await row.focus();
  await gateway.officer(reference, "accept");
  await expect(shows(page, "component.status-accepted")).toBeVisible();
  await expect(row).toBeFocused();
});

test("a file that the browser gives no type is taken by its name", async ({ page, gateway }) => {
  await signIn(page.request, "chen-jing");
  const { caseId, reference } = await submit(page.request, "residence-permit", await permit(page.request));
  await gateway.officer(reference, "accept");
  await gateway.officer(reference, "request-documents");
  await open(page, `/cases/${caseId}`);
  await page.locator("main input[type=file]").evaluate((input: HTMLInputElement) => {
    const chosen = new DataTransfer();
    chosen.items.add(new File(["%PDF-1.4\n%sample\n"], "证明.pdf", { type: "" }));
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await page.getByRole("button", { name: t("case.task-send") }).click();
  await expect(shows(page, "component.status-accepted")).toBeVisible();
  await expect(page.locator("main")).toContainText("证明.pdf");
});

test("what is asked of the person appears with its deadline, is answered, and the case goes on", async ({ page, gateway }) => {
  await signIn(page.request, "chen-jing");
  const { caseId, reference } = await submit(page.request, "residence-permit", await permit(page.request));
  await gateway.officer(reference, "accept");
  await open(page, `/cases/${caseId}`);
  await live(page);
  await gateway.officer(reference, "request-documents");
  await expect(shows(page, "component.status-action-required")).toBeVisible();
  await page.locator("main input[type=file]").setInputFiles({
    name: "证明.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.4\n%sample\n"),
  });
  await page.getByRole("button", { name: t("case.task-send") }).click();
  await expect(shows(page, "component.status-accepted")).toBeVisible();
  await expect(page.locator("main")).toContainText("证明.pdf");
});

test("an answer lost on its way is sent again and counts once", async ({ page, gateway }) => {
  await signIn(page.request, "chen-jing");
  const { caseId, reference } = await submit(page.request, "residence-permit", await permit(page.request));
  await gateway.officer(reference, "accept");
  await gateway.officer(reference, "request-documents");
  // Nothing tells the page that the answer did arrive.
  await page.route(/\/api\/v1\/(stream|events)/, (route) => route.abort());
  let lose = (): void => {};
  const lost = new Promise<void>((done) => (lose = done));
  await page.route("**/tasks/*/documents", async (route) => {
    await route.fetch();
    await lost;
    await route.abort();
  }, { times: 1 });
  const sent: string[] = [];
  page.on("request", (request) => {
    if (/tasks\/[^/]+\/documents$/.test(request.url())) sent.push(`${request.headers()["idempotency-key"]} ${request.postData()}`);
  });
  await open(page, `/cases/${caseId}`);
  const files = page.locator("main input[type=file]");
  await files.setInputFiles({ name: "证明.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%sample\n") });
  const send = page.getByRole("button", { name: t("case.task-send") });
  await send.click();
  // What is on its way can't be exchanged for something else.
  await expect(files).toBeDisabled();
  lose();
  await expect(page.locator("main").getByRole("alert").getByText(t("case.task-failed"))).toBeVisible();
  await send.click();
  await expect(shows(page, "component.status-accepted")).toBeVisible();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toBe(sent[0]);
  const { items } = await (await page.request.get(`/api/v1/cases/${caseId}/documents`)).json();
  expect(items.filter((one: { name: string }) => one.name === "证明.pdf")).toHaveLength(1);
});

/** One of the four answers of a case. */
const answer = (page: Page, name: string) =>
  page.locator(".answer > div").filter({ has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) }).locator("dd");

test("by when: before acceptance the days, then the day, at the end when it ended", async ({ page, gateway }) => {
  await signIn(page.request, "chen-jing");
  const { caseId, reference } = await submit(page.request, "residence-permit", await permit(page.request));
  const told = async () => (await page.request.get(`/api/v1/cases/${caseId}`)).json();
  const day = (text: string): string =>
    new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", year: "numeric", month: "long", day: "numeric" }).format(new Date(text));
  await open(page, `/cases/${caseId}`);
  await live(page);
  const due = answer(page, t("case.due"));
  await expect(due).toContainText(t("case.due-days.other", { n: `${(await told()).clock.promisedDays}` }));
  await expect(due).not.toContainText(t("case.days-total.other", { n: `${(await told()).clock.promisedDays}` }));
  await gateway.officer(reference, "accept");
  await expect(due).toContainText(/\d+月\d+日/);
  await expect(due).toContainText(t("case.days-total.other", { n: `${(await told()).clock.promisedDays}` }));
  await gateway.officer(reference, "decide", "--outcome", "refused");
  await expect(answer(page, t("case.ended"))).toContainText(day((await told()).updatedAt));
});

test("why it was refused stands beside how to object", async ({ page, gateway }) => {
  const reason = "住所证明与填写的地址不一致。";
  await signIn(page.request, "chen-jing");
  const { caseId, reference } = await submit(page.request, "residence-permit", await permit(page.request));
  await gateway.officer(reference, "accept");
  await open(page, `/cases/${caseId}`);
  await live(page);
  await gateway.officer(reference, "decide", "--outcome", "refused", "--note", reason);
  const box = page.locator(".notice").filter({ hasText: t("case.outcome") });
  await expect(box).toContainText("不予许可");
  await expect(box).toContainText(t("case.outcome-reason", { note: reason }));
  await expect(box).toContainText("行政复议");
});

test("what was said of a grant stands with the result until it is handed over and after", async ({ page, gateway }) => {
  const said = "请带身份证到窗口领取。";
  await signIn(page.request, "chen-jing");
  const { caseId, reference } = await submit(page.request, "residence-permit", await permit(page.request));
  await gateway.officer(reference, "accept");
  await gateway.officer(reference, "decide", "--note", said);
  await open(page, `/cases/${caseId}`);
  await live(page);
  const box = page.locator(".notice").filter({ hasText: t("case.outcome") });
  await expect(box).toContainText(t("case.outcome-note", { note: said }));
  await gateway.officer(reference, "deliver");
  await expect(shows(page, "component.status-completed")).toBeVisible();
  await expect(box).toContainText(t("case.outcome-note", { note: said }));
});

/** A moment as the receipt writes it: with its year and its time. */
const inFull = (moment: string): string => {
  const parts = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", ...options }).format(new Date(moment));
  const day = parts({ year: "numeric", month: "long", day: "numeric" });
  return `${day} ${parts({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}`;
};

test("the receipt says who handed in what and when, and is one sheet of A4", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  const { caseId, reference } = await submit(page.request, "residence-permit", await permit(page.request));
  const told = await (await page.request.get(`/api/v1/cases/${caseId}`)).json();
  await open(page, `/receipt/${caseId}`);
  const row = (name: string) =>
    page.locator(".receipt dl > div").filter({ has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) }).locator("dd");
  await expect(row(t("receipt.reference"))).toHaveText(reference);
  await expect(row(t("receipt.applicant"))).toHaveText(CHEN_JING.name);
  await expect(row(t("receipt.applicant-number"))).toHaveText(/^.\*{16}.$/);
  await expect(page.locator("main")).not.toContainText(CHEN_JING.idNumber);
  await expect(row(t("receipt.submitted"))).toHaveText(inFull(told.submittedAt));
  // Name and value belong together before there is a day, too.
  await expect(row(t("receipt.due"))).toHaveText(t("receipt.due-days.other", { n: `${told.clock.promisedDays}` }));
  await expect(page.getByRole("heading", { name: t("receipt.materials.other", { n: "2" }) })).toBeVisible();
  for (const [material, file] of [["本人近期证件照", PHOTO.name], ["就业证明", CONTRACT.name]] as const) {
    await expect(row(material).getByRole("listitem")).toHaveText([file]);
    await expect(row(material)).toContainText(t("receipt.files.other", { n: "1" }));
  }
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(paper.match(/\/Type\s*\/Page(?![a-zA-Z])/g)).toHaveLength(1);
  const [, width = "", height = ""] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(paper) ?? [];
  expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
  await page.emulateMedia({ media: "print" });
  const sheet = page.locator(".receipt");
  await expect(sheet.locator(".print-only").first()).toHaveText(/\S/);
  await expect(sheet.locator(".print-only").last()).toHaveText(/\d{4}年.*\d{2}:\d{2}/);
  await expect(sheet.locator(".actions")).toBeHidden();
});

test("another person sees nothing of it", async ({ page, browser, gateway }) => {
  await signIn(page.request, "chen-jing");
  const { caseId } = await submit(page.request, "residence-permit", await permit(page.request));
  const stranger = await browser.newContext({ baseURL: gateway.url });
  const tab = await stranger.newPage();
  await signIn(tab.request, "li-wei");
  await open(tab, `/cases/${caseId}`);
  await expect(tab.locator("main").getByText(t("fault.not-found-title")).first()).toBeVisible();
  await stranger.close();
});

test("the sandbox moves cases by itself, by its clock, and the page follows", async ({ browser }) => {
  const moving = await Gateway.start(["--sandbox-step", "2"]);
  const context = await browser.newContext({ baseURL: moving.url, locale: "zh-CN" });
  try {
    const page = await context.newPage();
    await signIn(page.request, "chen-jing");
    const { caseId } = await submit(page.request, "residence-permit", await permit(page.request));
    await page.goto(`/cases/${caseId}`);
    await live(page);
    await expect(shows(page, "component.status-completed")).toBeVisible({ timeout: 30_000 });
  } finally {
    await context.close();
    await moving.stop();
  }
});

/** What stands between the page and the stream, and still lets it ask. */
const BETWEEN: readonly { what: string; stream: (route: Route) => Promise<void> }[] = [
  { what: "refuses the stream", stream: (route) => route.abort() },
  {
    what: "cuts the stream off as soon as it opens",
    stream: (route) => route.fulfill({ contentType: "text/event-stream", body: "retry: 1000\n\n" }),
  },
];

for (const { what, stream } of BETWEEN) {
  test(`where something ${what}, the page asks every few seconds, and a move is told`, async ({ page, gateway }) => {
    test.setTimeout(90_000);
    await signIn(page.request, "chen-jing");
    const { caseId, reference } = await submit(page.request, "residence-permit", await permit(page.request));
    await page.route("**/api/v1/stream*", stream);
    await open(page, `/cases/${caseId}`);
    await expect(page.locator("main").getByText(t("case.polling"))).toBeVisible({ timeout: 20_000 });
    await forget(page);
    await gateway.officer(reference, "accept");
    await expect(shows(page, "component.status-accepted")).toBeVisible({ timeout: POLLED_WITHIN_MS });
    // Too old a cursor: all is listed again, and the next move is told like any other.
    let gone = 0;
    await page.route("**/api/v1/events*", (route) =>
      route.request().url().includes("after=") && gone++ === 0
        ? route.fulfill({ status: 410, contentType: "application/problem+json", body: GONE })
        : route.continue(),
    );
    await expect.poll(() => gone, { timeout: POLLED_WITHIN_MS }).toBeGreaterThan(0);
    await expect(page.locator("main").getByText(t("case.polling"))).toBeVisible();
    await gateway.officer(reference, "suspend");
    await expect(shows(page, "component.status-suspended")).toBeVisible({ timeout: POLLED_WITHIN_MS });
    await expect.poll(() => transcript(page), { timeout: SAID_BY_MS }).toHaveLength(2);
    // The way is free again: at once, as before.
    await page.unroute("**/api/v1/stream*");
    await expect(page.locator("main").getByText(t("case.live"))).toBeVisible({ timeout: 40_000 });
  });
}
