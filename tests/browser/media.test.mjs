// Paper, forced colours, and readers who want nothing to move.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, sideways } from "./support/browser.mjs";
import { kinds, siteDir } from "./support/site.mjs";
import { serve } from "./support/static.mjs";
import { until } from "./support/until.mjs";

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

const ways = [".masthead-nav", ".site-footer nav", ".skip", ".breadcrumbs", ".pager", ".facets"];

test("paper has no ways to click, and black text on white", async () => {
  const { page, faults, visit, close } = await open(browser, { colorScheme: "light", viewport: { width: 794, height: 1123 } });
  for (const { kind, path } of kinds) {
    await page.emulateMedia({ media: "screen" });
    await visit(site.origin + path);
    await page.emulateMedia({ media: "print" });
    const shown = await page.evaluate(
      (selectors) => selectors.filter((selector) => [...document.querySelectorAll(selector)].some((element) => element.checkVisibility())),
      ways,
    );
    assert.deepEqual(shown, [], `${kind}: still on paper`);
    const colours = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      return [style.color, style.backgroundColor];
    });
    assert.deepEqual(colours, ["rgb(0, 0, 0)", "rgb(255, 255, 255)"], kind);
    assert.deepEqual(faults, [], kind);
  }
  await close();
});

test("paper has the tables that a screen folds away", async () => {
  const { page, visit, close } = await open(browser);
  for (const path of ["", "figures/", "timeline/2025/"]) {
    await visit(site.origin + path);
    const folded = page.locator(".fold:not([open]) .table-figures, .fold:not([open]) .map-table");
    const heights = () => folded.evaluateAll((tables) => tables.map((table) => (table.checkVisibility({ contentVisibilityAuto: true }) ? table.offsetHeight : 0)));
    assert.ok((await heights()).length > 0 && (await heights()).every((height) => height === 0), `${path}: nothing is folded`);
    await page.emulateMedia({ media: "print" });
    await until(`the tables of /${path} on paper`, async () => (await heights()).every((height) => height > 20));
    await page.emulateMedia({ media: "screen" });
  }
  await close();
});

test("paper printed from a dark screen is white too", async () => {
  const { page, visit, close } = await open(browser, { colorScheme: "dark" });
  await visit(`${site.origin}stories/boulikessi/`);
  const onScreen = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  assert.notEqual(onScreen, "rgb(255, 255, 255)");
  await page.emulateMedia({ media: "print" });
  const printed = await page.evaluate(() => {
    const root = getComputedStyle(document.documentElement);
    return { paper: root.backgroundColor, ink: root.color };
  });
  assert.deepEqual(printed, { paper: "rgb(255, 255, 255)", ink: "rgb(0, 0, 0)" });
  await close();
});

test("paper shows the address of every source", async () => {
  const { page, visit, close } = await open(browser);
  for (const path of ["stories/boulikessi/", "incidents/2025-06-01-boulikessi/"]) {
    await page.emulateMedia({ media: "screen" });
    await visit(site.origin + path);
    const printed = () =>
      page.evaluate(() =>
        [...document.querySelectorAll(".source-list a[href^='http']")].map((link) => ({
          address: link.getAttribute("href"),
          after: getComputedStyle(link, "::after").content,
        })),
      );
    assert.ok((await printed()).every(({ after }) => after === "none"), `${path}: addresses belong on paper only`);
    await page.emulateMedia({ media: "print" });
    const sources = await printed();
    assert.ok(sources.length >= 3, `${path}: only ${sources.length} sources with an address`);
    for (const { address, after } of sources) assert.ok(after.includes(address) || after.includes("attr(href)"), `${path}: ${address}`);
  }
  await close();
});

test("forced colours leave shapes, bars and marks to be seen", async () => {
  const { page, faults, visit, close } = await open(browser, { forcedColors: "active", colorScheme: "dark", viewport: { width: 360, height: 800 } });
  for (const { kind, path } of kinds) {
    await visit(site.origin + path);
    const lost = await page.evaluate(() => {
      const canvas = getComputedStyle(document.body).backgroundColor;
      const drawn = document.querySelectorAll(".mark, [class^='part-']");
      const ground = document.createElement("i");
      ground.style.setProperty("color", "Canvas");
      document.body.append(ground);
      const paper = getComputedStyle(ground).color;
      ground.remove();
      return [...drawn].filter((shape) => shape.checkVisibility() && [paper, canvas].includes(getComputedStyle(shape).fill)).length;
    });
    assert.equal(lost, 0, `${kind}: drawn in the colour of the paper`);
    assert.equal(await sideways(page), null, kind);
    assert.deepEqual(faults, [], kind);
  }
  await close();
});

test("nothing moves for readers who want it so", async () => {
  const { page, visit, close } = await open(browser, { reducedMotion: "reduce" });
  for (const { kind, path } of kinds) {
    await visit(site.origin + path);
    const moving = await page.evaluate(() => {
      const glides = getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? ["smooth scrolling"] : [];
      const timed = (style) => [...style.transitionDuration.split(","), ...style.animationDuration.split(",")].some((time) => parseFloat(time) > 0);
      const elements = [...document.querySelectorAll("*")].filter((element) => timed(getComputedStyle(element)));
      return [...glides, ...elements.map((element) => `${element.localName}.${element.className}`)];
    });
    assert.deepEqual(moving, [], kind);
  }
  await close();
});
