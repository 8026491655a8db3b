// Every page there is, in an order that signs in as seldom as may be.
import type { Page } from "@playwright/test";
import { type PersonId, signIn, signOut } from "./api.ts";
import { open } from "./test.ts";
import type { World } from "./world.ts";

interface Stop {
  name: string;
  /** Who is signed in; nobody where it is missing. */
  as?: PersonId;
  address: (world: World) => string;
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
  review("unemployment", "chen-jing"),
  wizard("newborn", "chen-jing", 3),
  wizard("newborn", "chen-jing", 4),
  wizard("newborn", "chen-jing", 6),
  wizard("newborn", "chen-jing", 10),
  review("newborn", "chen-jing"),
  wizard("transfer", "chen-jing", 1),
  wizard("transfer", "chen-jing", 3),
  row("transfer", "chen-jing", "sellers~2"),
  row("transfer", "chen-jing", "sellers~2~agents~1"),
  wizard("transfer", "chen-jing", 5),
  review("transfer", "chen-jing"),
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

/** Opens every page (or those named) and calls `look` once it has painted its data. */
export async function visitAll(
  page: Page,
  world: World,
  look: (name: string) => Promise<void>,
  only?: readonly string[],
): Promise<void> {
  let as: PersonId | undefined;
  for (const stop of STOPS) {
    if (only && !only.includes(stop.name)) continue;
    if (stop.as !== as) {
      if (stop.as) await signIn(page.request, stop.as);
      else await signOut(page.request);
      as = stop.as;
    }
    await open(page, stop.address(world));
    await look(stop.name);
  }
}
