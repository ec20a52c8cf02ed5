// The preview, as an editor meets it: a page open in the browser, a file saved, and the page has it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { violations } from "./support/axe.mjs";
import { launch, open, sideways } from "./support/browser.mjs";
import { kinds, program, repository } from "./support/site.mjs";
import { until } from "./support/until.mjs";

const story = "content/articles/2025/2025-06-04-boulikessi.md";
const address = "stories/boulikessi/";

let whole;
let browser;
let dir;
let preview;
let origin;
let slow;

const text = (file) => readFileSync(join(dir, file), "utf8");
const save = (file, content) => writeFileSync(join(dir, file), content);
const status = async (path) => (await fetch(origin + path)).status;

before(async () => {
  dir = mkdtempSync(join(tmpdir(), "dateline-preview-"));
  for (const part of ["content", "templates", "static", "site.yaml"]) cpSync(join(repository, part), join(dir, part), { recursive: true });
  whole = text(story);
  preview = spawn(program, ["serve", "-C", dir, "--port", "0", "--follow"], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [preview.stdout, preview.stderr]) stream.on("data", (text) => (said += text));
  preview.on("exit", (code) => (said += `\nended with ${code}`));
  origin = await until("the address of the preview", () => {
    if (preview.exitCode !== null) throw new Error(`the preview did not start: ${said}`);
    return /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
  });
  browser = await launch();
  // Clients that begin a request and never end it; the last test looks at what became of them.
  slow = Array.from({ length: 20 }, () => {
    const socket = connect(Number(new URL(origin).port), "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "));
    socket.on("error", () => {}).resume();
    return socket;
  });
});

after(async () => {
  await browser?.close();
  preview?.kill("SIGTERM");
  if (preview && preview.exitCode === null) await new Promise((ended) => preview.once("exit", ended));
  rmSync(dir, { recursive: true, force: true });
});

// What one test breaks is mended for the next.
afterEach(() => save(story, whole));

test("every kind of page is whole in the preview", async () => {
  const { faults, visit, close } = await open(browser);
  for (const { path } of kinds) {
    assert.equal(await visit(origin + path), 200, path);
    assert.deepEqual(faults, [], path);
  }
  await close();
});

test("a save leaves the keyboard where it was, at the desk and on a page", async () => {
  const { page, visit, close } = await open(browser);
  for (const [path, link] of [["_desk/", '.ways a[href="/_desk/same/"]'], [address, "main a[href]"]]) {
    await visit(origin + path);
    const stop = page.locator(link).first();
    await stop.focus();
    const words = await stop.textContent();
    const reloaded = page.waitForEvent("load");
    save(story, `${whole}\nA line more for ${path.length}.\n`);
    await reloaded;
    // Waits through another load: the save that ended the turn before may still be on its way.
    await page.waitForFunction((words) => document.activeElement?.textContent === words, words);
    save(story, whole);
  }
  await close();
});

test("a saved story stands in the open page, which stays where it was scrolled to", async () => {
  const { page, visit, close } = await open(browser, { viewport: { width: 800, height: 400 } });
  await visit(origin + address);
  await page.evaluate(() => scrollTo(0, 500));
  const words = "These words were saved a moment ago.";
  save(story, `${whole}\n${words}\n`);
  await page.getByText(words).waitFor({ state: "attached" });
  await page.waitForFunction(() => scrollY === 500);
  save(story, whole);
  await page.getByText(words).waitFor({ state: "detached" });
  await close();
});

