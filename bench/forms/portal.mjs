// The gateway with the forms of the bench: a process of its own on a free port, with a
// fresh database; signing in, and a draft with a case's answers.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { PAGE } from "./derive/banshi.mjs";

const READY_WITHIN_MS = 60_000;
const ASK_AGAIN_MS = 100;
const PERSON = "chen-jing";
const WRITES = { "X-Banshi": "1" };

async function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts it: { url, close() }. */
export async function portal({ gateway, dist, content }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "banshi-bench-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = path.join(folder, "gateway.log");
  const out = fs.openSync(log, "w");
  const child = spawn(
    gateway,
    [
      ...["--listen", `127.0.0.1:${port}`, "--database", path.join(folder, "banshi.db")],
      ...["--content", content, "--dist", dist, "--sandbox", "--sandbox-step", "0"],
    ],
    { cwd: folder, stdio: ["ignore", out, out] },
  );
  process.once("exit", () => child.kill());
  let fault;
  child.once("error", (error) => { fault = error; });
  const until = Date.now() + READY_WITHIN_MS;
  while (!(await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false))) {
    if (fault || child.exitCode !== null || Date.now() > until) {
      throw new Error(`${gateway} did not become ready: ${fault ?? fs.readFileSync(log, "utf8")}`);
    }
    await new Promise((again) => setTimeout(again, ASK_AGAIN_MS));
  }
  const close = async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await ended;
    fs.closeSync(out);
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return { url, close };
}

async function good(answer) {
  if (!answer.ok()) throw new Error(`${answer.status()} ${answer.url()}: ${await answer.text()}`);
  return answer;
}

/** Signs in and begins a draft of this case: its address, and what takes it away again. */
export async function begin(request, url, one) {
  const draft = `${url}/api/v1/drafts/${randomUUID()}`;
  await good(await request.post(`${url}/api/v1/session/exchange`, { headers: WRITES, data: { ticket: `sandbox:${PERSON}` } }));
  const id = draft.slice(draft.lastIndexOf("/") + 1);
  await good(await request.put(draft, {
    headers: { ...WRITES, "If-None-Match": "*" },
    data: { id, serviceId: one.id, formVersion: 1, answers: one.data },
  }));
  return {
    address: `${url}/apply/${one.id}/${id}/${PAGE}`,
    end: async () => request.delete(draft, { headers: WRITES }),
  };
}
