// What Lighthouse says of the built example site: performance, accessibility, best practices and search, on a slow phone.
//
//   tools/test site && node tools/lighthouse.mjs             the pages a reader meets first
//   tools/test site && node tools/lighthouse.mjs timeline/   these pages
//
// Fetches Lighthouse by npx into npm's own cache (or takes the program that LIGHTHOUSE names), and fails when a page has
// less than 100 in any category. Needs Chromium, and a machine that does nothing else: it takes times.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { program } from "../tests/browser/support/browser.mjs";
import { siteDir } from "../tests/browser/support/site.mjs";

const pages = process.argv.length > 2 ? process.argv.slice(2) : ["", "timeline/", "timeline/2025/", "stories/boulikessi/", "incidents/2025-06-01-boulikessi/", "figures/"];
const types = { ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8", ".json": "application/json" };

// A host as readers have it: what is text is compressed, and what has a fingerprint is kept.
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const path = normalize(decodeURIComponent(pathname));
  const file = path.endsWith("/") ? `${path}index.html` : path;
  let body;
  try {
    body = readFileSync(join(siteDir, file));
  } catch {
    response.writeHead(404).end();
    return;
  }
  const headers = { "content-type": types[extname(file)] ?? "application/octet-stream", "cache-control": /\.[0-9a-f]{10}\./.test(file) ? "public, max-age=31536000, immutable" : "no-cache" };
  const isText = extname(file) in types;
  response.writeHead(200, isText ? { ...headers, "content-encoding": "gzip" } : headers).end(isText ? gzipSync(body) : body);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const origin = `http://127.0.0.1:${server.address().port}/`;

/** Runs a program beside this server; its exit code. */
const run = (command, args, env) =>
  new Promise((done) => spawn(command, args, { env, stdio: ["ignore", "ignore", "inherit"] }).on("close", done).on("error", () => done(-1)));

const folder = mkdtempSync(join(tmpdir(), "dateline-lighthouse-"));
const [command, ...first] = process.env.LIGHTHOUSE ? [process.env.LIGHTHOUSE] : ["npx", "--yes", "lighthouse@12"];
let failed = false;
for (const page of pages) {
  const report = join(folder, "report.json");
  const args = [...first, origin + page, "--quiet", "--output=json", `--output-path=${report}`, "--chrome-flags=--headless=new --no-sandbox --disable-gpu"];
  const env = { ...process.env, CHROME_PATH: program(), PUPPETEER_SKIP_DOWNLOAD: "1" };
  const code = await run(command, args, env);
  if (code !== 0) {
    console.error(`lighthouse ended with ${code}`);
    failed = true;
    continue;
  }
  const { categories, audits } = JSON.parse(readFileSync(report, "utf8"));
  const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`);
  console.log(`/${page}: ${scores.join(", ")}; shift ${audits["cumulative-layout-shift"].displayValue}`);
  for (const category of Object.values(categories).filter(({ score }) => score < 1)) {
    failed = true;
    const weak = category.auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.995);
    for (const { id } of weak) console.log(`  ${category.title}: ${audits[id].title}: ${audits[id].displayValue ?? ""} ${JSON.stringify(audits[id].details?.items?.slice(0, 3) ?? "")}`.slice(0, 600));
  }
}
rmSync(folder, { recursive: true, force: true });
server.close();
process.exitCode = failed ? 1 : 0;
