// 4. Apply fully online for six services whose wizards differ in kind.
import { signIn, start, submit } from "../support/api.ts";
import { service, words } from "../support/content.ts";
import { ATTORNEY, CHILD, CONTRACT, daysAgo, FATHER, insurance, PDF, permit, PHOTO, SELLERS } from "../support/forms.ts";
import { CHEN_JING, withCheckCharacter } from "../support/identities.ts";
import { expect, open, test } from "../support/test.ts";
import { begin, Wizard } from "../support/wizard.ts";
import { t } from "../support/words.ts";

const paper = (name: string) => ({ name, mimeType: "application/pdf", buffer: PDF });

test("居住证申领: conditional pages, prefilled and locked answers, an address, a receipt", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  const wizard = await begin(page, "residence-permit");
  await expect(wizard.h1).toHaveText(wizard.heading("eligibility"));
  await wizard.answers({ "/eligibility/movedOn": "2025-03-01", "/eligibility/basis": "study" });
  await wizard.next("applicant");
  await expect(wizard.field("/applicant/name")).toHaveValue(CHEN_JING.name);
  await expect(wizard.field("/applicant/name")).not.toBeEditable();
  await expect(wizard.field("/applicant/phone")).toHaveValue(CHEN_JING.phone);
  await wizard.next("residence");
  await wizard.answers({
    "/residence/city": "990100",
    "/residence/district": "990103",
    "/residence/street": "示范路 6 号 2 栋 301 室",
    "/residence/kind": "rented",
  });
  // The page that follows hangs on the first page's answer.
  await wizard.next("study");
  await page.getByRole("button", { name: t("wizard.back") }).click();
  await wizard.stands("residence");
  await page.goBack();
  await page.goto(page.url().replace(/[^/]+$/, "eligibility"));
  await expect(wizard.h1).toHaveText(wizard.heading("eligibility"));
  await wizard.answer("/eligibility/basis", "employment");
  await wizard.next("applicant");
  await wizard.next("residence");
  await expect(wizard.field("/residence/district")).toHaveValue(/.+/);
  await wizard.next("employment");
  await wizard.answers({
    "/employment/employer": "示例市云上科技有限公司",
    "/employment/contract": "contract",
    "/employment/since": "2025-03-10",
  });
  await wizard.next("materials");
  await wizard.answers({ "/materials/photo": PHOTO, "/materials/employmentProof": CONTRACT });
  await wizard.next("delivery");
  await wizard.answers({ "/delivery/method": "collect", "/delivery/window": "yunshang" });
  await wizard.next("declaration");
  await wizard.answer("/declaration/truthful", true);
  await wizard.next("review");
  await expect(page.locator("main")).toContainText(CONTRACT.name);
  const reference = await wizard.submit();
  await expect(wizard.h1).toBeFocused();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".receipt-number")).toHaveText(reference);
  await expect(page.getByRole("button", { name: t("receipt.print") })).toBeHidden();
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("link", { name: t("receipt.case") }).click();
  await expect(page.locator("main")).toContainText(reference);
  await expect(page.locator("main")).toContainText(t("component.status-submitted"));
});

test("城乡居民基本医疗保险参保登记: members of the family are added, changed, removed", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  const wizard = await begin(page, "resident-medical-insurance");
  await wizard.next("household");
  await wizard.answers({ "/household/kind": "registered", "/household/city": "990100", "/household/district": "990103" });
  await wizard.next("coverage");
  await wizard.answers({ "/coverage/scope": "family", "/coverage/employed": false });
  await wizard.next("members");
  const add = page.getByRole("button", { name: t("wizard.row-add", { item: wizard.item("members") }) });
  const child = { "/members/0/name": CHILD.name, "/members/0/idNumber": CHILD.idNumber, "/members/0/relation": "child", "/members/0/category": "student" };
  await add.click();
  await wizard.answers(child);
  // Read from the identity number, not asked.
  await expect(page.locator("main")).toContainText(t("wizard.male"));
  await page.getByRole("button", { name: t("wizard.row-save"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 2, name: CHILD.name })).toBeVisible();
  await add.click();
  await wizard.answers({ ...child, "/members/0/name": "李安" });
  await page.getByRole("button", { name: t("wizard.row-save"), exact: true }).click();
  // The same identity number twice is told at the field.
  await expect(wizard.summary).toBeFocused();
  await wizard.answer("/members/0/idNumber", withCheckCharacter("11010120180901002"));
  await page.getByRole("button", { name: t("wizard.row-save"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 2, name: "李安" })).toBeVisible();
  const remove = page.getByRole("button", { name: t("wizard.row-named", { action: t("wizard.row-remove"), name: "李安" }) });
  const card = page.getByRole("heading", { level: 2, name: "李安" });
  const restore = page.getByRole("button", { name: t("wizard.row-restore"), exact: true });
  await remove.click();
  await expect(card).toHaveCount(0);
  // A slip of the hand is undone from where the focus is.
  await expect(restore).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(card).toBeVisible();
  await expect(restore).toHaveCount(0);
  await remove.click();
  await expect(card).toHaveCount(0);
  await wizard.next("payment");
  await expect(page.locator("main")).toContainText("380");
  await wizard.answer("/payment/method", "online");
  await wizard.next("declaration");
  await wizard.answers({ "/declaration/single": true, "/declaration/truthful": true });
  await wizard.next("review");
  expect(await wizard.submit()).toMatch(/\S{8,}/);
});

