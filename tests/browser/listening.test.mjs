// The other tests trust `open`, `sideways` and `violations` to notice. Here they are given a bad page.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { violations } from "./support/axe.mjs";
import { launch, open, sideways } from "./support/browser.mjs";
import { serve } from "./support/static.mjs";

const bad = `<!doctype html><html><head><title>Bad</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src *; script-src 'self'"></head>
<body><p style="color: red">Inline style</p><img src="missing.png"><img src="http://other.invalid/x.png">
<script src="throws.js"></script><svg width="3000" height="10"></svg></body></html>`;

let browser;
let dir;
let site;

before(async () => {
  dir = mkdtempSync(join(tmpdir(), "dateline-bad-"));
  writeFileSync(join(dir, "index.html"), bad);
  writeFileSync(join(dir, "throws.js"), "throw new Error('thrown')");
  browser = await launch();
  site = await serve(dir);
});

after(async () => {
  await browser?.close();
  await site?.close();
  rmSync(dir, { recursive: true, force: true });
});

test("a bad page is heard", async () => {
  const { page, faults, visit, close } = await open(browser, { viewport: { width: 320, height: 640 } });
  await visit(site.origin);
  const heard = faults.join("\n");
  for (const sign of [/console: .*Content Security Policy/, /status 404: .*missing\.png/, /another host: .*other\.invalid/, /script: thrown/]) {
    assert.match(heard, sign);
  }
  assert.match(await sideways(page), /^\d{4} px: svg/);
  const rules = new Set((await violations(page)).map((line) => line.split(":")[0]));
  assert.ok(rules.has("image-alt") && rules.has("html-has-lang"), [...rules].join(", "));
  await close();
});
