// Every kind of page as somebody has looked at it and found it right: on a phone, a tablet and a desk, light and dark,
// on paper, without scripts, in the reader's own colours. `node tools/looks.mjs` renews the pictures in `looks/`.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { TOLERANCE, all, bench, compare, letters, looks, reference, references, shot, small, watchers } from "./support/looks.mjs";
import { kinds, pictures, siteDir } from "./support/site.mjs";
import { serve } from "./support/static.mjs";

const again = "look at target/screenshots/difference; if the page is right as it is, `node tools/looks.mjs` renews the pictures";

let browser;
let site;
let worker;
let watching;

before(async () => {
  mkdirSync(join(pictures, "difference"), { recursive: true });
  browser = await launch();
  site = await serve(siteDir);
  worker = await bench(browser);
  watching = await watchers(browser);
});

after(async () => {
  await browser?.close();
  await site?.close();
});

test("letters are set here as they were when the pictures were taken", async () => {
  const { fonts } = JSON.parse(readFileSync(join(references, "taken.json"), "utf8"));
  assert.deepEqual(await letters(worker), fonts, "install fonts-liberation and fonts-dejavu-core");
});

for (const { kind } of kinds) {
  test(`${kind} looks as it did`, async () => {
    const wrong = [];
    for (const { look, path } of all().filter((one) => one.kind === kind)) {
      const view = watching.views.get(look.name);
      await view.visit(site.origin + path);
      const now = await shot(view, look);
      writeFileSync(join(pictures, `${kind}-${look.name}.png`), now);
      const known = reference(kind, look.name);
      if (!known) {
        wrong.push(`${look.name}: there is no picture of it yet`);
        continue;
      }
      const { share, picture } = await compare(worker, await small(worker, now, look), known);
      if (share > TOLERANCE) {
        const file = join(pictures, "difference", `${kind}-${look.name}.png`);
        writeFileSync(file, picture);
        wrong.push(`${look.name}: ${share.toFixed(1)} points in a thousand are others: ${file}`);
      }
    }
    assert.deepEqual(wrong, [], again);
  });
}

test("a page whose map is gone, or whose text stands a line lower, would be noticed", async () => {
  const look = looks.find(({ name }) => name === "1280");
  const view = watching.views.get(look.name);
  for (const change of ["document.querySelector('.map-svg').remove()", "document.querySelector('main').style.paddingTop = '4rem'"]) {
    await view.visit(site.origin);
    await view.page.evaluate(change);
    const { share } = await compare(worker, await small(worker, await shot(view, look), look), reference("front", look.name));
    assert.ok(share > 2 * TOLERANCE, `${change}: only ${share}`);
  }
});

test("there is a picture for every kind and look, none besides, and all together are small", () => {
  const expected = all().map(({ kind, look }) => `${kind}-${look.name}.webp`);
  const there = readdirSync(references).filter((file) => file.endsWith(".webp"));
  assert.deepEqual(there.sort(), expected.sort(), again);
  const bytes = there.reduce((sum, file) => sum + statSync(join(references, file)).size, 0);
  assert.ok(bytes < 3_000_000, `${bytes} bytes`);
});
