// What a page weighs on a slow line, compressed as an ordinary web server does it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { everyPage, fileOf, files, inOwnLanguage, read, siteDir } from "./support/site.mjs";

const kib = 1024;
const weigh = (file) => gzipSync(readFileSync(join(siteDir, file)), { level: 6 }).length;
const all = (extension) => files(extension).reduce((sum, file) => sum + weigh(file), 0);
const styles = all(".css");

/** The pages that weigh more than they may, HTML and CSS together, heaviest first; says the heaviest. */
function tooHeavy(t, paths, limit) {
  const weighed = paths.map((path) => ({ path, bytes: weigh(fileOf(path)) + styles })).sort((a, b) => b.bytes - a.bytes);
  assert.ok(weighed.length > 0, "no page to weigh");
  t.diagnostic(`heaviest of ${weighed.length}: ${weighed[0].bytes} of ${limit} bytes, /${weighed[0].path}`);
  return weighed.filter(({ bytes }) => bytes > limit).map(({ path, bytes }) => `/${path}: ${bytes} of ${limit} bytes`);
}

test("all style sheets together weigh 8 KB at most", (t) => {
  t.diagnostic(`${styles} bytes`);
  assert.ok(styles > 0 && styles <= 8 * kib, `${styles} bytes`);
});

test("a story comes in the first flight: 14 KB with its style", (t) => {
  const stories = everyPage().filter((path) => /^stories\/[^/]+\/$/.test(path));
  assert.deepEqual(tooHeavy(t, stories, 14 * kib), []);
});

test("every page of the timeline weighs 25 KB at most", (t) => {
  assert.deepEqual(tooHeavy(t, everyPage().filter((path) => inOwnLanguage(path).startsWith("timeline/")), 25 * kib), []);
});

test("the front page weighs 30 KB at most", (t) => {
  assert.deepEqual(tooHeavy(t, [""], 30 * kib), []);
});

test("no other page weighs more than the front page may", (t) => {
  assert.deepEqual(tooHeavy(t, everyPage(), 30 * kib), []);
});

test("a script weighs 3 KB at most, pictures 40 KB each, and there are no fonts", () => {
  // The parts of the search's index are data, and loaded one by one when they are asked for.
  const scripts = files(".js").filter((file) => !/^(\w\w\/)?search\//.test(file));
  assert.ok(scripts.length >= 3);
  assert.deepEqual(scripts.filter((file) => weigh(file) > 3 * kib), []);
  const pictures = [".avif", ".webp", ".png", ".jpg", ".jpeg", ".gif", ".svg"].flatMap(files);
  assert.deepEqual(pictures.filter((file) => weigh(file) > 40 * kib), []);
  assert.deepEqual([".woff", ".woff2", ".ttf", ".otf"].flatMap(files), []);
});

test("a page asks for its style sheet and its icon, and for nothing of another host", () => {
  for (const path of everyPage()) {
    const html = read(fileOf(path));
    const asked = [...html.matchAll(/<(?:script|img|iframe|source|video|audio|object|embed)\b[^>]*|<link\b[^>]*rel="(?:stylesheet|preload|icon|preconnect|dns-prefetch)"[^>]*/g)];
    const away = asked.map(([tag]) => tag).filter((tag) => /(?:src|href|srcset|data)="(?:[a-z]+:)?\/\//i.test(tag));
    assert.deepEqual(away, [], path);
    assert.doesNotMatch(html, /\sstyle="|\son[a-z]+="|<style\b/i, `${path}: something inline, which its policy forbids`);
  }
});
