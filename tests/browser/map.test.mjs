// Maps: labels that never meet as the browser sets them, marks that lead somewhere, paper, and zoom by keyboard.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, sideways } from "./support/browser.mjs";
import { siteDir } from "./support/site.mjs";
import { serve } from "./support/static.mjs";
import { until } from "./support/until.mjs";

const maps = ["", "timeline/2025/map/", "countries/mli/", "countries/bfa/", "countries/ner/", "incidents/2025-06-01-boulikessi/", "places/djibo/"];

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

test("no two labels of a map meet, and none lies on a mark", async () => {
  const { page, faults, visit, close } = await open(browser, { viewport: { width: 1280, height: 900 } });
  for (const path of maps) {
    await visit(site.origin + path);
    const { count, met } = await page.evaluate(() => {
      const boxes = (selector) =>
        [...document.querySelectorAll(selector)].map((element) => ({
          name: (element.querySelector("title") ?? element).textContent,
          box: element.getBoundingClientRect(),
        }));
      const labels = boxes(".map-svg g text");
      const meets = ({ box: a }, { box: b }, air) =>
        a.left + air < b.right && b.left + air < a.right && a.top + air < b.bottom && b.top + air < a.bottom;
      // A line of text is higher than its letters by some 4 px.
      const pairs = labels.flatMap((label, at) => labels.slice(at + 1).filter((other) => meets(label, other, 4)).map((other) => [label, other]));
      const marks = boxes(".map-svg a");
      const on = labels.flatMap((label) => marks.filter((mark) => meets(label, mark, 5)).map((mark) => [label, mark]));
      return { count: labels.length, met: [...pairs, ...on].map(([a, b]) => `${a.name} / ${b.name}`) };
    });
    assert.ok(count >= 5, `${path}: only ${count} labels`);
    assert.deepEqual(met, [], path);
  }
  assert.deepEqual(faults, []);
  await close();
});

test("every mark leads to a page of the site, or to a row of its table", async () => {
  const { page, visit, close } = await open(browser);
  for (const path of maps) {
    await visit(site.origin + path);
    const links = await page.evaluate(() => [...document.querySelectorAll(".map-svg a")].map((mark) => new URL(mark.getAttribute("href"), location.href).href));
    assert.ok(links.length > 0, path);
    for (const link of new Set(links)) {
      const html = await (await fetch(link)).text();
      const id = new URL(link).hash.slice(1);
      assert.ok(html.includes("<h1") && (!id || html.includes(`id="${id}"`)), `${path}: ${link}`);
    }
  }
  await close();
});

