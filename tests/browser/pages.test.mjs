// One page of every kind, light and dark, on a phone and on a desk: nothing axe objects to, nothing on the
// console, no request that fails or leaves the site, nothing that sticks out or moves while it loads.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./support/axe.mjs";
import { launch, moves, open, sideways } from "./support/browser.mjs";
import { everyPage, kinds, sampled, shapeOf, siteDir } from "./support/site.mjs";
import { serve } from "./support/static.mjs";

const looks = ["light", "dark"].flatMap((colorScheme) =>
  [360, 1280].map((width) => ({ name: `${colorScheme}-${width}`, colorScheme, viewport: { width, height: width < 600 ? 800 : 900 } })),
);

let browser;
let site;
const views = new Map();

before(async () => {
  browser = await launch();
  site = await serve(siteDir);
  for (const look of looks) views.set(look.name, await open(browser, look));
  views.set("without JavaScript", await open(browser, { javaScriptEnabled: false }));
});

after(async () => {
  await browser?.close();
  await site?.close();
});

test("every kind of page the site has is looked at here", () => {
  const shapes = new Set(kinds.map((kind) => kind.shape));
  const unknown = everyPage().filter((path) => !shapes.has(shapeOf(path)));
  assert.deepEqual(unknown, [], "add one of these to `kinds` in support/site.mjs");
});

for (const { kind, path } of kinds) {
  for (const { name, colorScheme } of looks) {
    test(`${kind}, ${name}`, async () => {
      const { page, faults, visit } = views.get(name);
      assert.equal(await visit(site.origin + path), 200);
      assert.equal(await sideways(page), null, "the page scrolls sideways");
      assert.deepEqual(await moves(page), []);
      assert.deepEqual(faults, []);
      // In the dark a page differs by nothing but its colours.
      assert.deepEqual(await violations(page, colorScheme === "dark" && "color-contrast"), []);
    });
  }

  test(`${kind} says the same without JavaScript`, async () => {
    const texts = [];
    for (const name of ["light-1280", "without JavaScript"]) {
      const { page, faults, visit } = views.get(name);
      await visit(site.origin + path);
      // The filter in place is the one thing that a script adds; `filter.test.mjs` looks at it.
      await page.evaluate(() => document.querySelector(".filter")?.remove());
      texts.push(await page.locator("body").innerText());
      assert.deepEqual(faults, []);
    }
    assert.ok(texts[0].length > 100, "the page is nearly empty");
    assert.equal(texts[1], texts[0]);
  });
}

test("a part that moves late would have been noticed", async () => {
  const { page, visit, close } = await open(browser, { viewport: { width: 360, height: 800 } });
  await visit(site.origin);
  await page.evaluate(() => new Promise((done) => setTimeout(() => {
    document.querySelector("main").prepend(Object.assign(document.createElement("p"), { textContent: "late" }));
    requestAnimationFrame(() => requestAnimationFrame(done));
  }, 600)));
  const [moved] = await moves(page);
  assert.ok(moved.value > 0);
  assert.match(moved.what, /“.+” from/);
  await close();
});

test("an address that leads nowhere answers with the site's own page", async () => {
  const { page, faults, visit, close } = await open(browser);
  assert.equal(await visit(`${site.origin}404.html?of=nothing`), 200);
  const own = await page.locator("h1").innerText();
  assert.equal(await visit(`${site.origin}nothing-here`), 404);
  assert.equal(await page.locator("h1").innerText(), own);
  assert.deepEqual(faults, []);
  await close();
});

test("no page of the site sticks out at 320 px, or is faulty", async () => {
  const { page, faults, visit, close } = await open(browser, { viewport: { width: 320, height: 640 } });
  const wrong = [];
  for (const path of sampled(everyPage())) {
    await visit(site.origin + path);
    const over = await sideways(page);
    if (over) wrong.push(`${path}: ${over}`);
    wrong.push(...faults.map((fault) => `${path}: ${fault}`));
  }
  assert.deepEqual(wrong, []);
  await close();
});

test("on a phone the languages stand beside the site's name, and say to a screen reader where they lead", async () => {
  const { page, visit, close } = await open(browser, { viewport: { width: 360, height: 800 } });
  for (const path of ["timeline/", "fr/timeline/", "ar/timeline/", "method/"]) {
    await visit(site.origin + path);
    const [brand, languages, ways] = await page.evaluate(() =>
      [".masthead-brand", ".masthead-languages", ".masthead-nav"].map((part) => {
        const { top, bottom } = document.querySelector(part).getBoundingClientRect();
        return { top, bottom };
      }),
    );
    assert.ok(languages.top < brand.bottom && languages.bottom <= ways.top, `${path}: ${JSON.stringify({ brand, languages, ways })}`);
  }
  const other = page.locator(".masthead-languages").getByRole("link", { name: "français (front page)" });
  assert.equal(await other.count(), 1, "a page that is in one language");
  await close();
});

test("on a desk the lists by country and year stay beside the entries", async () => {
  const { page, visit, close } = await open(browser, { viewport: { width: 1280, height: 900 } });
  await visit(`${site.origin}timeline/`);
  for (const deep of [0, 3000, 9000]) {
    await page.evaluate((deep) => scrollTo(0, deep), deep);
    const { top, bottom } = await page.locator(".columns-side").evaluate((side) => side.getBoundingClientRect().toJSON());
    assert.ok(top < 900 && bottom > 450, `${deep}: from ${top} to ${bottom}`);
  }
  await close();
});
