// One gateway for all tests of a worker that only look: with a case, drafts and people.
import { request as requests } from "@playwright/test";
import { type PersonId, signIn, start, type Started, submit, type Submitted } from "./api.ts";
import { catering, type Form, housing, insurance, newborn, permit, unemployment } from "./forms.ts";
import { Gateway } from "./gateway.ts";
import { test as base } from "./test.ts";

export { expect, open, ready } from "./test.ts";

export interface World {
  gateway: Gateway;
  case: Submitted;
  /** One that waits for the person. */
  asked: Submitted;
  /** One that has come to its end. */
  done: Submitted;
  /** `study` and `housing` are permits on other grounds: they ask other questions. */
  drafts: Record<
    "permit" | "study" | "housing" | "insurance" | "catering" | "unemployment" | "newborn" | "transfer",
    Started
  >;
}

async function build(gateway: Gateway): Promise<World> {
  const as = async (person: PersonId): Promise<import("@playwright/test").APIRequestContext> => {
    const request = await requests.newContext({ baseURL: gateway.url });
    await signIn(request, person);
    return request;
  };
  const chen = await as("chen-jing");
  const asked = await submit(chen, "residence-permit", await permit(chen));
  await gateway.officer(asked.reference, "accept");
  await gateway.officer(asked.reference, "request-documents");
  const accepted = await submit(chen, "residence-permit", await permit(chen));
  await gateway.officer(accepted.reference, "accept");
  const done = await submit(chen, "residence-permit", await permit(chen));
  for (const verb of ["accept", "suspend", "resume", "decide", "deliver"] as const) await gateway.officer(done.reference, verb);
  const permitDraft = await start(chen, "residence-permit", await permit(chen));
  const onGround = async (basis: string): Promise<Started> =>
    start(chen, "residence-permit", { ...(await permit(chen)), eligibility: { movedOn: "2025-03-01", basis } });
  const [study, housingDraft] = [await onGround("study"), await onGround("housing")];
  const insuranceDraft = await start(chen, "resident-medical-insurance", await insurance(chen));
  const unemploymentDraft = await start(chen, "unemployment-benefit", await unemployment(chen));
  const newbornDraft = await start(chen, "newborn-registration", await newborn(chen));
  const transferDraft = await start(chen, "second-hand-housing-transfer", await housing(chen));
  const noodles = await as("sample-noodles");
  const cateringDraft = await start(noodles, "small-catering-licence", await catering(noodles));
  await chen.dispose();
  await noodles.dispose();
  return {
    gateway,
    case: accepted,
    asked,
    done,
    drafts: {
      permit: permitDraft,
      study,
      housing: housingDraft,
      insurance: insuranceDraft,
      catering: cateringDraft,
      unemployment: unemploymentDraft,
      newborn: newbornDraft,
      transfer: transferDraft,
    },
  };
}

export type { Form };

export const test = base.extend<object, { world: World }>({
  world: [
    async ({}, use) => {
      const gateway = await Gateway.start();
      try {
        await use(await build(gateway));
      } finally {
        await gateway.stop();
      }
    },
    { scope: "worker" },
  ],
  gateway: async ({ world }, use) => use(world.gateway),
});
