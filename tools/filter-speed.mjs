// How long the filter in place takes on a slow machine: `node tools/filter-speed.mjs SITE [ROWS]`. Opens the timeline
// of a built site in Chromium with the processor slowed four times, makes the page so many entries long, by month, and times
// each answer: what is in sight, laid out; the whole page; and the longest task, of those over 50 ms. Needs `npm ci` in tests/browser.
import { resolve } from "node:path";
import { launch } from "../tests/browser/support/browser.mjs";
import { serve } from "../tests/browser/support/static.mjs";

const [dir, rows = "2000"] = process.argv.slice(2);
const site = await serve(resolve(dir));
const browser = await launch();
const page = await browser.newPage();
await page.goto(`${site.origin}timeline/`);
// A page holds its entries by month; of data as dense as the Sahel's a month has some fifty.
await page.evaluate((rows) => {
  const all = [...document.querySelectorAll(".entries > li")];
  const parts = [...document.querySelectorAll(".timeline-part")].filter((part) => part.querySelector(".entries"));
  const last = parts.at(-1);
  for (let n = all.length; n < rows; ) {
    const part = last.cloneNode(true);
    const list = part.querySelector(".entries");
    list.replaceChildren();
    for (let of = 0; of < 50 && n < rows; of++, n++) list.append(all[n % all.length].cloneNode(true));
    last.parentNode.append(part);
  }
}, Number(rows));
await page.locator(".filter > summary").click();
await page.waitForTimeout(500);
const cdp = await page.context().newCDPSession(page);
await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
for (const [name, value] of [["country", "mli"], ["type", "attack-on-forces"], ["min", "10"], ["q", "jnim"], ["q", ""], ["country", ""], ["country", "ner"]]) {
  const times = await page.evaluate(async ([name, value]) => {
    const form = document.getElementById("filter");
    await new Promise((done) => setTimeout(done, 300));
    form.elements[name].value = value;
    const start = performance.now();
    form.dispatchEvent(new Event("change"));
    const script = performance.now() - start;
    document.body.getBoundingClientRect();
    const layout = performance.now() - start;
    // Entries out of sight follow step by step: the longest time the page stood still, and when the last one came.
    let last = performance.now();
    let longest = 0;
    const tasks = new PerformanceObserver((list) => (longest = Math.max(longest, ...list.getEntries().map((task) => task.duration))));
    tasks.observe({ type: "longtask" });
    const turned = new MutationObserver(() => (last = performance.now()));
    turned.observe(document.body, { attributes: true, attributeFilter: ["hidden"], subtree: true });
    while (performance.now() - last < 500) await new Promise((done) => setTimeout(done, 50));
    tasks.disconnect();
    turned.disconnect();
    return { script, layout, longest, whole: last - start };
  }, [name, value]);
  const ms = (time) => `${time.toFixed(1)} ms`;
  process.stdout.write(`${name}=${value || "any"}: script ${ms(times.script)}, with layout ${ms(times.layout)}; the whole page ${ms(times.whole)}, longest task ${ms(times.longest)}\n`);
}
// The same over the files of all years: loaded once, then asked again.
await page.evaluate(async () => {
  const form = document.getElementById("filter");
  form.reset();
  form.elements.all.checked = true;
  form.dispatchEvent(new Event("change"));
});
await page.waitForTimeout(5000);
for (const [name, value] of [["country", "mli"], ["q", "attack"], ["min", "10"], ["q", ""]]) {
  const time = await page.evaluate(async ([name, value]) => {
    const form = document.getElementById("filter");
    await new Promise((done) => setTimeout(done, 300));
    form.elements[name].value = value;
    const output = document.querySelector(".filter output");
    const told = new Promise((done) => new MutationObserver(done).observe(output, { childList: true }));
    const start = performance.now();
    form.dispatchEvent(new Event("change"));
    await told;
    document.body.getBoundingClientRect();
    return { ms: performance.now() - start, said: output.textContent };
  }, [name, value]);
  process.stdout.write(`${name}=${value || "any"}: ${time.ms.toFixed(1)} ms with layout; ${time.said}\n`);
}
await browser.close();
await site.close();