test("小餐饮食品经营许可: an organisation, its USCC, materials to upload", async ({ page }) => {
  await signIn(page.request, "sample-noodles");
  const wizard = await begin(page, "small-catering-licence");
  await wizard.next("representative");
  await wizard.answers({
    "/representative/idNumber": withCheckCharacter("11010119850505006"),
    "/representative/phone": "13800000005",
    "/representative/isManager": true,
  });
  await wizard.next("premises");
  await wizard.answers({
    "/premises/city": "990100",
    "/premises/district": "990103",
    "/premises/area": 40,
    "/premises/kitchen": 60,
    "/premises/tenure": "rented",
    "/premises/leaseUntil": "2030-01-01",
    "/premises/gas": "electric",
  });
  // A kitchen larger than the whole.
  await wizard.continueButton.click();
  await expect(wizard.summary).toBeFocused();
  await wizard.answer("/premises/kitchen", 12);
  await wizard.next("business");
  await wizard.answers({ "/business/items": ["noodles", "drinks"], "/business/openHours": "每日 6:30–21:00", "/business/online": false });
  await wizard.next("staff");
  await wizard.answers({ "/staff/count": 3, "/staff/certified": true });
  await wizard.next("materials");
  const licence = wizard.field("/materials/businessLicence");
  await licence.setInputFiles({ name: "执照.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
  await expect(licence).toHaveAttribute("aria-invalid", "true");
  await wizard.answers({
    "/materials/businessLicence": paper("营业执照.pdf"),
    "/materials/floorPlan": paper("平面图.pdf"),
    "/materials/healthCertificates": paper("健康证明.pdf"),
    "/materials/lease": paper("租赁合同.pdf"),
  });
  await wizard.next("declaration");
  await wizard.answers({ "/declaration/inspection": true, "/declaration/truthful": true });
  await wizard.next("review");
  expect(await wizard.submit()).toMatch(/\S{8,}/);
});

test("失业保险金申领: amounts and dates are worked out, a late claim is warned of and goes on", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  const wizard = await begin(page, "unemployment-benefit");
  const main = page.locator("main");
  await wizard.answers({
    "/eligibility/endedOn": "2025-03-31",
    "/eligibility/reason": "resigned",
    "/eligibility/reported": "no",
    "/eligibility/registeredOn": "2025-03-01",
    "/eligibility/pension": false,
  });
  // Of their own will, and registered before the end.
  await wizard.continueButton.click();
  await expect(wizard.summary).toBeFocused();
  await expect(wizard.summary.getByRole("link")).toHaveCount(2);
  await wizard.answers({ "/eligibility/reason": "expired", "/eligibility/registeredOn": "2025-04-10" });
  await expect(main).toContainText(wizard.message("rule.sixty-days"));
  await wizard.next("applicant");
  await wizard.next("contributions");
  await wizard.answers({
    "/contributions/employer": "示例市云上科技有限公司",
    "/contributions/from": "2024-05-01",
    "/contributions/to": "2025-03-31",
  });
  // Eleven months are too few.
  await wizard.continueButton.click();
  await expect(wizard.summary).toContainText(wizard.message("rule.one-year"));
  await wizard.answer("/contributions/from", "2019-03-01");
  await expect(main).toContainText("73");
  await wizard.next("benefit");
  // 18 months from the day of registration, the last six of them at the lower rate.
  await expect(main).toContainText(/2026.*10.*9/);
  await expect(main).toContainText(/31,?320/);
  await wizard.next("account");
  await wizard.answers({ "/account/bank": "sample-city", "/account/number": "62000000000000x0" });
  await wizard.continueButton.click();
  await expect(wizard.summary).toContainText(wizard.message("rule.account-digits"));
  await wizard.answer("/account/number", "6200000000000000000");
  await wizard.next("materials");
  await wizard.answer("/materials/termination", paper("解除劳动合同证明.pdf"));
  await wizard.next("declaration");
  await wizard.answers({ "/declaration/seeking": true, "/declaration/truthful": true });
  await wizard.next("review");
  await expect(main).toContainText(/31,?320/);
  expect(await wizard.submit()).toMatch(/\S{8,}/);
});

test("新生儿出生一件事: a page for each department chosen, none for the others", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  const wizard = await begin(page, "newborn-registration");
  const main = page.locator("main");
  await wizard.answers({
    "/child/name": "陈小满",
    "/child/sex": "male",
    "/child/birthDate": daysAgo(40),
    "/child/hospital": "maternal",
    "/child/hasCertificate": false,
  });
  // Later than the law asks for, and not too late.
  await expect(main).toContainText(wizard.message("rule.within-a-month"));
  await wizard.next("applicant");
  await wizard.answer("/applicant/relation", "mother");
  // The mother applies, so the father is asked for.
  await wizard.next("father");
  await wizard.answers({
    "/father/given": true,
    "/father/name": FATHER.name,
    "/father/idNumber": FATHER.idNumber,
    "/father/phone": FATHER.phone,
  });
  await wizard.next("matters");
  await wizard.answer("/matters/chosen", ["card", "vaccination"]);
  // A card needs what comes before it.
  await wizard.continueButton.click();
  await expect(wizard.summary).toBeFocused();
  await wizard.answer("/matters/chosen", ["certificate", "household"]);
  await wizard.next("certificate");
  await wizard.answers({ "/certificate/weight": 3300, "/certificate/weeks": 39 });
  await wizard.next("household");
  await expect(main).toContainText("示例市公安局");
  await wizard.answers({ "/household/with": "father", "/household/district": "990103" });
  await wizard.field("/household/address").fill("示例省示例市云上区示范路 6 号");
  await wizard.next("vaccination");
  await wizard.answer("/vaccination/clinic", "yunshang");
  await wizard.next("card");
  await wizard.answers({ "/card/bank": "sample-city", "/card/withPhoto": true, "/card/photo": PHOTO });
  await wizard.next("materials");
  await wizard.answers({ "/materials/register": paper("户口簿.pdf"), "/materials/naming": paper("姓名确认书.pdf") });
  await wizard.next("delivery");
  await wizard.answers({ "/delivery/method": "collect", "/delivery/window": "maternal" });
  await wizard.next("declaration");
  await wizard.answers({ "/declaration/share": true, "/declaration/truthful": true });
  await wizard.next("review");
  await expect(main).not.toContainText(wizard.heading("maternity"));
  expect(await wizard.submit()).toMatch(/\S{8,}/);
});

