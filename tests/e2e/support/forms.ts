// Complete, valid answers for the three forms; what the account knows is filled in by
// `start`, as the page does it.
import type { APIRequestContext } from "@playwright/test";
import { upload } from "./api.ts";
import { withCheckCharacter } from "./identities.ts";

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

const photo = (request: APIRequestContext) => upload(request, PHOTO.name, PHOTO.mimeType, PHOTO.buffer);
const paper = (request: APIRequestContext, name: string) => upload(request, name, "application/pdf", PDF);

/** 居住证申领, on the ground of employment. */
export async function permit(request: APIRequestContext): Promise<Form> {
  return {
    eligibility: { movedOn: "2025-03-01", basis: "employment" },
    residence: { city: "990100", district: "990103", street: "示范路 6 号 2 栋 301 室", kind: "rented" },
    employment: { employer: "示例市云上科技有限公司", since: "2025-03-10", contract: "contract" },
    materials: { photo: await photo(request), employmentProof: [await paper(request, CONTRACT.name)] },
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
      businessLicence: await paper(request, "营业执照.pdf"),
      floorPlan: [await paper(request, "平面图.pdf")],
      healthCertificates: [await paper(request, "健康证明.pdf")],
    },
    declaration: { inspection: true, truthful: true },
  };
}
