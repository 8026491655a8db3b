// Every page there is, in an order that signs in as seldom as may be.
import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { type PersonId, signIn, signOut, start } from "./api.ts";
import { insurance } from "./forms.ts";
import { open } from "./test.ts";
import type { World } from "./world.ts";

interface Stop {
  name: string;
  /** Who is signed in; nobody where it is missing. */
  as?: PersonId;
  address: (world: World, request: APIRequestContext) => string | Promise<string>;
  /** What is done there before it is looked at. */
  act?: (page: Page) => Promise<void>;
}

const wizard = (which: keyof World["drafts"], as: PersonId, page: number): Stop => ({
  name: `${which} page ${page + 1}`,
  as,
  address: ({ drafts }) => {
    const { service, draft, pages } = drafts[which];
    return `/apply/${service}/${draft}/${pages[page]}`;
  },
});

/** A page by its own name: one of a row, `sellers~2`, or of a group in it. */
const row = (which: keyof World["drafts"], as: PersonId, name: string): Stop => ({
  name: `${which} page ${name.replaceAll("~", " ")}`,
  as,
  address: ({ drafts }) => `/apply/${drafts[which].service}/${drafts[which].draft}/${name}`,
});

const review = (which: keyof World["drafts"], as: PersonId): Stop => ({
  name: `${which} review`,
  as,
  address: ({ drafts }) => `/apply/${drafts[which].service}/${drafts[which].draft}/review`,
});

/** What stands where a row was, and brings it back. The draft is of this visit alone, since
 * the row is gone from it. */
const ROW_REMOVED: Stop = {
  name: "insurance row removed",
  as: "li-wei",
  address: async (_world, request) => {
    const { service, draft } = await start(request, "resident-medical-insurance", await insurance(request));
    return `/apply/${service}/${draft}/members`;
  },
  act: async (page) => {
    await page.locator(".row-card .btn-danger").click();
    await page.locator(".row-removed").waitFor();
  },
};

export const STOPS: readonly Stop[] = [
  { name: "sign-in", address: () => "/sign-in" },
  { name: "lookup", address: () => "/lookup" },
  { name: "services", address: () => "/services" },
  { name: "services found", address: () => "/services?search=jzz" },
  { name: "services not found", address: () => "/services?search=%E4%B8%8D%E5%AD%98%E5%9C%A8%E7%9A%84%E4%BA%8B" },
  { name: "guide", address: () => "/services/residence-permit" },
  { name: "guide without a form", address: () => "/services/id-card-renewal" },
  { name: "settings", address: () => "/settings" },
  { name: "not found", address: () => "/no/such/page" },
  { name: "dashboard", as: "chen-jing", address: () => "/" },
  { name: "cases", as: "chen-jing", address: () => "/cases" },
  { name: "case", as: "chen-jing", address: (world) => `/cases/${world.case.caseId}` },
  { name: "case that asks", as: "chen-jing", address: (world) => `/cases/${world.asked.caseId}` },
  { name: "case that is done", as: "chen-jing", address: (world) => `/cases/${world.done.caseId}` },
  { name: "receipt", as: "chen-jing", address: (world) => `/receipt/${world.case.caseId}` },
  { name: "drafts to choose from", as: "chen-jing", address: () => "/apply/residence-permit" },
  wizard("permit", "chen-jing", 0),
  wizard("permit", "chen-jing", 1),
  wizard("permit", "chen-jing", 2),
  wizard("permit", "chen-jing", 3),
  wizard("permit", "chen-jing", 6),
  wizard("permit", "chen-jing", 7),
  wizard("permit", "chen-jing", 8),
  wizard("housing", "chen-jing", 4),
  wizard("study", "chen-jing", 5),
  wizard("insurance", "chen-jing", 0),
  wizard("insurance", "chen-jing", 1),
  wizard("insurance", "chen-jing", 2),
  wizard("insurance", "chen-jing", 3),
  wizard("insurance", "chen-jing", 4),
  wizard("insurance", "chen-jing", 5),
  review("permit", "chen-jing"),
  review("insurance", "chen-jing"),
  wizard("unemployment", "chen-jing", 0),
  wizard("unemployment", "chen-jing", 2),
  wizard("unemployment", "chen-jing", 3),
  wizard("unemployment", "chen-jing", 4),
  wizard("unemployment", "chen-jing", 5),
  review("unemployment", "chen-jing"),
  wizard("newborn", "chen-jing", 0),
  wizard("newborn", "chen-jing", 3),
  wizard("newborn", "chen-jing", 4),
  wizard("newborn", "chen-jing", 5),
  wizard("newborn", "chen-jing", 6),
  wizard("newborn", "chen-jing", 9),
  wizard("newborn", "chen-jing", 10),
  review("newborn", "chen-jing"),
  wizard("transfer", "chen-jing", 0),
  wizard("transfer", "chen-jing", 1),
  wizard("transfer", "chen-jing", 3),
  row("transfer", "chen-jing", "sellers~2"),
  row("transfer", "chen-jing", "sellers~2~agents~1"),
  wizard("transfer", "chen-jing", 5),
  review("transfer", "chen-jing"),
  ROW_REMOVED,
  { name: "dashboard without cases", as: "wang-xiulan", address: () => "/" },
  { name: "cases when there are none", as: "wang-xiulan", address: () => "/cases" },
  wizard("catering", "sample-noodles", 0),
  wizard("catering", "sample-noodles", 1),
  wizard("catering", "sample-noodles", 2),
  wizard("catering", "sample-noodles", 3),
  wizard("catering", "sample-noodles", 4),
  wizard("catering", "sample-noodles", 5),
  review("catering", "sample-noodles"),
];

/** Opens a stop, signed in as it asks, and waits until it has painted its data. */
function visitor(page: Page, world: World): (stop: Stop) => Promise<void> {
  let as: PersonId | undefined;
  return async (stop) => {
    if (stop.as !== as) {
      if (stop.as) await signIn(page.request, stop.as);
      else await signOut(page.request);
      as = stop.as;
    }
    await open(page, await stop.address(world, page.request));
    await stop.act?.(page);
  };
}

/** Opens every page (or those named) and calls `look` once it has painted its data. */
export async function visitAll(
  page: Page,
  world: World,
  look: (name: string) => Promise<void>,
  only?: readonly string[],
): Promise<void> {
  const visit = visitor(page, world);
  for (const stop of STOPS) {
    if (only && !only.includes(stop.name)) continue;
    await visit(stop);
    await look(stop.name);
  }
}

/** Looks at the page that stands, `name`, and answers with what is wrong, a line each. */
export type Check = (page: Page, name: string) => Promise<string[]>;

/** What one page with all its checks may take. */
export const VISIT_MS = 8_000;

/** Opens every page once, each after `before`, and makes every check on it, in their order.
 * Whatever is wrong is told by page and check and hides nothing else: a page that does not
 * open and a check that breaks off are faults like any other. */
export async function checkAll(
  page: Page,
  world: World,
  checks: Readonly<Record<string, Check>>,
  before: () => Promise<void> = async () => {},
): Promise<void> {
  const visit = visitor(page, world);
  const broken = (error: unknown): string[] => [error instanceof Error ? error.message : String(error)];
  for (const stop of STOPS) {
    const closed = await before().then(() => visit(stop)).then(() => [], broken);
    expect.soft(closed, `${stop.name}: opens`).toEqual([]);
    if (closed.length > 0) continue;
    for (const [title, check] of Object.entries(checks)) {
      const faults = await check(page, stop.name).catch(broken);
      expect.soft(faults, `${stop.name}: ${title}`).toEqual([]);
    }
  }
}
