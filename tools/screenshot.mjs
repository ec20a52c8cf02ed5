// Takes the picture of the README: the example site's front page as a reader at a desk sees it.
//
//   tools/test site && node tools/screenshot.mjs
//
// Another page can be named: node tools/screenshot.mjs timeline/
// Writes docs/screenshot.png; says how large it is, and fails when that is more than 200 KB.
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { launch, open } from "../tests/browser/support/browser.mjs";
import { repository, siteDir } from "../tests/browser/support/site.mjs";
import { serve } from "../tests/browser/support/static.mjs";

const page = process.argv[2] ?? "";
const file = join(repository, "docs", "screenshot.png");
mkdirSync(join(repository, "docs"), { recursive: true });

const site = await serve(siteDir);
const browser = await launch();
const view = await open(browser, { colorScheme: "light", viewport: { width: 1280, height: 800 } });
await view.visit(site.origin + page);
await view.page.screenshot({ path: file });
await browser.close();
await site.close();

const { size } = statSync(file);
console.log(`${file}: ${size} bytes`);
if (size > 200_000) {
  console.error("too large for a README: 200,000 bytes is enough");
  process.exitCode = 1;
}
