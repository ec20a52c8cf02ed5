// The pages that tools/peers.mjs holds ours against: each as its library's own documentation recommends, with every incident of
// the built site's data/incidents.json: title, date as exactly as it is known, place, summary, killed, and links to the sources.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { read, repository } from "../tests/browser/support/site.mjs";

/** The peers, and what reads the text of a PDF in the same way on every machine. */
export const packages = {
  "@knight-lab/timelinejs": "3.9.11",
  "vis-timeline": "8.5.4",
  "pdfjs-dist": "4.10.38",
  // What Mali Threat Monitor loads from other hosts, and what reads the lands of our map.
  "leaflet": "1.9.4",
  "chart.js": "4.4.1",
  "chartjs-adapter-date-fns": "3.0.0",
  "topojson-client": "3.1.0",
};
export const folder = join(repository, "target", "peers");
const versionOf = (name) => {
  const file = join(folder, "node_modules", name, "package.json");
  return existsSync(file) && JSON.parse(readFileSync(file, "utf8")).version;
};

/** Has npm fetch what is not there yet. */
function install() {
  if (Object.entries(packages).every(([name, version]) => versionOf(name) === version)) return;
  const named = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  mkdirSync(folder, { recursive: true });
  execFileSync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error", "--save-exact", ...named], { stdio: ["ignore", 2, 2] });
}

// The events, in the words that both peers are given.
const { incidents, actors, sources } = JSON.parse(read("data/incidents.json"));
const names = new Map([...actors, ...sources].map(({ id, name }) => [id, name]));
const acronyms = new Map(actors.map(({ id, name, acronym }) => [id, acronym ?? name]));
const urls = new Map(sources.map(({ id, url }) => [id, url]));
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const utc = (format) => new Intl.DateTimeFormat("en-GB", { ...format, year: "numeric", month: "long", timeZone: "UTC" });
const [day, month] = [utc({ day: "numeric" }), utc({})];

/** A date as exactly as it is known, and no more. */
function dateInWords({ start, end, precision }) {
  const [from, to] = [new Date(start), new Date(end)];
  if (precision === "month") return `${month.format(from)}, day not known`;
  if (precision === "week") return `in the week of ${day.format(from)}`;
  return start === end ? day.format(from) : day.formatRange(from, to);
}

function killedInWords({ who, low, high, at_least, by }) {
  const range = low === 0 ? `Up to ${high}` : `${at_least ? "At least " : ""}${low === high ? low : `${low} to ${high}`}`;
  return `${range} ${who === "all" ? "people" : who.replaceAll("_", " ")} killed, as counted by ${by.map((id) => names.get(id)).join("; ")}.`;
}

function sourceLink(id) {
  return urls.get(id) ? `<a href="${escaped(urls.get(id))}">${escaped(names.get(id))}</a>` : escaped(names.get(id));
}

export const events = incidents.map(({ id, title, summary, date, place, killed, sources }) => ({
  id,
  title,
  date,
  when: dateInWords(date),
  text: [
    place && `<strong>${escaped(place.name)}</strong>`,
    summary && escaped(summary),
    killed && escaped(killedInWords(killed)),
    `Sources: ${sources.map(sourceLink).join("; ")}`,
  ].filter(Boolean).map((part) => `<p>${part}</p>`).join(""),
}));

const pageOf = (head, body) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Timeline</title>
${head}
</head>
<body>
<main>
<h1>Timeline</h1>
${body}
</main>
</body>
</html>
`;

/** Writes a peer's page, and its events beside it. */
function write(name, events, head, body) {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "events.json"), JSON.stringify(events));
  writeFileSync(join(folder, name, "index.html"), pageOf(head, body));
}

/** TimelineJS3: a slide for each event over the whole window, the newest first to be seen; of its pairs of letters one that needs no other host. */
function timelinejs() {
  const at = "../node_modules/@knight-lab/timelinejs/dist/";
  const part = (date, { precision }) => {
    const [year, month, day] = date.split("-").map(Number);
    return precision === "month" ? { year, month } : { year, month, day };
  };
  const slides = events.map(({ id, title, date, when, text }) => ({
    unique_id: id,
    start_date: part(date.start, date),
    ...(date.start !== date.end && date.precision !== "month" && { end_date: part(date.end, date) }),
    display_date: when,
    text: { headline: escaped(title), text },
  }));
  write("timelinejs", { events: slides }, `<link rel="stylesheet" href="${at}css/timeline.css">
<script src="${at}js/timeline.js"></script>
<style>body { margin: 0 } h1 { margin: 0; font: bold 1.5rem/3rem sans-serif } #events { height: calc(100vh - 3rem) }</style>`, `<div id="events"></div>
<script>
const script_path = new URL("${at}js/", location.href).href;
new TL.Timeline("events", "events.json", { start_at_end: true, font: "georgia-helvetica", hash_bookmark: true, script_path });
</script>`);
}

/** vis-timeline: an item for each event, a span where it is not a day; the whole text when an item is chosen, since hints need a mouse. */
function vis() {
  const at = "../node_modules/vis-timeline/";
  const after = (date) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
  const items = events.map(({ id, title, date, when, text }) => ({
    id,
    content: escaped(title),
    title: escaped(`${when}: ${title}`),
    start: date.start,
    ...(date.start !== date.end && { end: after(date.end) }),
    text: `<h2>${escaped(title)}</h2><p>${escaped(when)}</p>${text}`,
  }));
  write("vis", items, `<link rel="stylesheet" href="${at}styles/vis-timeline-graph2d.min.css">
