// The filter in place: it finds by several things at once, keeps its state in the address, says how many it found,
// and leaves the page whole where it cannot run.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { violations } from "./support/axe.mjs";
import { launch, open, sideways } from "./support/browser.mjs";
import { fileOf, files, siteDir } from "./support/site.mjs";
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

/** A page of the timeline with the filter open. */
async function filter(options, path = "timeline/") {
  const view = await open(browser, options);
  await view.visit(site.origin + path);
  await view.page.locator(".filter > summary").click();
  return view;
}

// What is out of sight is hidden and shown step by step, soon after.
const shown = async (page) => {
  await page.waitForTimeout(100);
  return visible(page);
};
const visible = (page) => page.locator(".entries > li:visible").evaluateAll((items) => items.map((item) => item.dataset.f.split("|")));
const said = (page) => page.locator(".filter output").innerText();

test("hiding an entry makes no other be numbered anew", async () => {
  const { page, close } = await filter();
  // As an item of a list each entry is counted again with every one before it that goes: at 2,000 a slow phone stands still.
  const displays = await page.locator(".entries > li").evaluateAll((all) => [...new Set(all.map((entry) => getComputedStyle(entry).display))]);
  assert.deepEqual(displays, ["block"]);
  await close();
});

test("entries are found by several things at once, and the count is said", async () => {
  const { page, faults, close } = await filter();
  const all = (await shown(page)).length;
  await page.locator("#filter").getByLabel("Country").selectOption("mli");
  await page.locator("#filter").getByLabel("Actor").selectOption("jnim");
  const found = await shown(page);
  assert.ok(found.length > 0 && found.length < all);
  for (const [countries, actors] of found) {
    assert.ok(countries.split(",").includes("mli") && actors.split(",").includes("jnim"), `${countries} ${actors}`);
  }
  assert.equal(await said(page), `${found.length} of ${all} entries on this page`);

  await page.locator("#filter").getByLabel("Killed, at least").fill("50");
  await page.waitForURL(/min=50/);
  const deadly = await shown(page);
  assert.ok(deadly.length > 0 && deadly.length < found.length);
  for (const [, , killed] of deadly) assert.ok(Number(killed) >= 50, killed);
  assert.deepEqual(faults, []);
  await close();
});

test("where speakers differ an entry says that it is disputed, and is found by it", async () => {
  const { page, close } = await filter();
  await page.locator("#filter").getByLabel("A claim is").selectOption("disputed");
  await shown(page);
  const entry = page.locator("#i-2025-06-01-boulikessi");
  assert.ok(await entry.isVisible());
  assert.match(await entry.innerText(), /30 to 100 or more, +disputed/);
  assert.equal(await page.locator(".timeline-count").first().isVisible(), false, "the count of a year is not the count of what is left");
  await close();
});

test("a long page is answered in steps, and every step is taken", async () => {
  const { page, visit, faults, close } = await open(browser);
  await visit(`${site.origin}timeline/`);
  const all = await page.evaluate(() => {
    const list = document.querySelector(".entries");
    const items = [...document.querySelectorAll(".entries > li")];
    for (let n = 0; n < 400; n++) list.append(items[n % items.length].cloneNode(true));
    return items.length + 400;
  });
  await page.locator(".filter > summary").click();
  const country = page.locator("#filter").getByLabel("Country");
  const settled = () => page.waitForFunction(() => {
    const [found] = document.querySelector(".filter output").textContent.match(/\d+/) ?? [document.querySelectorAll(".entries > li").length];
    return Number(found) === [...document.querySelectorAll(".entries > li")].filter((li) => li.checkVisibility()).length;
  });
  await country.selectOption("mli");
  await settled();
  // Another answer before the last step of the one before.
  await country.selectOption("ner");
  await country.selectOption("bfa");
  await settled();
  const found = await visible(page);
  assert.ok(found.length > 80 && found.length < all && found.every(([countries]) => countries.split(",").includes("bfa")));
  await country.selectOption("");
  await settled();
  assert.equal((await visible(page)).length, all);
  assert.deepEqual(faults, []);
  await close();
});

