// A gateway of the test's own: a real process on a free port, with a fresh SQLite
// file in a folder that goes away with it.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { CONTENT, DIST, GATEWAY_BIN, REGIONS, ROOT } from "./paths.ts";

export type OfficerVerb = "accept" | "request-documents" | "suspend" | "resume" | "decide" | "deliver";

const READY_WITHIN_MS = 20_000;

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject()));
    });
  });
}

export class Gateway {
  readonly url: string;
  private process: ChildProcess | undefined;
  private log = "";

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly flags: readonly string[],
  ) {
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Starts one; cases do not move by themselves unless `flags` say so. */
  static async start(flags: readonly string[] = ["--sandbox-step", "0"]): Promise<Gateway> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "banshi-e2e-"));
    const gateway = new Gateway(await freePort(), folder, flags);
    await gateway.up();
    return gateway;
  }

  private get database(): string {
    return path.join(this.folder, "banshi.db");
  }

  /** Starts it again after `kill`, on the same address and file. */
  async up(): Promise<void> {
    const child = spawn(
      GATEWAY_BIN,
      [
        ...["--listen", `127.0.0.1:${this.port}`, "--database", this.database],
        ...["--content", CONTENT, "--dist", DIST, "--regions", REGIONS],
        ...["--sandbox", ...this.flags],
      ],
      { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] },
    );
    this.process = child;
    const keep = (data: Buffer): void => {
      this.log += data.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    let spawnError: Error | undefined;
    child.once("error", (error) => {
      spawnError = error;
    });
    const until = Date.now() + READY_WITHIN_MS;
    for (;;) {
      if (spawnError) throw new Error(`${GATEWAY_BIN}: ${spawnError.message}`);
      if (child.exitCode !== null) throw new Error(`the gateway ended with ${child.exitCode}:\n${this.log}`);
      const ready = await fetch(`${this.url}/readyz`).then((answer) => answer.ok, () => false);
      if (ready) return;
      if (Date.now() > until) throw new Error(`the gateway is not ready:\n${this.log}`);
      await new Promise((again) => setImmediate(again));
    }
  }

  /** Ends it as the power going away would. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Ends it in order and takes its folder away. */
  async stop(): Promise<void> {
    await this.end("SIGTERM");
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }

  /** `banshi-gateway officer`: moves one case, by its reference. */
  async officer(reference: string, verb: OfficerVerb, ...more: string[]): Promise<void> {
    await promisify(execFile)(
      GATEWAY_BIN,
      ["officer", reference, verb, "--database", this.database, ...more],
      { cwd: ROOT },
    );
  }

  /** As `officer`; when the database was first written to meanwhile, in ms since 1970. That
   * is the move, or something before it, and as exact as the file system's clock. */
  async officerAt(reference: string, verb: OfficerVerb): Promise<number> {
    const log = `${this.database}-wal`;
    const written = (): number => fs.statSync(log).mtimeMs;
    // To be opened and read is a change to the watcher too: only another time counts.
    const before = written();
    let first: number | undefined;
    const watcher = fs.watch(log, () => {
      const now = written();
      if (now > before) first ??= now;
    });
    try {
      await this.officer(reference, verb);
    } finally {
      watcher.close();
    }
    return first ?? written();
  }

  /** What it wrote, for a failed test. */
  written(): string {
    return this.log;
  }
}