test("二手房转移登记: sellers and buyers, their shares, and the tax", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  const wizard = await begin(page, "second-hand-housing-transfer");
  const main = page.locator("main");
  await wizard.answers({
    "/home/certificate": "示（2018）示例市不动产权第0000001号",
    "/home/district": "990103",
    "/home/address": "示例省示例市云上区示范路 6 号 2 栋 301 室",
    "/home/area": 89.5,
    "/home/mortgaged": false,
  });
  await wizard.next("deal");
  await wizard.answers({
    "/deal/signedOn": "2026-01-05",
    "/deal/price": 1500000,
    "/deal/sellersHold": "shares",
    "/deal/buyersHold": "sole",
  });
  await wizard.next("applicant");
  await wizard.answer("/applicant/role", "buyer");
  await wizard.next("sellers");
  const save = page.getByRole("button", { name: t("wizard.row-save"), exact: true });
  const addTo = (list: string) => page.getByRole("button", { name: t("wizard.row-add", { item: wizard.item(list) }) });
  const card = (name: string) => page.getByRole("heading", { level: 2, name });
  const [first, second] = SELLERS;
  const seller = (at: number, { name, idNumber, phone }: (typeof SELLERS)[number], share: number) => ({
    [`/sellers/${at}/name`]: name,
    [`/sellers/${at}/idNumber`]: idNumber,
    [`/sellers/${at}/phone`]: phone,
    [`/sellers/${at}/share`]: share,
  });
  await addTo("sellers").click();
  await wizard.answers(seller(0, first, 50));
  await save.click();
  await expect(card(first.name)).toBeVisible();
  await addTo("sellers").click();
  await wizard.answers(seller(1, second, 40));
  // Who is added within a person has a page of their own, which leads back to that person.
  const agent = (at: number): Record<string, string> => ({
    [`/sellers/1/agents/${at}/name`]: ATTORNEY.name,
    [`/sellers/1/agents/${at}/idNumber`]: ATTORNEY.idNumber,
    [`/sellers/1/agents/${at}/phone`]: ATTORNEY.phone,
    [`/sellers/1/agents/${at}/relation`]: "attorney",
  });
  const addAgent = page.getByRole("button", { name: t("wizard.row-add", { item: wizard.inner("sellers", "/agents") }) });
  const inner = page.getByRole("heading", { level: 3, name: ATTORNEY.name });
  await addAgent.click();
  await expect(page).toHaveURL(/\/sellers~2~agents~1$/);
  await expect(wizard.h1).toBeFocused();
  await wizard.answers(agent(0));
  await save.click();
  await expect(page).toHaveURL(/\/sellers~2$/);
  await expect(inner).toBeVisible();
  await expect(wizard.field("/sellers/1/name")).toHaveValue(second.name);
  // The same agent twice is told, and a row begun by mistake is dropped.
  await addAgent.click();
  await wizard.answers(agent(1));
  await save.click();
  await expect(wizard.summary).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL(/\/sellers~2$/);
  const saved = page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.ok());
  await page.getByRole("button", { name: t("wizard.row-named", { action: t("wizard.row-remove"), name: ATTORNEY.name }) }).last().click();
  await expect(inner).toHaveCount(1);
  await saved;
  await page.reload();
  await expect(inner).toHaveCount(1);
  await save.click();
  await expect(card(second.name)).toBeVisible();
  // Nine tenths are not the whole.
  await wizard.continueButton.click();
  await expect(wizard.summary).toContainText(wizard.message("rule.sellers-shares"));
  await page.getByRole("link", { name: t("wizard.row-named", { action: t("wizard.row-edit"), name: second.name }) }).click();
  await wizard.answer("/sellers/1/share", 50);
  await save.click();
  await wizard.next("buyers");
  await addTo("buyers").click();
  // Nobody sells to themselves.
  await wizard.answers({ "/buyers/0/name": first.name, "/buyers/0/idNumber": first.idNumber, "/buyers/0/phone": first.phone });
  await save.click();
  await expect(wizard.summary).toContainText(wizard.message("rule.both-sides"));
  await wizard.answers({ "/buyers/0/name": CHEN_JING.name, "/buyers/0/idNumber": CHEN_JING.idNumber });
  await save.click();
  await expect(card(CHEN_JING.name)).toBeVisible();
  await wizard.next("costs");
  await wizard.answer("/costs/homes", "first");
  await expect(main).toContainText(/15,?000/);
  await expect(main).toContainText(/15,?080/);
  await wizard.next("materials");
  await wizard.answers({
    "/materials/title": paper("不动产权证书.pdf"),
    "/materials/contract": paper("买卖合同.pdf"),
    "/materials/power": paper("委托书.pdf"),
  });
  await wizard.next("delivery");
  await wizard.answers({ "/delivery/method": "collect", "/delivery/window": "centre" });
  await wizard.next("declaration");
  await wizard.answers({ "/declaration/genuine": true, "/declaration/truthful": true });
  await wizard.next("review");
  await expect(main).toContainText(second.name);
  // The review says in whom an agent is, and leads to the agent.
  const named = `${wizard.item("sellers")} 2${t("wizard.parts")}${second.name}${t("wizard.parts")}${wizard.inner("sellers", "/agents")} 1${t("wizard.parts")}${ATTORNEY.name}`;
  const section = page.locator("section.review").filter({ has: page.getByRole("heading", { level: 2, name: named }) });
  await section.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/sellers~2~agents~1$/);
  await expect(wizard.field("/sellers/1/agents/0/name")).toBeFocused();
  await save.click();
  await wizard.stands("review");
  expect(await wizard.submit()).toMatch(/\S{8,}/);
});