test("words are found whatever their case and accents, and nothing found is said too", async () => {
  const { page, close } = await filter();
  await page.locator("#filter").getByLabel("Words").fill("TIMBUKTU");
  await page.waitForURL(/q=TIMBUKTU/);
  assert.ok((await shown(page)).length > 0);
  await page.locator("#filter").getByLabel("Words").fill("tímbuktu airport");
  await page.waitForURL(/airport/);
  assert.ok((await shown(page)).length > 0);
  await page.locator("#filter").getByLabel("Words").fill("nosuchword");
  await page.waitForURL(/nosuchword/);
  assert.match(await said(page), /^0 of /);
  assert.equal(await page.locator(".timeline-year:visible").count(), 0, "a heading without entries");
  await page.getByRole("button", { name: "Clear" }).click();
  await page.waitForURL((url) => !url.search);
  assert.equal(await said(page), "");
  await close();
});

test("the state lies in the address: it can be shared, and back and forward walk through it", async () => {
  const { page, visit, close } = await filter();
  await page.locator("#filter").getByLabel("Country").selectOption("ner");
  const niger = (await shown(page)).length;
  await page.locator("#filter").getByLabel("Year").selectOption("2025");
  const later = (await shown(page)).length;
  assert.ok(later < niger);
  const address = page.url();
  assert.match(address, /country=ner&year=2025$/);
  await page.goBack();
  assert.equal((await shown(page)).length, niger);
  assert.equal(await page.locator("#filter").getByLabel("Year").inputValue(), "");
  await page.goForward();
  assert.equal((await shown(page)).length, later);
  await visit(address);
  assert.equal((await shown(page)).length, later, "opened by a stranger");
  assert.equal(await page.locator(".filter").evaluate((details) => details.open), true);
  await close();
});

test("all entries are loaded only when they are asked for, from this host, and lead to their pages", async () => {
  const { page, faults, close } = await filter({}, "timeline/2025/");
  const asked = [];
  // A browser may ask for the icon again when the address changes.
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const loaded = () => asked.filter((path) => path !== "/icon.svg");
  await page.locator("#filter").getByLabel("Type").selectOption("attack-on-forces");
  assert.deepEqual(loaded(), []);
  await page.locator("#filter").getByLabel("Year").selectOption("2025");
  await page.locator("#filter").getByLabel(/^Search all/).check();
  await page.locator(".results li").first().waitFor();
  assert.deepEqual(loaded(), ["/timeline/index/2025.json"], "one year's file for one year");
  await page.locator("#filter").getByLabel("Year").selectOption("");
  await page.waitForFunction((count) => performance.getEntriesByType("resource").filter((one) => one.name.endsWith(".json")).length === count, files(".json").filter((file) => file.startsWith("timeline/index/")).length);
  await page.waitForFunction(() => /of all pages/.test(document.querySelector(".filter output").textContent));
  assert.equal(await page.locator(".entries > li:visible").count(), 0);
  const links = await page.locator(".results a").evaluateAll((all) => all.map((a) => new URL(a.href).pathname.slice(1)));
  const there = new Set(files(".html"));
  assert.ok(links.length > 5);
  for (const link of links) assert.ok(there.has(fileOf(link)), link);
  assert.deepEqual(faults, []);
  await close();
});

test("a page that has all entries does not offer to load them", async () => {
  const { page, close } = await filter();
  assert.equal(await page.locator("#f-all").isVisible(), false);
  await close();
});

test("in a page of a folder its own entries are filtered, and it says that the others cannot be", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(pathToFileURL(join(siteDir, "timeline/index.html")).href);
  await page.locator(".filter > summary").click();
  assert.match(await said(page), /opened from a folder/);
  assert.equal(await page.locator("#filter").getByLabel(/^Search all/).isDisabled(), true);
  const all = (await shown(page)).length;
  await page.locator("#filter").getByLabel("Country").selectOption("mli");
  const found = await shown(page);
  assert.ok(found.length > 0 && found.length < all);
  assert.deepEqual(errors, []);
  await context.close();
});

test("without JavaScript there is no form, and every way is a link", async () => {
  const { page, visit, close } = await open(browser, { javaScriptEnabled: false });
  await visit(`${site.origin}timeline/`);
  assert.equal(await page.locator(".filter").isVisible(), false);
  assert.ok((await page.locator(".facet-list a").count()) > 10);
  await close();
});

test("the open filter has nothing axe objects to, and fits a phone", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, faults, close } = await filter({ colorScheme, viewport: { width: 320, height: 640 } });
    await page.locator("#filter").getByLabel("Country").selectOption("mli");
    assert.equal(await sideways(page), null);
    // Room for every entry, for what is out of sight is not laid out.
    await page.setViewportSize({ width: 320, height: 20_000 });
    await page.waitForTimeout(300);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(faults, []);
    await close();
  }
});
