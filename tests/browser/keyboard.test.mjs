// The keyboard reaches everything, in order, and what has the focus can be seen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./support/browser.mjs";
import { kinds, siteDir } from "./support/site.mjs";
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

/** In the page: what has the focus, and what is wrong with how it shows. Marks it as visited. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const isNew = !element.dataset.visited;
  element.dataset.visited = "yes";
  const style = getComputedStyle(element);
  const name = `${element.localName} "${(element.textContent || "").trim().slice(0, 40)}"`;
  const wrong = [];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push("no outline");
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const [left, right] = [Math.max(box.left + 2, 0), Math.min(box.right - 2, innerWidth - 1)];
  const [top, bottom] = [Math.max(box.top + 2, 0), Math.min(box.bottom - 2, innerHeight - 1)];
  const middle = [(left + right) / 2, (top + bottom) / 2];
  const points = [middle, [middle[0], top], [middle[0], bottom]];
  for (const [x, y] of left <= right && top <= bottom ? points : [[-1, -1]]) {
    const hit = document.elementFromPoint(x, y);
    if (!hit || !(element.contains(hit) || (element.tabIndex === 0 && hit.contains(element)))) {
      wrong.push(`hidden at ${Math.round(x)},${Math.round(y)} by ${hit ? `${hit.localName}.${hit.className}` : "the edge"}`);
      break;
    }
  }
  return { name, isNew, wrong };
}

/** In the page: how many things the keyboard should reach and has not. */
function unreached() {
  return [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
    .filter((element) => element.checkVisibility() && !element.dataset.visited)
    .map((element) => `${element.localName} "${(element.textContent || "").trim().slice(0, 40)}"`);
}

async function walk(page, key) {
  const wrong = [];
  let stops = 0;
  for (;;) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(focused);
    if (!stop || (!stop.isNew && stops > 0)) return { stops, wrong };
    stops += 1;
    wrong.push(...stop.wrong.map((fault) => `${key}: ${stop.name}: ${fault}`));
  }
}

const skip = { en: "Skip to content", fr: "Aller au contenu", ar: "انتقل إلى المحتوى" };

test("the first stop is the way past the masthead", async () => {
  const { page, visit, close } = await open(browser, { viewport: { width: 360, height: 640 } });
  for (const { path } of kinds) {
    await visit(site.origin + path);
    await page.keyboard.press("Tab");
    const first = await page.evaluate(focused);
    const lang = await page.evaluate(() => document.documentElement.lang);
    assert.equal(first.name, `a "${skip[lang]}"`, path);
    assert.deepEqual(first.wrong, [], path);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "content", path);
    await page.keyboard.press("Tab");
    const inMain = await page.evaluate(() => document.activeElement.closest("main, footer") !== null);
    assert.ok(inMain, `${path}: the stop after the skip link lies before the content`);
  }
  await close();
});

// These come from the template of another that is walked: a stop more takes a twentieth of a second, and they have hundreds.
const twins = ["timeline-oldest", "timeline-country", "timeline-type", "timeline-actor", "month", "figures-year"];

for (const { kind, path } of kinds.filter(({ kind }) => !twins.includes(kind))) {
  test(`${kind}: every stop is reached and seen, forwards and backwards`, async () => {
    const { page, visit, close } = await open(browser, { viewport: { width: 1280, height: 720 } });
    await visit(site.origin + path);
    const forth = await walk(page, "Tab");
    assert.deepEqual(forth.wrong, []);
    assert.deepEqual(await page.evaluate(unreached), []);
    assert.ok(forth.stops > 8, `only ${forth.stops} stops`);
    await page.evaluate(() => document.querySelectorAll("[data-visited]").forEach((element) => delete element.dataset.visited));
    const back = await walk(page, "Shift+Tab");
    assert.deepEqual(back.wrong, []);
    assert.equal(back.stops, forth.stops, "the way back has other stops than the way there");
    await close();
  });
}

test("fingers hit what they aim at", async () => {
  const { page, visit, close } = await open(browser, { viewport: { width: 360, height: 640 } });
  for (const { path } of kinds) {
    await visit(site.origin + path);
    const small = await page.evaluate(() => {
      const height = (element) => element.getBoundingClientRect().height;
      const nav = [...document.querySelectorAll(".masthead-nav a")].filter((link) => height(link) < 44);
      // A link in a list may be a line of text: then the next one must keep its distance.
      const rows = [...document.querySelectorAll("main :is(.facet-list, .count-list, .brief-list, .near-list, .chips) > li")];
      const low = rows.filter((row) => row.checkVisibility() && row.querySelector("a") && height(row) < 24);
      return [...nav, ...low].map((element) => `${element.textContent.trim().slice(0, 40)}: ${height(element)} px`);
    });
    assert.deepEqual(small, [], path);
  }
  await close();
});