test("what is wrong is told on leaving a field and on leaving a page, in the field's words", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  const wizard = await begin(page, "residence-permit");
  await wizard.continueButton.click();
  await expect(wizard.summary).toBeFocused();
  await expect(page).toHaveTitle(new RegExp(`^${t("page.error-prefix", { title: "" })}`));
  await expect(wizard.summary.getByRole("link")).toHaveCount(2);
  await wizard.summary.getByRole("link").first().click();
  const moved = wizard.field("/eligibility/movedOn");
  await expect(moved).toBeFocused();
  await expect(moved).toHaveAttribute("aria-invalid", "true");
  await moved.fill("2025-03-01");
  await expect(moved).not.toHaveAttribute("aria-invalid", "true");
  await wizard.answer("/eligibility/basis", "housing");
  await wizard.next("applicant");
  const phone = wizard.field("/applicant/phone");
  await phone.fill("1380000");
  // Not while it is being typed.
  await expect(phone).not.toHaveAttribute("aria-invalid", "true");
  await phone.blur();
  await expect(phone).toHaveAttribute("aria-invalid", "true");
  const described = (await phone.getAttribute("aria-describedby")) ?? "";
  const error = page.locator(described.split(" ").map((id) => `#${id}.error-text`).join(", "));
  await expect(error).toContainText(wizard.label("/applicant/phone"));
  await expect(error).toContainText("11");
});

