// The contract spoken directly, for what a test needs to stand before it begins. What
// a test is about, it does through the page.
import { randomUUID } from "node:crypto";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import type { Form } from "./forms.ts";

export type PersonId = "chen-jing" | "li-wei" | "wang-xiulan" | "sample-noodles";

const WRITES = { "X-Banshi": "1" };

async function good(answer: APIResponse): Promise<APIResponse> {
  if (!answer.ok()) throw new Error(`${answer.status()} ${answer.url()}: ${await answer.text()}`);
  return answer;
}

/** Signs in as one of the sandbox's people, for the whole browser context. */
export async function signIn(request: APIRequestContext, person: PersonId): Promise<void> {
  await good(
    await request.post("/api/v1/session/exchange", { headers: WRITES, data: { ticket: `sandbox:${person}` } }),
  );
}

/** Signs out. */
export async function signOut(request: APIRequestContext): Promise<void> {
  await good(await request.post("/api/v1/session/logout", { headers: WRITES }));
}

export interface Started {
  service: string;
  draft: string;
  hash: string;
  /** Ids of the definition's pages, in order. */
  pages: string[];
}

/** A draft with these answers. */
export async function start(request: APIRequestContext, service: string, answers: Form): Promise<Started> {
  const form = await (await good(await request.get(`/api/v1/services/${service}/form`))).json();
  const draft = randomUUID();
  const filled = structuredClone(answers);
  for (const { to, from } of form.definition.prefill ?? []) fillIn(filled, to, form.prefill[from]);
  await good(
    await request.put(`/api/v1/drafts/${draft}`, {
      headers: { ...WRITES, "If-None-Match": "*" },
      data: {
        id: draft,
        serviceId: service,
        formVersion: form.definition.version,
        answers: filled,
      },
    }),
  );
  const pages = form.definition.pages.map((page: { id: string }) => page.id);
  return { service, draft, hash: form.hash, pages };
}

/** Puts a value at a JSON Pointer where there is none yet. */
function fillIn(answers: Form, pointer: string, value: unknown): void {
  if (value === undefined) return;
  const path = pointer.split("/").slice(1);
  const last = path.pop();
  if (last === undefined) return;
  let at = answers;
  for (const part of path) at = (at[part] ??= {}) as Form;
  at[last] ??= value;
}

export interface Submitted {
  caseId: string;
  reference: string;
}

/** A case from these answers. */
export async function submit(request: APIRequestContext, service: string, answers: Form): Promise<Submitted> {
  return handIn(request, await start(request, service, answers));
}

/** Hands a draft in. */
export async function handIn(request: APIRequestContext, { draft, hash }: Started): Promise<Submitted> {
  const answer = await good(
    await request.post(`/api/v1/drafts/${draft}/submit`, {
      headers: { ...WRITES, "Idempotency-Key": randomUUID() },
      data: { definitionHash: hash },
    }),
  );
  const submission = await answer.json();
  if (submission.state !== "succeeded") throw new Error(`not submitted: ${JSON.stringify(submission)}`);
  return { caseId: submission.caseId, reference: submission.reference };
}

/** A finished upload, as an answer of type file keeps it. */
export async function upload(
  request: APIRequestContext,
  name: string,
  mediaType: string,
  data: Buffer,
): Promise<{ uploadId: string; name: string; size: number; mediaType: string }> {
  const b64 = (text: string): string => Buffer.from(text).toString("base64");
  const tus = { ...WRITES, "Tus-Resumable": "1.0.0" };
  const created = await good(
    await request.post("/api/v1/uploads", {
      headers: {
        ...tus,
        "Upload-Length": String(data.length),
        "Upload-Metadata": `filename ${b64(name)},filetype ${b64(mediaType)}`,
      },
    }),
  );
  const location = created.headers()["location"] ?? "";
  await good(
    await request.patch(location, {
      headers: { ...tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" },
      data,
    }),
  );
  return { uploadId: location.split("/").pop() ?? "", name, size: data.length, mediaType };
}
