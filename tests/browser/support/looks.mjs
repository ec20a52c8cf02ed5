// What pages look like: the ways they are looked at, and pictures compared with those that somebody has looked at and
// found right. Pictures are compared small, so that how a machine smooths its letters does not count and what stands
// elsewhere, in another colour or not at all does.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { open } from "./browser.mjs";
import { fileOf, kinds, repository, siteDir } from "./site.mjs";

/** Where the pictures lie that pages are compared with. */
export const references = join(repository, "tests", "browser", "looks");

/** The ways a page is looked at. */
export const looks = [
  { name: "360", width: 360 },
  { name: "768", width: 768 },
  { name: "1280", width: 1280 },
  { name: "dark", width: 1280, colorScheme: "dark" },
  { name: "print", width: 700, media: "print" },
  { name: "no-script", width: 360, javaScriptEnabled: false },
  { name: "forced-colours", width: 768, forcedColors: "active", colorScheme: "dark" },
  // From right to left: the same page in Arabic, where the site has it.
  { name: "rtl", width: 768, under: "ar/" },
];

/** Where a page lies that a look shows: its own address, or that of its twin in another language. */
export function pathIn({ under = "" }, path) {
  return under + path;
}

/** Every kind of page in every look in which the site has it. */
export function all() {
  const has = (look, path) => existsSync(join(siteDir, fileOf(pathIn(look, path))));
  return kinds.flatMap(({ kind, path }) => looks.filter((look) => has(look, path)).map((look) => ({ kind, look, path: pathIn(look, path) })));
}

/** No picture is higher than so many times its width: what comes then is more of the same. */
const TALLEST = 2.5;
/** The width of a picture as it is kept, by the width of the page. */
const kept = (width) => (width < 600 ? 160 : 260);
/** The width at which pictures are compared. */
const COMPARED = 120;
/** How far a channel may be off, of 255, before a point counts as another. */
const OFF = 40;
/** How many points in a thousand may be others. */
export const TOLERANCE = 4;

/** A page for each look; `close` ends them all. */
export async function watchers(browser) {
  const views = new Map();
  for (const { name, width, media, under, ...options } of looks) {
    const view = await open(browser, { colorScheme: "light", ...options, viewport: { width, height: 900 } });
    if (media) await view.page.emulateMedia({ media });
    views.set(name, view);
  }
  return { views, close: () => Promise.all([...views.values()].map((view) => view.close())) };
}

/** A picture of the page as a look shows it, from its top. */
export async function shot({ page }, { width }) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const take = () => page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, width * TALLEST) }, animations: "disabled" });
  // On a busy machine the browser now and then gives no picture at all ("Unable to capture screenshot"); a second time it does.
  return take().catch(take);
}

/** A page that does the work on pictures, which a browser can and Node.js cannot. */
export async function bench(browser) {
  const page = await browser.newPage();
  await page.evaluate(() => {
    globalThis.drawn = async (url, width) => {
      const picture = await createImageBitmap(await (await fetch(url)).blob());
      const height = Math.max(1, Math.round((picture.height * width) / picture.width));
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d", { willReadFrequently: true });
      context.imageSmoothingQuality = "high";
      context.drawImage(picture, 0, 0, width, height);
      return { canvas, context, width, height };
    };
    globalThis.written = async (canvas, type, quality) => {
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type, quality })).arrayBuffer());
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    };
  });
  return page;
}

const url = (bytes, type) => `data:${type};base64,${bytes.toString("base64")}`;

/** A picture as it is kept. */
export async function small(bench, png, { width }) {
  const text = await bench.evaluate(async ([url, width]) => {
    const { canvas } = await drawn(url, width);
    return written(canvas, "image/webp", 0.4);
  }, [url(png, "image/png"), kept(width)]);
  return Buffer.from(text, "base64");
}

/**
 * Compares a picture, small as it would be kept, with its reference: how many points in a thousand are others, and a picture of the two with what
 * differs in red between them.
 */
export async function compare(bench, picture, reference) {
  const result = await bench.evaluate(async ([now, before, width, off]) => {
    const [one, other] = [await drawn(now, width), await drawn(before, width)];
    const height = Math.max(one.height, other.height);
    const pixels = ({ context }) => context.getImageData(0, 0, width, height).data;
    const [a, b] = [pixels(one), pixels(other)];
    const red = new ImageData(width, height);
    let differ = 0;
    for (let at = 0; at < a.length; at += 4) {
      const is = Math.max(...[0, 1, 2, 3].map((channel) => Math.abs(a[at + channel] - b[at + channel]))) > off;
      differ += is;
      red.data.set(is ? [255, 0, 0, 255] : [a[at], a[at + 1], a[at + 2], 70], at);
    }
    const canvas = new OffscreenCanvas(3 * width + 20, height);
    const context = canvas.getContext("2d");
    const between = new OffscreenCanvas(width, height);
    between.getContext("2d").putImageData(red, 0, 0);
    context.drawImage(other.canvas, 0, 0);
    context.drawImage(between, width + 10, 0);
    context.drawImage(one.canvas, 2 * width + 20, 0);
    return { share: (1000 * differ * 4) / a.length, picture: await written(canvas, "image/png") };
  }, [url(picture, "image/webp"), url(reference, "image/webp"), COMPARED, OFF]);
  return { share: result.share, picture: Buffer.from(result.picture, "base64") };
}

/** How wide this machine sets the letters that our pages are set in: the pictures hold where these are the same. */
export function letters(page) {
  return page.evaluate(() => {
    const context = new OffscreenCanvas(10, 10).getContext("2d");
    const families = { "Liberation Sans": "Boulikessi 1,234", "Liberation Serif": "Boulikessi 1,234", "DejaVu Sans": "بوليكيسي" };
    return Object.entries(families).map(([family, text]) => {
      context.font = `40px "${family}"`;
      return `${family} ${Math.round(context.measureText(text).width)}`;
    });
  });
}

/** The reference of a page kind in a look; nothing where there is none yet. */
export function reference(kind, look) {
  const file = join(references, `${kind}-${look}.webp`);
  return existsSync(file) ? readFileSync(file) : null;
}