test("leaving a wrong field by a click does what was clicked", async ({ page }) => {
  await signIn(page.request, "chen-jing");
  const { service: id, draft } = await start(page.request, "residence-permit", {
    eligibility: { movedOn: "2025-03-01", basis: "housing" },
  });
  await open(page, `/apply/${id}/${draft}/applicant`);
  const wizard = new Wizard(page, id);
  await wizard.field("/applicant/phone").fill("1380000");
  // The message that leaving the field brings must not push the button away from
  // under the pointer before it is released.
  await page.getByRole("button", { name: t("wizard.back") }).click();
  await wizard.stands("eligibility");
});

test("the review leads back to each answer, and from there back", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  const { draft, service: id } = await start(page.request, "residence-permit", await permit(page.request));
  await open(page, `/apply/${id}/${draft}/review`);
  const wizard = new Wizard(page, id);
  const label = wizard.label("/residence/street");
  await page.getByRole("link", { name: t("wizard.row-named", { action: t("wizard.change"), name: label }) }).click();
  await expect(wizard.field("/residence/street")).toBeFocused();
  await wizard.field("/residence/street").fill("晴川路 20 号 1 单元 502 室");
  await page.getByRole("button", { name: t("wizard.continue-review") }).click();
  await wizard.stands("review");
  await expect(page.locator("main")).toContainText("晴川路 20 号 1 单元 502 室");
});

test("what is written outlives a reload and is gone on with from the dashboard", async ({ page }) => {
  await signIn(page.request, "wang-xiulan");
  const wizard = await begin(page, "residence-permit");
  await wizard.answers({ "/eligibility/movedOn": "2025-03-01", "/eligibility/basis": "housing" });
  await wizard.next("applicant");
  await wizard.field("/applicant/email").fill("wang@example.com");
  await page.getByRole("button", { name: t("wizard.later") }).click();
  await expect(page).toHaveURL("/");
  const name = words(service("residence-permit").name);
  await page.getByRole("link", { name: t("page.draft-continue", { name }) }).click();
  await expect(wizard.h1).toHaveText(wizard.heading("applicant"));
  await expect(wizard.field("/applicant/email")).toHaveValue("wang@example.com");
  await page.reload();
  await expect(wizard.field("/applicant/email")).toHaveValue("wang@example.com");
});

test("the gateway goes away before submitting: nothing is lost, and one case comes of it", async ({ page, gateway }) => {
  await signIn(page.request, "wang-xiulan");
  const { draft } = await start(page.request, "resident-medical-insurance", await insurance(page.request));
  await open(page, `/apply/resident-medical-insurance/${draft}/review`);
  await gateway.kill();
  const submitButton = page.getByRole("button", { name: t("wizard.submit"), exact: true });
  await submitButton.click();
  await expect(page.locator("main").getByRole("alert")).toBeVisible();
  await gateway.up();
  await submitButton.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("receipt.title"));
  const cases = await (await page.request.get("/api/v1/cases")).json();
  expect(cases.items).toHaveLength(1);
});

test("another's draft and case are not there", async ({ page, browser, gateway }) => {
  await signIn(page.request, "chen-jing");
  const { caseId } = await submit(page.request, "residence-permit", await permit(page.request));
  const stranger = await browser.newContext({ baseURL: gateway.url });
  await signIn(stranger.request, "li-wei");
  expect((await stranger.request.get(`/api/v1/cases/${caseId}`)).status()).toBe(404);
  await stranger.close();
});
