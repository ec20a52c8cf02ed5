// The built site behind real web servers, with the settings that `dateline headers` prints: what they send is read back.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { files, program, siteDir } from "./support/site.mjs";

const folder = mkdtempSync(join(tmpdir(), "dateline-hosts-"));
const running = [];
after(() => {
  running.forEach((server) => server.kill("SIGKILL"));
  rmSync(folder, { recursive: true, force: true });
});

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Starts a server and waits until it answers; gives its address. */
async function start(command, args, port) {
  let said = "";
  const server = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => (said += text));
  running.push(server);
  for (let tries = 0; tries < 100; tries++) {
    assert.equal(server.exitCode, null, `${command} ended: ${said}`);
    const up = await fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false);
    if (up) return `http://127.0.0.1:${port}`;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${command} does not answer: ${said}`);
}

const snippet = (server) => {
  const file = join(folder, `${server}.conf`);
  writeFileSync(file, execFileSync(program, ["headers", server], { encoding: "utf8" }));
  return file;
};

/** Debian's nginx and Caddy, each with the site as its root and our lines in its own settings. */
const servers = {
  async nginx(port) {
    const config = join(folder, "nginx-main.conf");
    const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`);
    writeFileSync(
      config,
      `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr;
       events {}
       http { access_log off; include /etc/nginx/mime.types; ${paths.join(" ")}
         server { listen 127.0.0.1:${port}; root ${siteDir}; include ${snippet("nginx")}; } }`,
    );
    return start(existsSync("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx", ["-p", folder, "-c", config], port);
  },
  async caddy(port) {
    const config = join(folder, "Caddyfile");
    writeFileSync(
      config,
      `{
	admin off
	auto_https off
}
http://127.0.0.1:${port} {
	root * ${siteDir}
	import ${snippet("caddy")}
}
`,
    );
    return start("caddy", ["run", "--config", config, "--adapter", "caddyfile"], port);
  },
};

const always = {
  "content-security-policy": /^default-src 'none'; .*frame-ancestors 'none'$/,
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /^no-referrer$/,
  "permissions-policy": /geolocation=\(\)/,
  "strict-transport-security": /^max-age=\d+$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-origin$/,
};

const sheet = files(".css").find((path) => /\.[0-9a-f]{10}\.css$/.test(path));
const expected = [
  { path: "", status: 200, type: /^text\/html; charset=utf-8$/i, cache: "no-cache" },
  { path: "timeline/", status: 200, type: /^text\/html; charset=utf-8$/i, cache: "no-cache" },
  { path: sheet, status: 200, type: /^text\/css; charset=utf-8$/i, cache: "public, max-age=31536000, immutable" },
  { path: "no/such/page", status: 404, type: /^text\/html; charset=utf-8$/i, cache: "no-cache", text: /There is no page here/ },
  { path: ".dateline-manifest.json", status: 404 },
  { path: "_headers", status: 404 },
];

for (const [name, server] of Object.entries(servers)) {
  test(`${name} sends what the site needs with pages, sheets and faults`, async () => {
    const site = await server(await freePort());
    for (const { path, status, type, cache, text } of expected) {
      const answer = await fetch(`${site}/${path}`, { redirect: "manual" });
      assert.equal(answer.status, status, `/${path}`);
      if (type) assert.match(answer.headers.get("content-type"), type, `/${path}`);
      if (cache) {
        assert.equal(answer.headers.get("cache-control"), cache, `/${path}`);
        for (const [header, value] of Object.entries(always)) {
          assert.match(answer.headers.get(header) ?? "", value, `/${path}: ${header}`);
        }
      }
      const body = await answer.text();
      if (text) assert.match(body, text);
    }
  });
}
