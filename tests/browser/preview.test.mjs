// The preview, as an editor meets it: a page open in the browser, a file saved, and the page has it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { launch, open } from "./support/browser.mjs";
import { kinds, program, repository } from "./support/site.mjs";
import { until } from "./support/until.mjs";

const story = "content/articles/2025/2025-06-04-boulikessi.md";
const address = "stories/boulikessi/";

let whole;
let browser;
let dir;
let preview;
let origin;

const text = (file) => readFileSync(join(dir, file), "utf8");
const save = (file, content) => writeFileSync(join(dir, file), content);
const status = async (path) => (await fetch(origin + path)).status;

before(async () => {
  dir = mkdtempSync(join(tmpdir(), "dateline-preview-"));
  for (const part of ["content", "templates", "static", "site.yaml"]) cpSync(join(repository, part), join(dir, part), { recursive: true });
  whole = text(story);
  preview = spawn(program, ["serve", "-C", dir, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [preview.stdout, preview.stderr]) stream.on("data", (text) => (said += text));
  preview.on("exit", (code) => (said += `\nended with ${code}`));
  origin = await until("the address of the preview", () => {
    if (preview.exitCode !== null) throw new Error(`the preview did not start: ${said}`);
    return /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
  });
  browser = await launch();
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
