// axe-core, run inside a page, and its findings in one line each.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe holds against the page, a line for each element; of all its rules, or of one. */
export async function violations(page, rule) {
  await page.evaluate(source);
  const found = await page.evaluate(
    (runOnly) =>
      globalThis.axe.run(document, {
        runOnly,
        ...(runOnly.type === "tag" && { rules: { "target-size": { enabled: true } } }),
        resultTypes: ["violations"],
        preload: false,
      }),
    rule ? { type: "rule", values: [rule] } : { type: "tag", values: tags },
  );
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`),
  );
}
