// Every page is valid HTML.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { files, read, sampled } from "./support/site.mjs";

const validator = new HtmlValidate(
  new FileSystemConfigLoader({
    root: true,
    extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
    rules: {
      "require-sri": "off", // Breaks a site that is opened from a folder.
      // A table that scrolls is a region to the keyboard, and no section of the text.
      "prefer-native-element": ["error", { exclude: ["region"] }],
      "doctype-style": ["error", { style: "lowercase" }],
    },
  }),
);

test("every page is valid HTML", async () => {
  const pages = sampled(files(".html"));
  assert.ok(pages.length > 50, `only ${pages.length} pages`);
  const faults = new Map();
  for (const file of pages) {
    const report = await validator.validateString(read(file), file);
    for (const message of report.results.flatMap((result) => result.messages)) {
      const line = `${message.ruleId}: ${message.message}`;
      faults.set(line, [...(faults.get(line) ?? []), `${file}:${message.line}:${message.column}`]);
    }
  }
  const told = [...faults].map(([line, places]) => `${line} (${places.length} times, first at ${places[0]})`);
  assert.deepEqual(told, []);
});

test("the validator would have noticed", async () => {
  const report = await validator.validateString("<!doctype html><html><body><p id=a><div id=a></p></body></html>", "bad.html");
  assert.equal(report.valid, false);
});