test("a saved style is put on without a reload", async () => {
  const { page, visit, close } = await open(browser);
  await visit(origin + address);
  await page.evaluate(() => (globalThis.sameDocument = true));
  const sheet = "static/css/site.css";
  const before = text(sheet);
  save(sheet, `${before}\n@layer utilities { h1 { letter-spacing: 7px; } }\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).letterSpacing === "7px");
  assert.equal(await page.evaluate(() => globalThis.sameDocument), true, "the page was reloaded");
  save(sheet, before);
  await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).letterSpacing !== "7px");
  await close();
});

test("a fault is laid over the last good page, and goes when it is mended", async () => {
  const { page, visit, close } = await open(browser);
  await visit(origin + address);
  const title = await page.locator("h1").first().innerText();
  save(story, whole.replace(/^date: .*$/m, "date: <b>yesterday</b>"));
  const overlay = page.locator("dateline-faults .panel");
  await overlay.waitFor();
  const said = await overlay.innerText();
  assert.match(said, /1 error/);
  assert.ok(said.includes(story), `the file is not named: ${said}`);
  assert.ok(said.includes("<b>yesterday</b>"), `the line is not shown as written: ${said}`);
  assert.equal(await page.locator("h1").first().innerText(), title);
  save(story, whole);
  await overlay.waitFor({ state: "detached" });
  await close();
});

test("a story that is deleted, or made a draft, is gone from the preview", async () => {
  const file = "content/articles/2025/2025-12-01-passing.md";
  const source = '---\ntitle: "A passing story"\ndate: "2025-12-01"\nsummary: "It comes and goes."\n---\n\nA first paragraph.\n';
  save(file, source);
  await until("the new story", async () => (await status("stories/passing/")) === 200);
  save(file, source.replace("date:", "status: draft\ndate:"));
  await until("the draft to be gone", async () => (await status("stories/passing/")) === 404);
  save(file, source);
  await until("the story to be back", async () => (await status("stories/passing/")) === 200);
  rmSync(join(dir, file));
  await until("the deleted story to be gone", async () => (await status("stories/passing/")) === 404);
});

test("the open page moves to the page that was just edited, and stays when the reader goes back", async () => {
  const { page, visit, close } = await open(browser);
  await visit(`${origin}timeline/`);
  const words = "These words are to be followed.";
  save(story, `${whole}\n${words}\n`);
  await page.getByText(words).waitFor({ state: "attached" });
  assert.equal(page.url(), origin + address);
  await page.goBack();
  await page.waitForURL(`${origin}timeline/`);
  await page.waitForTimeout(500);
  assert.equal(page.url(), `${origin}timeline/`);
  await close();
});

// Two records that are probably one (nobody says who made them), a text that stands twice, a draft and an embargo: something on every page of the desk.
const tale = "Traders have closed the market until the road is open, a member of their union said. The shops beside the station stay open in the morning, she added, and close before noon.";
const record = (id, by, best) => `- id: "${id}"
  type: clash
  title: Shots at the ford of the Example river
  summary: Fighters and soldiers shot at one another at the ford of the Example river in the night.
  date: {start: "2025-06-08", precision: day}
  place: {ref: menaka}
  actors: [{ref: fama, role: party}]
  claims:
    - {id: c1, about: killed, who: soldiers, best: ${best}, by: ${by}, via: [${by}], status: reported}
`;
const desk = {
  "content/articles/2025/2025-12-01-market.md": `---\ntitle: "The market"\ndate: "2025-12-01"\n---\n\n${tale}\n\nSee [nothing](/no/such/page/).\n\n${tale}\n`,
  "content/articles/2025/2025-12-02-draft.md": '---\ntitle: "A <b>draft</b>"\ndate: "2025-12-02"\nstatus: draft\n---\n\nText.\n',
  "content/articles/2025/2025-12-03-later.md": '---\ntitle: "Later"\ndate: "2025-12-03"\npublish_at: "2099-01-01T06:00:00Z"\n---\n\nText.\n',
  "content/incidents/example.yaml": record("2025-06-08-ford-one", "desk-one", 4) + record("2025-06-08-ford-two", "desk-two", 9),
};
const sections = ["", "faults/", "same/", "folded/", "held/", "weights/", "links/", "changes/", "links/of/timeline/"];

async function withDesk(look) {
  const sources = "content/registers/sources.yaml";
  const before = text(sources);
  const source = (id) => `${id}:\n  name: ${id}\n  type: news\n  url: https://example.org/${id}\n`;
  save(sources, `${before}\n${source("desk-one")}${source("desk-two")}`);
  for (const [file, content] of Object.entries(desk)) save(file, content);
  try {
    await until("the desk to hold it all", async () => /1 to confirm/.test(await (await fetch(`${origin}_desk/same/`)).text()));
    await look();
  } finally {
    for (const file of Object.keys(desk)) rmSync(join(dir, file));
    save(sources, before);
    await until("the desk to be empty again", async () => !/1 to confirm/.test(await (await fetch(`${origin}_desk/same/`)).text()));
  }
}

test("the desk is in order on every page, light and dark, on a phone and on a desk, and prints", async () => {
  await withDesk(async () => {
    for (const [colorScheme, width] of [["light", 1280], ["dark", 360]]) {
      const { page, faults, visit, close } = await open(browser, { colorScheme, viewport: { width, height: 800 } });
      for (const section of sections) {
        assert.equal(await visit(`${origin}_desk/${section}`), 200, section);
        assert.equal(await sideways(page), null, `${section} scrolls sideways at ${width}`);
        assert.deepEqual(await violations(page), [], `${section} ${colorScheme} ${width}`);
        assert.deepEqual(faults, [], section);
      }
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator(".ways").isVisible(), false);
      await close();
    }
  });
});

test("the desk says the same without scripts, and the keyboard reaches all of it", async () => {
  await withDesk(async () => {
    const still = await open(browser, { javaScriptEnabled: false });
    await still.visit(`${origin}_desk/same/`);
    const words = await still.page.locator("main").innerText();
    for (const part of ["4 soldiers killed, said by", "9 soldiers killed, said by", "same_as: [", "not_same_as: [", "score"]) {
      assert.ok(words.includes(part), `${part} in ${words}`);
    }
    await still.visit(`${origin}_desk/held/`);
    assert.ok((await still.page.locator("main").innerText()).includes("A <b>draft</b>"), "a title is text, never markup");
    await still.close();

    const { page, visit, close } = await open(browser);
    await visit(`${origin}_desk/`);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "content");
    const reached = new Set();
    for (let n = 0; n < 60; n++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => document.activeElement.getAttribute("href"));
      if (at) reached.add(at);
      const ring = await page.evaluate(() => document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== "none");
      assert.ok(ring, `no ring round ${at}`);
    }
    for (const section of sections.slice(1, 8)) assert.ok(reached.has(`/_desk/${section}`), `${section} is not reached by Tab`);
    assert.equal(await page.locator('a[accesskey="2"]').getAttribute("href"), "/_desk/same/");
    await page.locator('.ways a[href="/_desk/same/"]').focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(`${origin}_desk/same/`);
    await close();
  });
});

