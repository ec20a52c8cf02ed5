// Takes the pictures that `tests/browser/looks.test.mjs` compares pages with.
//
//   tools/test site && node tools/looks.mjs             all of them
//   tools/test site && node tools/looks.mjs front map   only kinds whose name begins so
//
// Writes tests/browser/looks/KIND-LOOK.webp. Look at every picture that changed before you commit it: it says from then
// on what is right. Needs `npm ci` in tests/browser, and the fonts that `tools/test` installs.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch } from "../tests/browser/support/browser.mjs";
import { TOLERANCE, all, bench, compare, letters, reference, references, shot, small, watchers } from "../tests/browser/support/looks.mjs";
import { siteDir } from "../tests/browser/support/site.mjs";
import { serve } from "../tests/browser/support/static.mjs";

const wanted = process.argv.slice(2);
mkdirSync(references, { recursive: true });
const site = await serve(siteDir);
const browser = await launch();
const worker = await bench(browser);
const { views } = await watchers(browser);
const names = new Set(all().map(({ kind, look }) => `${kind}-${look.name}.webp`));
for (const file of readdirSync(references)) {
  if (file.endsWith(".webp") && !names.has(file)) rmSync(join(references, file));
}
let renewed = 0;
for (const { kind, look, path } of all()) {
  if (wanted.length > 0 && !wanted.some((name) => kind.startsWith(name))) continue;
  const view = views.get(look.name);
  await view.visit(site.origin + path);
  const picture = await small(worker, await shot(view, look), look);
  const known = reference(kind, look.name);
  // A picture that would pass stays as it is, so that a change shows in the history only where something changed.
  if (known && (await compare(worker, picture, known)).share <= TOLERANCE / 4) continue;
  writeFileSync(join(references, `${kind}-${look.name}.webp`), picture);
  console.log(`${kind}-${look.name}`);
  renewed += 1;
}
writeFileSync(join(references, "taken.json"), `${JSON.stringify({ fonts: await letters(worker) }, null, 2)}\n`);
console.log(`${renewed} of ${names.size} pictures are new; look at them`);
await browser.close();
await site.close();