<script src="${at}standalone/umd/vis-timeline-graph2d.min.js"></script>
<style>
body { font: 16px/1.4 sans-serif }
.vis-item .vis-item-overflow { overflow: visible }
.vis-item .vis-item-content { white-space: normal; width: max-content; max-width: 10rem }
</style>`, `<div id="events"></div>
<div id="details" aria-live="polite"><p>Choose an event to read of it.</p></div>
<script>
fetch("events.json").then((answer) => answer.json()).then((events) => {
  const items = new vis.DataSet(events);
  const [box, details] = ["events", "details"].map((id) => document.getElementById(id));
  // All years, and room on the right for the words of the last; the newest is on top, and the wheel scrolls.
  const [first, last] = [events.at(-1), events[0]].map(({ start }) => Date.parse(start));
  const end = last + ((last - first) * 180) / (box.clientWidth - 180);
  const order = (a, b) => b.start - a.start;
  const look = { align: "left", orientation: "top", maxHeight: "80vh", showCurrentTime: false };
  const hand = { verticalScroll: true, zoomKey: "ctrlKey", zoomMin: 864e5 };
  const timeline = new vis.Timeline(box, items, { start: first, end, order, ...look, ...hand });
  timeline.on("select", (chosen) => {
    if (chosen.items.length === 0) return;
    details.innerHTML = items.get(chosen.items[0]).text;
    details.scrollIntoView({ block: "nearest" });
  });
});
</script>`);
}

/**
 * Mali Threat Monitor, from a checkout: its own page, style and script, with our events for its own. What it loads from other hosts
 * comes from npm in the same version; its letters and the tiles of its map are left out, and lands are drawn for them.
 */
function monitor(checkout) {
  const at = join(folder, "monitor");
  cpSync(checkout, at, { recursive: true, filter: (file) => !file.includes("/.git") });
  const { feature } = createRequire(join(folder, "package.json"))("topojson-client");
  const lands = JSON.parse(readFileSync(join(repository, "src/geo/data/countries.topojson"), "utf8"));
  const colors = ["#d62828", "#f77f00", "#fcbf49", "#9d4edd", "#6c757d", "#2a9d8f", "#e76f51", "#e85d75", "#8338ec", "#ff006e"];
  const named = (keys) => Object.fromEntries([...new Set(keys)].map((key, n) => [key, { label: key.replaceAll("_", " "), color: colors[n % 10] }]));
  // Two types that its own counts ask for by name.
  const typeOf = ({ type }) => ({ attack_on_forces: "military_base", siege_blockade: "blockade" })[type] ?? type;
  const groupOf = ({ actors }) => acronyms.get(actors.find(({ role }) => role === "perpetrator")?.id) ?? "none named";
  const rows = incidents.map((incident, n) => ({
    id: n + 1,
    date: incident.date.start,
    location: incident.place.name,
    region: incident.place.adm1 ?? incident.place.countries.join(", "),
    lat: incident.place.lat,
    lng: incident.place.lon,
    targetType: typeOf(incident),
    group: groupOf(incident),
    fatalities: incident.killed?.high ?? 0,
    summary: [incident.title, incident.summary].filter(Boolean).map(escaped).join(". "),
    source: escaped(names.get(incident.sources[0])),
    sourceUrl: escaped(urls.get(incident.sources[0]) ?? ""),
  }));
  const data = { incidents: rows, majorCities: [], targetTypes: named(rows.map(({ targetType }) => targetType)), groups: named(rows.map(({ group }) => group)) };
  writeFileSync(join(at, "data.js"), Object.entries(data).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`).join(""));
  const land = JSON.stringify(feature(lands, Object.values(lands.objects)[0]));
  writeFileSync(join(at, "lands.js"), `L.tileLayer = () => ({ addTo() {} });
document.addEventListener("DOMContentLoaded", () => L.geoJSON(${land}, { interactive: false, style: { color: "#4a5261", weight: 1, fillColor: "#232831" } }).addTo(map).bringToBack());
`);
  const edit = (file, ...pairs) => {
    const text = readFileSync(join(at, file), "utf8");
    writeFileSync(join(at, file), pairs.reduce((text, [from, to]) => {
      if (!text.match(from)) throw new Error(`${file} of Mali Threat Monitor has no ${from}; check out the revision that docs/comparison.md names`);
      return text.replace(from, to);
    }, text));
  };
  const modules = "../node_modules/";
  edit("index.html", [/<link [^>]*fonts\.(googleapis|gstatic)\.com[^>]*>\s*/g, ""], [/https:\/\/unpkg\.com\/leaflet@[^/]*/g, `${modules}leaflet`],
    [/https:\/\/cdn[^"]*chart\.umd\.min\.js/, `${modules}chart.js/dist/chart.umd.js`], [/https:\/\/cdn\.jsdelivr\.net\/npm\//g, modules],
    ['<script src="app.js"></script>', '<script src="app.js"></script>\n<script src="lands.js"></script>']);
  const [[from, first], [to, last]] = [rows.at(-1), rows[0]].map(({ date }) => date.split("-").map(Number));
  edit("app.js", ["y = 2025, m = 5", `y = ${from}, m = ${first}`], ["y === 2026 && m === 4", `y === ${to} && m === ${last}`]);
}

/** Installs the peers, and writes their pages into the folder. */
export function prepare(checkout) {
  install();
  timelinejs();
  vis();
  if (checkout) monitor(checkout);
}