test("the table tells the incidents of a place one by one, each figure with its speakers", async () => {
  const { page, visit, close } = await open(browser);
  await visit(`${site.origin}timeline/map/`);
  const row = await page.locator(".map-table tr", { hasText: "Djibo" }).innerText();
  assert.match(row, /11 May 2025: 200 soldiers killed \(JNIM, claimed\)/);
  assert.match(row, /26 November 2023: .*46 to 422 people killed \(UCDP/);
  await close();
});

test("names that had no room are there on a closer look, and each stays beside its mark", async () => {
  const { page, visit, close } = await open(browser);
  await visit(`${site.origin}timeline/map/`);
  const djibo = page.locator(".map-spots text", { hasText: "Djibo" });
  assert.equal(await djibo.isVisible(), false);
  const gap = () =>
    page.evaluate(() => {
      const text = [...document.querySelectorAll(".map-spots text")].find((label) => label.textContent === "Chinagodrar");
      const mark = [...document.querySelectorAll(".map-svg a")].find((link) => link.getAttribute("href").includes("chinagodrar"));
      return text.getBoundingClientRect().left - mark.getBoundingClientRect().right;
    });
  const before = await gap();
  for (let press = 0; press < 3; press++) await page.getByRole("button", { name: "Zoom in" }).click();
  assert.ok(await djibo.isVisible());
  const after = await gap();
  assert.ok(before < 6 && after < 2 * before + 2, `${before}, then ${after} pixels`);
  await close();
});

test("a phone scrolls the map in its frame, and the page stays", async () => {
  const { page, visit, close } = await open(browser, { viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
  await visit(site.origin);
  assert.equal(await sideways(page), null);
  const frame = page.locator(".map-frame").first();
  await frame.focus();
  const { width, inside } = await frame.evaluate((element) => ({ width: element.clientWidth, inside: element.scrollWidth }));
  assert.ok(inside > 2 * width, `${inside} in ${width}`);
  await page.keyboard.press("ArrowRight");
  await until("the map to move", () => frame.evaluate((element) => element.scrollLeft > 0));
  await close();
});

test("the keys + − 0 and the buttons zoom, arrows move, and marks grow less than the land", async () => {
  const { page, faults, visit, close } = await open(browser, { viewport: { width: 1280, height: 900 } });
  await visit(site.origin);
  const frame = page.locator(".map-frame").first();
  const size = () =>
    page.evaluate(() => {
      const width = (selector) => document.querySelector(selector).getBoundingClientRect().width;
      return { land: width(".map-svg"), mark: width(".map-svg a"), frame: document.querySelector(".map-frame").offsetHeight };
    });
  const whole = await size();
  await frame.focus();
  for (const _ of [1, 2, 3]) await page.keyboard.press("+");
  const near = await size();
  assert.ok(near.land > 3 * whole.land, `${near.land} of ${whole.land}`);
  assert.ok(near.mark < 2 * whole.mark, `${near.mark} of ${whole.mark}`);
  assert.equal(near.frame, whole.frame, "the page must not jump");
  const left = await frame.evaluate((element) => element.scrollLeft);
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((from) => document.querySelector(".map-frame").scrollLeft > from, left);
  await page.keyboard.press("0");
  assert.deepEqual(await size(), whole);
  await page.getByRole("button", { name: "Zoom in" }).click();
  assert.ok((await size()).land > whole.land);
  const small = await page.evaluate(() => [...document.querySelectorAll(".map-zoom button")].filter((button) => button.offsetHeight < 24 || button.offsetWidth < 24).length);
  assert.equal(small, 0);
  assert.equal(await sideways(page), null);
  assert.deepEqual(faults, []);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".map-zoom").isVisible(), false, "paper has no buttons");
  await close();
});

/** A phone with a finger: `drag` from a point by so many pixels, `pinch` from a point to so many times the distance. */
async function phone(path) {
  const view = await open(browser, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await view.visit(site.origin + path);
  const cdp = await view.page.context().newCDPSession(view.page);
  const touch = (type, ...points) => cdp.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const along = async (paths) => {
    const at = (step) => paths.map(([[x, y], [dx, dy]]) => [x + (dx * step) / 12, y + (dy * step) / 12]);
    await touch("touchStart", ...at(0));
    for (let step = 1; step <= 12; step++) {
      await touch("touchMove", ...at(step));
      await view.page.waitForTimeout(16);
    }
    await touch("touchEnd");
  };
  const drag = (from, by) => along([[from, by]]);
  const pinch = ([x, y]) => along([[[x - 20, y], [-80, 0]], [[x + 20, y], [80, 0]]]);
  const middle = () =>
    view.page.locator(".map-frame").first().evaluate((frame) => {
      frame.scrollIntoView({ block: "center", behavior: "instant" });
      const { left, top, width, height } = frame.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    });
  const state = () =>
    view.page.evaluate(() => ({ left: document.querySelector(".map-frame").scrollLeft, top: scrollY, scale: visualViewport.scale }));
  return { ...view, drag, pinch, middle, state };
}

test("a finger moves the map sideways and the page up and down, and two fingers enlarge it", async () => {
  const { page, drag, pinch, middle, state, faults, close } = await phone("");
  const from = await middle();
  const before = await state();
  await drag(from, [-150, 0]);
  await until("the map to move under a finger", async () => (await state()).left > before.left + 60);
  assert.equal((await state()).top, before.top, "the page must not move sideways or down with it");
  await drag(from, [0, -200]);
  await until("the page to move on under a finger that began on the map", async () => (await state()).top > before.top + 60);
  await pinch(await middle());
  await until("two fingers to enlarge", async () => (await state()).scale > 1.5);
  assert.equal(await sideways(page), null);
  assert.deepEqual(faults, []);
  await close();
});

test("a finger zooms by the buttons, and then moves the map every way", async () => {
  const { page, drag, middle, faults, close } = await phone("");
  for (const _ of [1, 2, 3]) await page.getByRole("button", { name: "Zoom in" }).tap();
  const place = () => page.evaluate(() => [document.querySelector(".map-frame").scrollLeft, document.querySelector(".map-frame").scrollTop]);
  const from = await middle();
  const before = await place();
  await drag(from, [-60, -60]);
  await until("the map to move both ways", async () => (await place()).every((at, axis) => at > before[axis] + 15));
  assert.deepEqual(faults, []);
  await close();
});

test("the words of the zoom and of the legend are those of the page's language", async () => {
  const { page, visit, close } = await open(browser);
  for (const [path, zoom, none] of [["fr/", "Agrandir", "aucun nombre"], ["ar/", "تكبير", "بلا عدد"]]) {
    await visit(site.origin + path);
    assert.equal(await page.getByRole("button", { name: zoom, exact: true }).count(), 1, path);
    const said = await page.locator(".map-key-svg").first().evaluate((svg) => {
      const ends = [...svg.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
      const box = svg.getBoundingClientRect();
      return { text: svg.textContent, fits: ends.every((end) => end.right <= box.right + 1 && end.left >= box.left - 1) };
    });
    assert.ok(said.text.includes(none) && said.fits, `${path}: ${JSON.stringify(said)}`);
  }
  await close();
});
