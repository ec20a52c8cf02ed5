// Our timeline and map beside well-known ones that scripts draw, with the same events: TimelineJS3, vis-timeline and, where a
// checkout of its repository is named, Mali Threat Monitor.
//
//   tools/test site && node tools/peers.mjs [CHECKOUT]
//
// Installs what they need, pinned, by npm into target/peers and writes a page for each there (tools/peers-pages.mjs). Prints the
// tables of docs/comparison.md, and leaves pictures beside the pages. Takes seven minutes. Needs Chromium and `npm ci` in
// tests/browser, and for its times a machine that does nothing else.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { violations } from "../tests/browser/support/axe.mjs";
import { launch, moves, open } from "../tests/browser/support/browser.mjs";
import { siteDir } from "../tests/browser/support/site.mjs";
import { serve } from "../tests/browser/support/static.mjs";
import { events, folder, packages, prepare } from "./peers-pages.mjs";

const widths = [{ width: 360, height: 800 }, { width: 1280, height: 900 }];
const ROUNDS = 5;
/** Milliseconds in which every page comes to rest, with the processor slowed too. */
const REST = 4000;

/** Letters and figures alone: the end of a line, a hyphen or a ligature must not hide a title. */
const bare = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const titles = events.map(({ title }) => bare(title));
/** The events that a text names, by their titles. */
const named = (text) => {
  const within = bare(text);
  return titles.filter((title) => within.includes(title));
};
const of = (count) => `${count} of ${events.length}`;
const kb = (bytes) => (bytes / 1000).toFixed(1);

/** What was sent, by kind, as a server with gzip sends it; fonts and pictures of points are compressed already. */
async function weigh(responses) {
  const kinds = { document: "HTML", stylesheet: "CSS", script: "JS", fetch: "data", xhr: "data", font: "fonts", image: "images", other: "images" };
  const sums = { total: 0, HTML: 0, CSS: 0, JS: 0, data: 0, fonts: 0, images: 0 };
  for (const response of responses) {
    const body = await response.body();
    const bytes = /\.(woff2?|png|webp|jpg)$/.test(response.url()) ? body.length : gzipSync(body, { level: 6 }).length;
    sums[kinds[response.request().resourceType()]] += bytes;
    sums.total += bytes;
  }
  return sums;
}

/** The events whose title can be seen at this moment, in part at least. */
async function inSight(page) {
  return named(await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let seen = "";
    for (let node; (node = walker.nextNode()); ) {
      range.selectNodeContents(node);
      const shows = ({ left, top, width, height }) => {
        const hit = width > 0 && document.elementFromPoint(left + Math.min(width, 20) / 2, top + height / 2);
        return hit && (hit.contains(node) || node.parentElement.contains(hit));
      };
      if ([...range.getClientRects()].some(shows)) seen += `${node.data}\n`;
    }
    return seen;
  }));
}

/** The events that come into sight by scrolling alone. */
async function scrolled(page, { width, height }) {
  await page.mouse.move(width / 2, height / 2);
  const seen = new Set();
  for (let still = 0; still < 6; still++) {
    const before = seen.size;
    (await inSight(page)).forEach((title) => seen.add(title));
    if (seen.size > before) still = 0;
    await page.mouse.wheel(0, height / 2);
    await page.waitForTimeout(300);
  }
  return seen.size;
}

/** What a screen reader is told of: the events named at all, and by parts that a reader can jump between. */
async function told(page) {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send("Accessibility.getFullAXTree");
  const found = nodes.filter(({ ignored, name }) => !ignored && name?.value).map(({ role, name }) => ({ role: role.value, events: named(name.value) }));
  const count = (...roles) => new Set(found.filter(({ role }) => roles.length === 0 || roles.includes(role)).flatMap(({ events }) => events)).size;
  return { any: count(), heading: count("heading"), control: count("link", "button") };
}

