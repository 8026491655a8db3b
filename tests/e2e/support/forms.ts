// Complete, valid answers for each form; what the account knows is filled in by
// `start`, as the page does it.
import type { APIRequestContext } from "@playwright/test";
import { upload } from "./api.ts";
import { CHEN_JING, withCheckCharacter } from "./identities.ts";

export type Form = Record<string, unknown>;

/** A picture of one white pixel. */
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=",
  "base64",
);

/** An empty page. */
export const PDF = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);

export const PHOTO = { name: "照片.png", mimeType: "image/png", buffer: PNG };
export const CONTRACT = { name: "劳动合同.pdf", mimeType: "application/pdf", buffer: PDF };

/** A paper as a person chooses it from their device. */
export const paper = (name: string) => ({ name, mimeType: "application/pdf", buffer: PDF });

const photo = (request: APIRequestContext) => upload(request, PHOTO.name, PHOTO.mimeType, PHOTO.buffer);
const scan = (request: APIRequestContext, name: string) => upload(request, name, "application/pdf", PDF);

/** 居住证申领, on the ground of employment. */
export async function permit(request: APIRequestContext): Promise<Form> {
  return {
    eligibility: { movedOn: "2025-03-01", basis: "employment" },
    residence: { city: "990100", district: "990103", street: "示范路 6 号 2 栋 301 室", kind: "rented" },
    employment: { employer: "示例市云上科技有限公司", since: "2025-03-10", contract: "contract" },
    materials: { photo: await photo(request), employmentProof: [await scan(request, CONTRACT.name)] },
    delivery: { method: "collect", window: "yunshang" },
    declaration: { truthful: true },
  };
}

/** A child of 李伟, invented. */
export const CHILD = { name: "李乐", idNumber: withCheckCharacter("11010120160601003") } as const;

/** 城乡居民基本医疗保险参保登记, for one child. */
export async function insurance(_request: APIRequestContext): Promise<Form> {
  return {
    household: { kind: "registered", city: "990100", district: "990103" },
    coverage: { scope: "family", employed: false },
    members: [{ ...CHILD, relation: "child", category: "student" }],
    payment: { method: "online" },
    declaration: { single: true, truthful: true },
  };
}

/** 小餐饮食品经营许可. */
export async function catering(request: APIRequestContext): Promise<Form> {
  return {
    representative: {
      idNumber: withCheckCharacter("11010119850505006"),
      phone: "13800000005",
      isManager: true,
    },
    premises: { city: "990100", district: "990103", area: 40, kitchen: 12, tenure: "owned", gas: "electric" },
    business: { items: ["noodles", "drinks"], openHours: "每日 6:30–21:00", online: false },
    staff: { count: 3, certified: true },
    materials: {
      businessLicence: await scan(request, "营业执照.pdf"),
      floorPlan: [await scan(request, "平面图.pdf")],
      healthCertificates: [await scan(request, "健康证明.pdf")],
    },
    declaration: { inspection: true, truthful: true },
  };
}

/** 失业保险金申领: six years of contributions, left long ago (which is warned of). */
export async function unemployment(request: APIRequestContext): Promise<Form> {
  return {
    eligibility: { endedOn: "2025-03-31", reason: "expired", reported: "no", registeredOn: "2025-04-10", pension: false },
    contributions: { employer: "示例市云上科技有限公司", from: "2019-03-01", to: "2025-03-31" },
    account: { bank: "sample-city", number: "6200000000000000000" },
    materials: { termination: [await scan(request, "解除劳动合同证明.pdf")] },
    declaration: { seeking: true, truthful: true },
  };
}

/** A day so many days ago where the portal is, for what must not lie far back. */
export function daysAgo(days: number): string {
  const then = new Date(Date.now() - days * 24 * 60 * 60 * 1000);
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(then);
}

/** A man with whom 陈静 has a child, invented. */
export const FATHER = { name: "周明", idNumber: withCheckCharacter("11010119880715001"), phone: "13800000006" } as const;

/** 新生儿出生“一件事”, for 陈静: everything there is to choose. */
export async function newborn(request: APIRequestContext): Promise<Form> {
  return {
    child: { name: "陈小满", sex: "male", birthDate: daysAgo(20), hospital: "maternal", hasCertificate: false },
    applicant: { relation: "mother" },
    father: { given: true, ...FATHER },
    matters: { chosen: ["certificate", "household", "vaccination", "insurance", "card", "maternity"] },
    certificate: { weight: 3300, weeks: 39 },
    household: { with: "mother", district: "990103", address: "示例省示例市云上区示范路 6 号" },
    vaccination: { clinic: "yunshang" },
    insurance: { payer: "mother", method: "online" },
    card: { bank: "sample-city", withPhoto: true, photo: await photo(request) },
    maternity: {
      insured: "mother",
      employer: "示例市云上科技有限公司",
      babies: 1,
      difficult: false,
      leaveFrom: daysAgo(27),
      receipts: [await scan(request, "住院票据.pdf")],
    },
    materials: { register: [await scan(request, "户口簿.pdf")], naming: await scan(request, "姓名确认书.pdf") },
    delivery: { method: "collect", window: "centre" },
    declaration: { share: true, truthful: true },
  };
}

/** Who sells a home and who acts for them, invented. */
export const SELLERS = [
  { name: "赵国庆", idNumber: withCheckCharacter("11010119600402001"), phone: "13800000007" },
  { name: "孙桂芳", idNumber: withCheckCharacter("11010119621119002"), phone: "13800000009" },
] as const;
export const ATTORNEY = { name: "钱程", idNumber: withCheckCharacter("11010119750101005"), phone: "13800000008" } as const;

/** A daughter of 陈静, invented, who has a share in what she buys. */
export const MINOR = { name: "陈小雨", idNumber: withCheckCharacter("11010120140506004"), phone: CHEN_JING.phone } as const;

/** 二手房转移登记, for 陈静: two sell, one of them through an agent; she buys with her child. */
export async function housing(request: APIRequestContext): Promise<Form> {
  const [first, second] = SELLERS;
  return {
    home: {
      certificate: "示（2018）示例市不动产权第0000001号",
      district: "990103",
      address: "示例省示例市云上区示范路 6 号 2 栋 301 室",
      area: 89.5,
      mortgaged: false,
    },
    deal: { signedOn: "2026-01-05", price: 1_500_000, sellersHold: "shares", buyersHold: "shares" },
    applicant: { role: "buyer" },
    sellers: [
      { ...first, share: 50 },
      { ...second, share: 50, agents: [{ ...ATTORNEY, relation: "attorney" }] },
    ],
    buyers: [
      { ...CHEN_JING, share: 99 },
      { ...MINOR, share: 1, agents: [{ ...CHEN_JING, relation: "parent" }] },
    ],
    costs: { homes: "first", certificates: "one" },
    materials: {
      title: [await scan(request, "不动产权证书.pdf")],
      contract: [await scan(request, "买卖合同.pdf")],
      power: [await scan(request, "委托书.pdf")],
      guardianship: [await scan(request, "户口簿.pdf")],
    },
    delivery: { method: "collect", window: "centre" },
    declaration: { genuine: true, truthful: true },
  };
}
