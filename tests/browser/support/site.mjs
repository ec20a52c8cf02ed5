// The built example site: where it lies, what pages it has, and one page to stand for each kind.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const repository = fileURLToPath(new URL("../../../", import.meta.url));
/** The built example site. `tools/test` builds it there; DATELINE_SITE names another. */
export const siteDir = process.env.DATELINE_SITE ?? join(repository, "target", "example-site");
/** The program. DATELINE_BIN names another. */
export const program = process.env.DATELINE_BIN ?? join(repository, "target", "debug", "dateline");
/** Where pictures go, for people to look at. */
export const pictures = join(repository, "target", "screenshots");

if (!existsSync(join(siteDir, "index.html"))) {
  throw new Error(`there is no built site in ${siteDir}; run \`tools/test site\` first`);
}

/** One page for each kind of page, by the shape of its address. */
export const kinds = [
  { kind: "front", shape: "", path: "" },
  { kind: "timeline", shape: "timeline/", path: "timeline/" },
  { kind: "timeline-year", shape: "timeline/*/", path: "timeline/2025/" },
  { kind: "timeline-oldest", shape: "timeline/oldest/", path: "timeline/oldest/" },
  { kind: "month", shape: "timeline/*/*/", path: "timeline/2025/06/" },
  { kind: "map", shape: "timeline/*/map/", path: "timeline/2025/map/" },
  { kind: "timeline-country", shape: "timeline/country/*/", path: "timeline/country/mli/" },
  { kind: "timeline-type", shape: "timeline/type/*/", path: "timeline/type/attack-on-forces/" },
  { kind: "timeline-actor", shape: "timeline/actor/*/", path: "timeline/actor/jnim/" },
  { kind: "story", shape: "stories/*/", path: "stories/boulikessi/" },
  { kind: "story-french", shape: "stories/*/", path: "stories/boulikessi-quatre-bilans/" },
  { kind: "stories", shape: "stories/", path: "stories/" },
  { kind: "incident", shape: "incidents/*/", path: "incidents/2025-06-01-boulikessi/" },
  { kind: "country", shape: "countries/*/", path: "countries/mli/" },
  { kind: "countries", shape: "countries/", path: "countries/" },
  { kind: "actor", shape: "actors/*/", path: "actors/jnim/" },
  { kind: "actors", shape: "actors/", path: "actors/" },
  { kind: "place", shape: "places/*/", path: "places/boulikessi/" },
  { kind: "tag", shape: "tags/*/", path: "tags/army-base/" },
  { kind: "tags", shape: "tags/", path: "tags/" },
  { kind: "type", shape: "types/*/", path: "types/attack-on-forces/" },
  { kind: "figures", shape: "figures/", path: "figures/" },
  { kind: "figures-year", shape: "figures/*/", path: "figures/2025/" },
  { kind: "page", shape: "*/", path: "method/" },
  { kind: "corrections", shape: "corrections/", path: "corrections/" },
  { kind: "data", shape: "data/", path: "data/" },
  { kind: "search", shape: "search/", path: "search/" },
  { kind: "not-found", shape: "404.html", path: "404.html" },
  { kind: "front-fr", shape: "", path: "fr/" },
  { kind: "incident-fr", shape: "incidents/*/", path: "fr/incidents/2025-06-01-boulikessi/" },
  { kind: "front-ar", shape: "", path: "ar/" },
  { kind: "timeline-ar", shape: "timeline/", path: "ar/timeline/" },
  { kind: "incident-ar", shape: "incidents/*/", path: "ar/incidents/2025-06-01-boulikessi/" },
];

/** An address without the tag of another language of the site. */
export const inOwnLanguage = (path) => path.replace(/^(fr|ar)\//, "");

/** Every HTML page of the site, by its address from the root, in order; redirects are left out. */
export function everyPage() {
  return files(".html")
    .filter((file) => !/http-equiv="?refresh/.test(read(file)))
    .map((file) => (file === "index.html" ? "" : file.replace(/\/index\.html$/, "/")))
    .sort();
}

/**
 * The pages for tests that take long over each: all of the site's own language, and every tenth of the others. Twins come
 * from the same templates and records, so that all of them would take three times as long to say nearly the same.
 */
export function sampled(paths) {
  const own = paths.filter((path) => inOwnLanguage(path) === path);
  const others = paths.filter((path) => inOwnLanguage(path) !== path);
  return [...own, ...others.filter((_, place) => place % 10 === 0)];
}

/** Every file of the site whose name ends so, by its path from the root. */
export function files(extension) {
  return readdirSync(siteDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => relative(siteDir, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
}

/** The text of a file of the site, by its path from the root. */
export function read(file) {
  return readFileSync(join(siteDir, file), "utf8");
}

/** The file that answers at an address. */
export function fileOf(path) {
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

/** The shape of an address: a star for the name at its end, and no number of a further page. */
export function shapeOf(address) {
  const path = inOwnLanguage(address);
  if (/^timeline\/\d{4}\/(oldest|\d\d|\d\d\/oldest)\/$/.test(path)) return path.includes("oldest") ? "timeline/oldest/" : "timeline/*/*/";
  if (/^timeline\/\d{4}\/(\d\d\/)?map\/$/.test(path)) return "timeline/*/map/";
  const first = path.replace(/(.\/)\d{1,3}\/$/, "$1");
  return kinds.some(({ shape }) => shape === first) ? first : first.replace(/[^/]+\/$/, "*/");
}
