// 4. Apply fully online. 二手房转移登记: groups in groups, shares, tax.
import { signIn } from "../support/api.ts";
import { ATTORNEY, paper, SELLERS } from "../support/forms.ts";
import { CHEN_JING } from "../support/identities.ts";
import { expect, test } from "../support/test.ts";
import { begin } from "../support/wizard.ts";
import { t } from "../support/words.ts";

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
  const drop = page.getByRole("button", { name: t("wizard.row-drop"), exact: true });
  const restore = page.getByRole("button", { name: t("wizard.row-restore"), exact: true });
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
  // Who gives up leaves nothing behind, whatever was begun within.
  const agentLabel = wizard.inner("sellers", "/agents");
  const addAgent = page.getByRole("button", { name: t("wizard.row-add", { item: agentLabel }) });
  await addTo("sellers").click();
  await addAgent.click();
  await expect(wizard.h1).toHaveText(t("wizard.row-number", { item: agentLabel, n: "1" }));
  await drop.click();
  await expect(wizard.h1).toHaveText(t("wizard.row-number", { item: wizard.item("sellers"), n: "2" }));
  await drop.click();
  await wizard.stands("sellers");
  await expect(page.locator(".row-card")).toHaveCount(1);
  await addTo("sellers").click();
  await wizard.answers(seller(1, second, 40));
  // Who is added within a person has a page of their own, which leads back to that person.
  const agent = (at: number): Record<string, string> => ({
    [`/sellers/1/agents/${at}/name`]: ATTORNEY.name,
    [`/sellers/1/agents/${at}/idNumber`]: ATTORNEY.idNumber,
    [`/sellers/1/agents/${at}/phone`]: ATTORNEY.phone,
    [`/sellers/1/agents/${at}/relation`]: "attorney",
  });
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
  const savedWith = (agents: number) =>
    page.waitForResponse((answer) => {
      const sent = answer.request();
      if (sent.method() !== "PUT" || !answer.ok() || !sent.url().includes("/drafts/")) return false;
      return sent.postDataJSON().answers.sellers?.[1]?.agents?.length === agents;
    });
  const both = savedWith(2);
  await addAgent.click();
  await wizard.answers(agent(1));
  await save.click();
  await expect(wizard.summary).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL(/\/sellers~2$/);
  // One save follows the other: what comes after this has but one agent again.
  await both;
  const one = savedWith(1);
  const removeAgent = page.getByRole("button", { name: t("wizard.row-named", { action: t("wizard.row-remove"), name: ATTORNEY.name }) });
  await removeAgent.last().click();
  await expect(inner).toHaveCount(1);
  await one;
  await page.reload();
  await expect(inner).toHaveCount(1);
  // The last one, too, comes back from where the focus is.
  await removeAgent.click();
  await expect(inner).toHaveCount(0);
  await expect(restore).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(inner).toHaveCount(1);
  await expect(restore).toHaveCount(0);
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
