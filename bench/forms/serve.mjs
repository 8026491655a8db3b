// Serves a folder of files to the browser on this machine, each in its brotli form where
// there is one, as the gateway does with the page.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
};

/** The file of an address; nothing for one outside the folder or that is not there. */
function fileOf(folder, address) {
  const { pathname } = new URL(address, "http://localhost");
  const file = path.join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
  return file.startsWith(folder + path.sep) && fs.existsSync(file) ? file : undefined;
}

/** A server on a free port: { url, close() }. */
export async function serve(folder) {
  const root = path.resolve(folder);
  const server = http.createServer((request, response) => {
    const file = fileOf(root, request.url);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    const isPacked = /\bbr\b/.test(request.headers["accept-encoding"] ?? "") && fs.existsSync(`${file}.br`);
    const data = fs.readFileSync(isPacked ? `${file}.br` : file);
    response.writeHead(200, {
      "Content-Type": TYPES[path.extname(file)] ?? "application/octet-stream",
      "Content-Length": data.length,
      "Cache-Control": "no-cache",
      ...(isPacked ? { "Content-Encoding": "br" } : {}),
    });
    response.end(data);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}
