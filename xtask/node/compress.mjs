// Writes .br (quality 11) and .gz (level 9) beside every file of a folder that gets
// smaller by it. Node.js has both at native speed; xtask would build them itself.
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const COMPRESSIBLE = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"]);
const { BROTLI_PARAM_MODE, BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, BROTLI_MODE_TEXT, BROTLI_MODE_GENERIC } =
  zlib.constants;

for (const entry of fs.readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  const ending = path.extname(entry.name);
  if (!entry.isFile() || !COMPRESSIBLE.has(ending)) continue;
  const file = path.join(entry.parentPath ?? entry.path, entry.name);
  const data = fs.readFileSync(file);
  const brotli = zlib.brotliCompressSync(data, {
    params: {
      [BROTLI_PARAM_MODE]: ending === ".wasm" ? BROTLI_MODE_GENERIC : BROTLI_MODE_TEXT,
      [BROTLI_PARAM_QUALITY]: 11,
      [BROTLI_PARAM_SIZE_HINT]: data.length,
    },
  });
  const gzip = zlib.gzipSync(data, { level: 9 });
  if (brotli.length < data.length) fs.writeFileSync(`${file}.br`, brotli);
  if (gzip.length < data.length) fs.writeFileSync(`${file}.gz`, gzip);
}