/** Goes through the page by Tab, and by the arrow keys where a part says that it has keys of its own. */
async function walk(page) {
  const press = async (key) => {
    await page.keyboard.press(key);
    return page.evaluate(() => {
      const at = document.activeElement;
      const isNew = at !== document.body && !at.hasAttribute("data-passed");
      at.setAttribute("data-passed", "");
      return isNew && { role: at.getAttribute("role"), text: (at.ariaLabel ?? at.textContent).slice(0, 300) };
    });
  };
  const [byTab, byArrow] = [new Set(), new Set()];
  let stops = 0;
  for (let at; (at = await press("Tab")); stops++) {
    named(at.text).forEach((title) => byTab.add(title));
    if (at.role !== "application") continue;
    for (let arrow = await press("Home"); arrow; arrow = await press("ArrowRight")) named(arrow.text).forEach((title) => byArrow.add(title));
  }
  return { stops, byTab: byTab.size, byArrow: byArrow.size };
}

async function printed(page) {
  const { getDocument } = await import(pathToFileURL(join(folder, "node_modules/pdfjs-dist/legacy/build/pdf.mjs")));
  const pdf = await getDocument({ data: new Uint8Array(await page.pdf({ format: "A4" })), verbosity: 0 }).promise;
  let text = "";
  for (let sheet = 1; sheet <= pdf.numPages; sheet++) {
    const { items } = await (await pdf.getPage(sheet)).getTextContent();
    text += items.map(({ str }) => str).join("");
  }
  return { sheets: pdf.numPages, events: named(text).length };
}

/** The main thread's time from the first byte to rest, on a processor four times slower: the middle of several rounds. */
async function work(url, viewport) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { page, visit, close } = await open(browser, { viewport });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Performance.enable");
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await visit(url);
    await page.waitForTimeout(REST);
    const { metrics } = await cdp.send("Performance.getMetrics");
    rounds.push(Object.fromEntries(metrics.map(({ name, value }) => [name, Math.round(value * 1000)])));
    await close();
  }
  const middle = (name) => rounds.map((round) => round[name]).sort((a, b) => a - b)[ROUNDS >> 1];
  return { task: middle("TaskDuration"), script: middle("ScriptDuration") };
}

/** Everything about a page at one width, as rows of the table. */
async function measure({ name, url, events: selector }, viewport) {
  const { page, faults, visit, close } = await open(browser, { viewport, colorScheme: "light" });
  const arrive = async () => {
    await visit(url);
    await page.waitForTimeout(REST);
  };
  const responses = [];
  page.on("response", (response) => response.url().startsWith("http") && responses.push(response));
  await arrive();
  const requests = responses.length;
  const picture = (kind) => ({ path: join(folder, `${name}-${kind}.png`), animations: "disabled" });
  await page.screenshot(picture(viewport.width));
  const { total, ...parts } = await weigh(responses);
  const moved = (await moves(page)).reduce((sum, { value }) => sum + value, 0);
  const text = await page.evaluate(() => document.body.innerText);
  const height = await page.evaluate(() => document.documentElement.scrollHeight / innerHeight);
  const [sight, reader, paper] = [await inSight(page), await told(page), await printed(page)];
  const found = {};
  for (const [rule] of (await violations(page)).map((line) => line.split(":"))) found[rule] = (found[rule] ?? 0) + 1;
  await arrive();
  const keys = await walk(page);
  await arrive();
  const rolled = await scrolled(page, viewport);
  for (const fault of faults) console.error(`${name} at ${viewport.width}: ${fault}`);
  await close();

  const plain = await open(browser, { viewport, colorScheme: "light", javaScriptEnabled: false });
  await plain.visit(url);
  const without = (await plain.page.locator(selector).allInnerTexts()).join("\n");
  if (viewport.width === 360) await plain.page.screenshot(picture("no-script-360"));
  await plain.close();

  const time = await work(url, viewport);
  return {
    "Sent with gzip, kB": kb(total),
    ...Object.fromEntries(Object.entries(parts).map(([kind, sum]) => [`– ${kind}`, kb(sum)])),
    "Requests": requests,
    "Main thread, slowed four times, ms": time.task,
    "– of it scripts": time.script,
    "Layout shift": moved.toFixed(3),
    "Without JavaScript: events named": of(named(without).length),
    "– characters about them": without.length,
    "Events named in the page's text": of(named(text).length),
    "Events in sight at first, in part at least": of(sight.length),
    "Events in sight by scrolling alone": of(rolled),
    "The page's height, in screens": height.toFixed(1),
    "Elements at fault by axe": Object.entries(found).map(([rule, count]) => `${count} (${rule})`).join(", ") || "none",
    "Events named to a screen reader": of(reader.any),
    "– by headings": reader.heading,
    "– by links or buttons": reader.control,
    "Events reached by Tab": of(keys.byTab),
    "– stops in all": keys.stops,
    "– events reached by arrow keys": keys.byArrow,
    "On paper (A4): events named": of(paper.events),
    "– sheets": paper.sheets,
  };
}