test("the desk follows every save, and a word in the corner of a page leads to its warnings", async () => {
  const { page, visit, close } = await open(browser);
  await visit(`${origin}_desk/faults/`);
  save(story, `${whole}\nSee [nothing](/no/such/page/).\n`);
  await page.getByText("leads to no page of this site").first().waitFor();
  await visit(origin);
  const hint = page.locator("dateline-hint a");
  await hint.waitFor();
  assert.match(await hint.innerText(), /^\d+ warnings?$/);
  await hint.click();
  await page.waitForURL(`${origin}_desk/faults/`);
  save(story, whole);
  await page.getByText("leads to no page of this site").first().waitFor({ state: "detached" });
  await close();
});

test("an open page finds the preview again when it is started anew at its port", async () => {
  const { page, visit, close } = await open(browser);
  const start = (port) => {
    const child = spawn(program, ["serve", "-C", dir, "--port", String(port)], { stdio: ["ignore", "pipe", "ignore"] });
    let said = "";
    child.stdout.on("data", (text) => (said += text));
    return { child, address: () => until("the address", () => /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0]) };
  };
  const end = (child) => {
    child.kill("SIGINT");
    return child.exitCode === null ? new Promise((ended) => child.once("exit", ended)) : null;
  };
  // What a build wrote stays as it was, whatever a preview does and however it ends.
  const built = join(dir, "public", "index.html");
  mkdirSync(join(dir, "public"));
  writeFileSync(built, "as it was built");
  const { mtimeMs } = statSync(built);
  const first = start(0);
  const here = await first.address();
  await visit(here + address);
  await end(first.child);
  assert.equal(readdirSync(join(dir, "public")).length, 1);
  const words = "Written while no preview ran.";
  save(story, `${whole}\n${words}\n`);
  const second = start(new URL(here).port);
  await second.address();
  await page.getByText(words).waitFor({ state: "attached" });
  await close();
  await end(second.child);
  assert.deepEqual([readFileSync(built, "utf8"), statSync(built).mtimeMs], ["as it was built", mtimeMs]);
  assert.equal([first, second].every(({ child }) => child.exitCode === 0), true);
});

test("ten thousand idle connections do not shut the editor out", async () => {
  const port = Number(new URL(origin).port);
  const idle = [];
  // A system may allow this process fewer; then those it allows.
  const one = () =>
    new Promise((done) => {
      const socket = connect(port, "127.0.0.1", () => done(true));
      socket.on("error", (error) => done(error.code !== "EMFILE"));
      idle.push(socket);
    });
  let allowed = true;
  while (allowed && idle.length < 10_000) allowed = (await Promise.all(Array.from({ length: 100 }, one))).every(Boolean);
  for (const socket of idle.splice(0, allowed ? 0 : 200)) socket.destroy();
  assert.ok(idle.length > 700, `only ${idle.length} connections`);
  assert.equal(await status(address), 200);
  const { page, visit, close } = await open(browser);
  assert.equal(await visit(origin + address), 200);
  const words = "Saved among idle connections.";
  save(story, `${whole}\n${words}\n`);
  await page.getByText(words).waitFor({ state: "attached" });
  await close();
  for (const socket of idle) socket.destroy();
});

test("requests that never end are cut off", async () => {
  await until("the slow clients to be gone", async () => slow.every((socket) => socket.destroyed || socket.readableEnded || !socket.readable));
});
