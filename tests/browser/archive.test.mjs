// The site as an archive: unpacked and opened from the disk, without a server, every page leads on, the search finds and
// the filter filters; without scripts the pages stand as they are.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, open } from "./support/browser.mjs";
import { program, repository } from "./support/site.mjs";

const folder = mkdtempSync(join(tmpdir(), "dateline archive é-"));
let browser;

/** The address of a file of the unpacked site. */
const at = (file) => pathToFileURL(join(folder, "briefing", file)).href;

before(async () => {
  const project = join(folder, "project");
  for (const part of ["content", "static", "templates", "site.yaml"]) cpSync(join(repository, part), join(project, part), { recursive: true });
  appendFileSync(join(project, "site.yaml"), "\ncards: none\ndeploy:\n  archive:\n    type: zip\n    path: ../briefing.zip\n");
  // Pictures for link previews are for the web, and take the longest to draw.
  execFileSync(program, ["deploy", "archive", "-C", project], { stdio: "pipe" });
  execFileSync("python3", ["-m", "zipfile", "-e", join(folder, "briefing.zip"), folder]);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a file from the disk; what it asks for must come from there too. */
async function opened(file, options) {
  const view = await open(browser, options);
  view.requested = [];
  view.page.on("request", (request) => view.requested.push(request.url()));
  await view.visit(at(file));
  return view;
}

function stays({ faults, requested }) {
  assert.deepEqual(faults, []);
  for (const url of requested) assert.match(url, /^(file|data):/);
}

for (const scripts of [true, false]) {
  test(`links lead from page to page on the disk ${scripts ? "with" : "without"} scripts`, async () => {
    const view = await opened("index.html", { javaScriptEnabled: scripts });
    const { page } = view;
    assert.notEqual(await page.locator("body").evaluate((body) => getComputedStyle(body).fontFamily), "", "a style sheet is there");
    const ways = [
      ['nav a[href*="timeline/index.html"]', /timeline\/index\.html$/],
      ['.entries a[href*="incidents/"]', /incidents\/[^/]+\/index\.html$/],
      ['main a[href*="actors/"]', /actors\/[^/]+\/index\.html$/],
      ['a[href$="index.html"]', /\/index\.html$/],
    ];
    for (const [link, address] of ways) {
      await page.locator(link).first().click();
      await page.waitForURL(address);
      assert.notEqual((await page.locator("h1").first().innerText()).trim(), "");
    }
    stays(view);
    await view.close();
  });
}

test("the search finds what is looked for on the disk, and its result opens", async () => {
  const view = await opened("search/index.html");
  const { page } = view;
  await page.getByRole("searchbox").fill("boulikessi");
  await page.locator(".results a").first().waitFor();
  await page.locator(".results a").first().click();
  await page.waitForURL(/places\/boulikessi\/index\.html$/);
  assert.equal(await page.locator("h1").innerText(), "Boulikessi");
  stays(view);
  await view.close();
});

test("the filter of the timeline filters on the disk", async () => {
  const view = await opened("timeline/index.html");
  const { page } = view;
  const shown = () => page.locator(".entries > li:visible").evaluateAll((items) => items.map((item) => item.dataset.f.split("|")[0]));
  await page.locator(".filter > summary").click();
  const all = (await shown()).length;
  await page.locator("#filter").getByLabel("Country").selectOption("mli");
  await page.waitForFunction((before) => document.querySelectorAll(".entries > li:not([hidden])").length < before, all);
  await page.waitForTimeout(100);
  const found = await shown();
  assert.ok(found.length > 0 && found.length < all, `${found.length} of ${all}`);
  for (const countries of found) assert.ok(countries.split(",").includes("mli"), countries);
  stays(view);
  await view.close();
});

test("without scripts the timeline shows everything and the search says where to look", async () => {
  const view = await opened("timeline/index.html", { javaScriptEnabled: false });
  const { page } = view;
  assert.ok((await page.locator(".entries > li:visible").count()) > 5);
  await view.visit(at("search/index.html"));
  assert.ok((await page.locator("main a:visible").count()) > 0, "ways to go on");
  assert.equal(await page.getByRole("searchbox").count(), 0, "no field that does nothing");
  stays(view);
  await view.close();
});