/** The marks of a map: what a keyboard and a screen reader have of them, and what is there without a script. */
async function marked({ url, marks }) {
  const { page, visit, close } = await open(browser, { viewport: widths[0] });
  await visit(url);
  await page.waitForTimeout(REST);
  const cdp = await page.context().newCDPSession(page);
  const { root } = await cdp.send("DOM.getDocument");
  const { nodeIds } = await cdp.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: marks });
  let told = 0;
  for (const nodeId of nodeIds) {
    const { nodes: [node] } = await cdp.send("Accessibility.getPartialAXTree", { nodeId, fetchRelatives: false });
    if (!node.ignored && node.name?.value) told += 1;
  }
  const keys = await page.locator(marks).evaluateAll((all) => all.filter((mark) => mark.tabIndex >= 0).length);
  await page.screenshot({ path: join(folder, `map-${new URL(url).pathname.split("/").at(-2)}-360.png`), fullPage: true, animations: "disabled" });
  await close();
  const plain = await open(browser, { javaScriptEnabled: false });
  await plain.visit(url);
  const without = await plain.page.locator(marks).count();
  await plain.close();
  return { "Marks": nodeIds.length, "– named to a screen reader": told, "– reached by Tab": keys, "– there without JavaScript": without };
}

const table = (columns) => {
  console.log(`| | ${columns.map(({ title }) => title).join(" | ")} |\n|---|${"---|".repeat(columns.length)}`);
  columns[0].rows.forEach(([row], at) => console.log(`| ${row} | ${columns.map(({ rows }) => rows[at][1]).join(" | ")} |`));
};

const checkout = process.argv[2];
prepare(checkout);
const [site, peers, browser] = await Promise.all([serve(siteDir), serve(folder), launch()]);
const columns = [
  { name: "dateline", title: "dateline", url: `${site.origin}timeline/`, events: ".entries" },
  { name: "timelinejs", title: `TimelineJS3 ${packages["@knight-lab/timelinejs"]}`, url: `${peers.origin}timelinejs/`, events: "#events" },
  { name: "vis", title: `vis-timeline ${packages["vis-timeline"]}`, url: `${peers.origin}vis/`, events: "#events" },
];
const maps = [{ title: "dateline", url: `${site.origin}timeline/map/`, marks: ".map-svg a" }];
if (checkout) {
  const monitor = { name: "monitor", title: "Mali Threat Monitor", url: `${peers.origin}monitor/`, events: "#incident-table" };
  columns.push(monitor);
  maps.push({ ...monitor, marks: "#map path.leaflet-interactive" });
}
for (const column of columns) {
  const [narrow, wide] = [await measure(column, widths[0]), await measure(column, widths[1])];
  column.rows = Object.entries(narrow).map(([row, value]) => [row, value === wide[row] ? value : `${value} / ${wide[row]}`]);
}
console.log(`${events.length} events, Chromium ${browser.version()}. Where there are two values, the first is at 360x800 and the second at 1280x900.\n`);
table(columns);
for (const map of maps) map.rows = Object.entries(await marked(map));
console.log("\nTheir maps, at 360x800:\n");
table(maps);
await browser.close();
await Promise.all([site.close(), peers.close()]);
