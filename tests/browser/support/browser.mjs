// A browser, and pages that are listened to from before their first byte.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const quietly = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the Chromium of this machine; the variable CHROMIUM names another. */
export function launch() {
  return chromium.launch({ executablePath: program(), args: quietly });
}

/** The Chromium of this machine. */
export function program() {
  return process.env.CHROMIUM ?? onPath();
}

function onPath() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const file of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here; the next one.
    }
  }
  throw new Error("no Chromium on this machine: install the package `chromium`, or name the program in CHROMIUM");
}

/**
 * Opens a page in a context of its own. `faults` is whatever is wrong with the address visited last: words on
 * the console, scripts that throw, requests that fail or leave the site, breaches of the page's own policy.
 */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const faults = [];
  let origin = "";
  page.on("console", (message) => {
    const expected = message.location().url === page.url() && /status of 404/.test(message.text());
    if (["error", "warning"].includes(message.type()) && !expected) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== "data:") faults.push(`another host: ${url}`);
  });
  page.on("requestfailed", (request) => {
    // An aborted request is one that the visit to the next page has cut short.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") faults.push(`request failed: ${request.url()} (${why})`);
  });
  page.on("response", (response) => {
    const isPage = response.request().isNavigationRequest();
    if (response.status() >= 400 && !isPage) faults.push(`status ${response.status()}: ${response.url()}`);
  });
  const visit = async (url) => {
    origin = new URL(url).origin;
    faults.length = 0;
    const response = await page.goto(url, { waitUntil: "load" });
    return response.status();
  };
  // On a busy machine a browser now and then never says that a context is closed; what is left goes with the browser.
  const close = () => Promise.race([context.close(), new Promise((done) => setTimeout(done, 20_000).unref())]);
  return { page, faults, visit, close };
}

/** What has moved on the page while it was loaded (the parts of its cumulative layout shift). */
export function moves(page) {
  return page.evaluate(
    () =>
      new Promise((done) => {
        const found = [];
        const where = ({ x, y }) => `${Math.round(x)}, ${Math.round(y)}`;
        const tell = ({ node, previousRect, currentRect }) =>
          `${node?.localName ?? node?.nodeName} “${node?.textContent.trim().slice(0, 40)}” from ${where(previousRect)} to ${where(currentRect)}`;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) found.push({ value: entry.value, what: entry.sources.map(tell).join("; ") });
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(found), 0)));
      }),
  );
}

/** How far the page can be scrolled sideways, and the elements that stick out. */
export function sideways(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    const over = root.scrollWidth - root.clientWidth;
    if (over <= 0) return null;
    const wide = [...document.body.querySelectorAll("*")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.right > root.clientWidth + 1 && box.width > 0;
    });
    return `${over} px: ${wide.slice(0, 5).map((element) => `${element.localName}.${element.className}`).join(", ")}`;
  });
}
