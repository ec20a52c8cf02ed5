// A page on a slow line arrives piece by piece, and is read from its first. Each kind of page is written here tag by tag and
// text by text; whatever has once been on the first screen stays where it was.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { fileOf, files, kinds, read } from "./support/site.mjs";

const widths = [360, 768, 1280];
let browser;
const pages = new Map();

before(async () => {
  browser = await launch();
  for (const width of widths) pages.set(width, await browser.newPage({ viewport: { width, height: width < 600 ? 800 : 900 } }));
});

after(() => browser?.close());

const style = files(".css").map(read).join("\n");

/** The pieces of a page as a parser takes them, its style in it, so that nothing is to be waited for. */
function pieces(html) {
  const plain = html
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
    .replace(/<script\b[^>]*>.*?<\/script>/gs, "")
    .replace(/<link\b[^>]*>/g, "")
    .replace("</head>", () => `<style>${style}</style></head>`);
  const body = plain.indexOf("<body");
  // What is closed moves nothing.
  return [plain.slice(0, body), ...plain.slice(body).match(/(?:<[^/][^>]*>|[^<]+)(?:\s*<\/[^>]*>\s*)*/g)];
}

/** What has moved by as much as a browser counts, three pixels, while the pieces came. */
function moved(parts) {
  const places = new Map();
  const found = new Map();
  const say = (node) => `${(node.parentElement ?? node).localName}.${(node.parentElement ?? node).className} “${node.textContent.trim().slice(0, 40)}”`;
  const look = () => {
    const rtl = document.documentElement.dir === "rtl";
    const range = document.createRange();
    const boxOf = (node) => {
      if (node.nodeType === Node.TEXT_NODE) range.selectNodeContents(node);
      return (node.nodeType === Node.TEXT_NODE ? range : node).getClientRects()[0];
    };
    let beyond = false;
    // A browser counts blocks and texts, not what is inline. A table of prose has columns as wide as all its rows ask for.
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
      beyond = boxOf(node)?.top > innerHeight;
      return beyond || node.matches?.("svg, .prose table, .skip, details:not([open]) > :not(summary)") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    });
    while (walk.nextNode()) {
      const node = walk.currentNode;
      if (node.nodeType === Node.ELEMENT_NODE && /^(inline|contents|none)$/.test(getComputedStyle(node).display)) continue;
      const box = boxOf(node);
      if (!box || box.width === 0 || box.height === 0) continue;
      const now = { x: rtl ? box.right : box.left, y: box.top };
      const was = places.get(node);
      if (was && Math.max(Math.abs(was.x - now.x), Math.abs(was.y - now.y)) >= 3) {
        found.set(node, `${say(node)} from ${Math.round(was.x)}, ${Math.round(was.y)} to ${Math.round(now.x)}, ${Math.round(now.y)}`);
      }
      places.set(node, now);
    }
    return beyond;
  };
  document.open();
  document.write(parts[0]);
  // What comes after the first screen comes forty pieces at once: it may stand beside it, in another column.
  for (let at = 1, many = 1; at < parts.length; ) {
    const part = parts.slice(at, at + many).join("");
    at += many;
    document.write(part);
    if (part.trim() && document.body && !/^<(path|rect|line|text|tspan|title)\b/.test(part)) many = look() ? 40 : 1;
  }
  document.close();
  return [...found.values()];
}

for (const { kind, path } of kinds) {
  test(`${kind} stays where it is while it arrives`, async () => {
    const parts = pieces(read(fileOf(path)));
    const found = [];
    for (const [width, page] of pages) {
      await page.goto("about:blank");
      found.push(...(await page.evaluate(moved, parts)).map((what) => `at ${width} px, ${what}`));
    }
    assert.deepEqual(found, []);
  });
}
