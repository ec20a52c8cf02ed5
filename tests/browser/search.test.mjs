// The search: it finds pages by their words however these are typed, keeps its question in the address, works in a folder,
// and leads on where it cannot run.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { violations } from "./support/axe.mjs";
import { launch, open, sideways } from "./support/browser.mjs";
import { siteDir } from "./support/site.mjs";
import { serve } from "./support/static.mjs";

let browser;
let site;

before(async () => {
  browser = await launch();
  site = await serve(siteDir);
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const said = (page) => page.locator("#search output").innerText();
const titles = (page) => page.locator(".results a").allInnerTexts();

/** Looks for words, and waits for what is said of them. */
async function look(page, words) {
  await page.getByRole("searchbox").fill(words);
  await page.waitForFunction((q) => new URLSearchParams(location.search).get("q") === q, words);
  await page.waitForFunction(() => document.querySelector("#search output").textContent !== "");
}

test("what is named stands first, then what tells of it, and each leads to its page", async () => {
  const { page, faults, visit, close } = await open(browser, { viewport: { width: 360, height: 800 } });
  await visit(`${site.origin}search/`);
  await look(page, "BOULIKÉSSI");
  const found = await titles(page);
  assert.equal(found[0], "Boulikessi");
  assert.ok(found.some((title) => /army base/.test(title)), found.join("; "));
  assert.match(await said(page), /^Found: \d+$/);
  assert.equal(await sideways(page), null);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(faults, []);
  await page.locator(".results a").first().click();
  await page.waitForURL(/places\/boulikessi\/$/);
  assert.equal(await page.locator("h1").innerText(), "Boulikessi");
  await close();
});

test("every word must be there, the beginning of a word is enough, and nothing found is said", async () => {
  const { page, faults, visit, close } = await open(browser);
  await visit(`${site.origin}search/?q=boulik+jnim`);
  await page.waitForFunction(() => document.querySelector(".results a"));
  const both = await titles(page);
  await look(page, "boulik");
  assert.ok(both.length > 0 && both.length < (await titles(page)).length);
  await look(page, "boulik zzz");
  assert.deepEqual(await titles(page), []);
  assert.match(await said(page), /^Nothing found/);
  assert.deepEqual(faults, []);
  await close();
});

test("in a folder, without a server, it finds the same", async () => {
  const { page, close } = await open(browser);
  await page.goto(pathToFileURL(join(siteDir, "search/index.html")).href);
  await page.getByRole("searchbox").fill("boulikessi");
  await page.waitForFunction(() => document.querySelector(".results a"));
  assert.equal((await titles(page))[0], "Boulikessi");
  await close();
});

test("without scripts there is no box to type into, but ways to every list", async () => {
  const { page, visit, close } = await open(browser, { javaScriptEnabled: false });
  await visit(`${site.origin}search/`);
  assert.equal(await page.locator("#search").isVisible(), false);
  for (const name of ["Timeline", "Stories", "Actors"]) {
    assert.ok(await page.locator("main").getByRole("link", { name, exact: true }).isVisible(), name);
  }
  await close();
});
