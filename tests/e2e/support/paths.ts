// Where things are, seen from any folder the tests are started in.
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

const from = (name: string, otherwise: string): string =>
  path.resolve(ROOT, process.env[name] ?? otherwise);

export const GATEWAY_BIN = from("GATEWAY_BIN", "target/debug/banshi-gateway");
export const DIST = from("DIST", "dist");
export const CONTENT = from("CONTENT", "content");
export const REGIONS = from("REGIONS", "target/regions");
export const LOCALES = path.join(ROOT, "locales");
export const PSEUDO_LOCALES = path.join(ROOT, "target/locales");
