// The plainest of web servers: the files of a folder, their types, and not one header more, so that what
// a page needs from its host is nothing.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".xml": "application/xml",
  ".atom": "application/atom+xml",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
};

/** Serves a folder on a free loopback port: its address, and the way to end it. */
export async function serve(dir) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = normalize(decodeURIComponent(pathname));
    const file = path.endsWith("/") ? `${path}index.html` : path;
    const found = await readFile(join(dir, file)).catch(() => null);
    const body = found ?? (await readFile(join(dir, "404.html")).catch(() => "not found"));
    const type = found ? types[extname(file)] : types[".html"];
    response.writeHead(found ? 200 : 404, type ? { "content-type": type } : {});
    response.end(body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { origin: `http://127.0.0.1:${server.address().port}/`, close };
}
