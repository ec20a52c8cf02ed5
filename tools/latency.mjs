#!/usr/bin/env node
// How long it takes from the save of a file to the changed page in the browser's hands; and whether memory stays flat.
//
//   node tools/latency.mjs                    1,000 and 10,000 articles, 60 saves of each kind
//   node tools/latency.mjs --rounds 200 1000  another number of saves, other sizes
//   node tools/latency.mjs --soak 10000 100   10,000 rebuilds of a site with 100 articles, with the memory held
//
// Runs `dateline serve` on a generated site, saves files as an editor does (in place, then by rename in turn), and
// does what a page's script does: hears of the change on its stream and fetches the page. The clock runs from before
// the save until the last byte of a page that holds what was saved. Quote figures of a quiet machine only.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target');
const program = process.env.DATELINE_BIN ?? path.join(target, 'release', 'dateline');

const given = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = given.indexOf(name);
  return at < 0 ? otherwise : Number(given.splice(at, 2)[1]);
};
const rounds = option('--rounds', 60);
const soak = option('--soak', 0);
const sizes = given.length > 0 ? given.map(Number) : soak > 0 ? [100] : [1000, 10000];
if ([rounds, soak, ...sizes].some((number) => !Number.isInteger(number))) {
  console.error('usage: node tools/latency.mjs [--rounds N | --soak N] [ARTICLES…]');
  process.exit(2);
}

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'dateline-latency-'));
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/** A running preview of a site. */
async function preview(site) {
  const child = spawn(program, ['serve', '-C', site], { stdio: ['ignore', 'pipe', 'ignore'] });
  const url = await new Promise((found, failed) => {
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
      if (said.includes('\n')) found(said.trim());
    });
    child.on('exit', () => failed(new Error('the preview ended')));
  });
  const agent = new http.Agent({ keepAlive: true });
  const get = (at) => new Promise((done, failed) => {
    http.get(new URL(at, url), { agent }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (data) => (body += data)).on('end', () => done(body));
    }).on('error', failed);
  });
  let heard = () => {};
  let build = '';
  http.get(new URL('/_dateline/events', url), (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (data) => {
      text += data;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const line = text.slice(0, end).split('\n').find((one) => one.startsWith('data: '));
        text = text.slice(end + 2);
        if (line) {
          build = JSON.parse(line.slice(6)).build;
          heard();
        }
      }
    });
  }).on('error', () => {});
  const next = async (before) => {
    while (build === before) await new Promise((done) => (heard = done));
  };
  return { child, get, next, build: () => build };
}

let turn = 0;
/** Saves as editors do: every other time by writing beside and renaming over. */
function save(file, text) {
  if (turn++ % 2 === 0) return fs.writeFileSync(file, text);
  fs.writeFileSync(`${file}~`, text);
  fs.renameSync(`${file}~`, file);
}

/** What is edited: the file, its new text, the page that shows it, and the word to wait for there. */
function edits(site) {
  const folder = path.join(site, 'content', 'articles');
  const articles = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.md')).sort();
  // Articles that are somebody's copy may be shown on another's page.
  const own = articles.filter((name) => !fs.readFileSync(path.join(folder, name), 'utf8').includes('\noutlet:'));
  const pick = (n) => own[(n * 7919) % own.length];
  const page = (name) => `/stories/${path.basename(name, '.md').slice(11)}/`;
  const at = (name) => path.join(folder, name);
  const read = (name) => fs.readFileSync(at(name), 'utf8');
  return {
    'the text of a story': (n, word) => [at(pick(n)), `${read(pick(n))}\n${word} was said.\n`, page(pick(n)), word],
    'its headline': (n, word) =>
      [at(pick(n)), read(pick(n)).replace(/title: "(\w+ )*/, `title: "${word} `), page(pick(n)), word],
  };
}

const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)];

async function measure(server, site, articles) {
  for (const [what, edit] of Object.entries(edits(site))) {
    const times = [];
    for (let n = 0; n < rounds + 2; n++) {
      const [file, text, page, word] = edit(n, `token${n}x${articles}`);
      const was = fs.readFileSync(file);
      await server.get(page);
      await wait(60 + Math.random() * 60);
      const before = server.build();
      const start = performance.now();
      save(file, text);
      await server.next(before);
      let body = await server.get(page);
      while (!body.includes(word)) body = await server.get(page);
      if (n >= 2) times.push(performance.now() - start);
      const edited = server.build();
      fs.writeFileSync(file, was);
      await server.next(edited);
    }
    times.sort((a, b) => a - b);
    const [p50, p95, max] = [share(times, 0.5), share(times, 0.95), times.at(-1)].map((ms) => ms.toFixed(1).padStart(7));
    console.log(`${String(articles).padStart(6)} articles, ${what.padEnd(20)} p50 ${p50} ms   p95 ${p95} ms   max ${max} ms   (${rounds} saves)`);
  }
}

const memory = (child) => {
  const status = fs.readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return (Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024).toFixed(1);
};

/** Rebuilds without end: text, headline, a story more and one less, in turn. */
async function soaked(server, site) {
  const [text, headline] = Object.values(edits(site));
  const extra = path.join(site, 'content', 'articles', '2024-01-01-extra.md');
  console.log(`     0 rebuilds ${memory(server.child).padStart(8)} MiB`);
  for (let n = 1; n <= soak; n++) {
    const before = server.build();
    const [file, changed] = n % 4 < 2 ? text(n >> 2, `soak${n}`) : headline(n >> 2, `soak${n}`);
    if (n % 8 === 3) fs.writeFileSync(extra, `---\ntitle: One more\ndate: "2024-01-01"\n---\nText ${n}.\n`);
    else if (n % 8 === 7) fs.rmSync(extra);
    else save(file, changed.split('\n').filter((line) => !/^soak\d+ was said/.test(line) || line.startsWith(`soak${n} `)).join('\n'));
    await server.next(before);
    if (n % Math.max(1, Math.floor(soak / 20)) === 0) {
      console.log(`${String(n).padStart(6)} rebuilds ${memory(server.child).padStart(8)} MiB`);
    }
  }
}

try {
  if (!process.env.DATELINE_BIN) execFileSync('cargo', ['build', '--release', '--locked', '--quiet'], { cwd: root, stdio: 'inherit' });
  for (const articles of sizes) {
    const site = path.join(work, String(articles));
    execFileSync('cargo', ['bench', '--locked', '--quiet', '--bench', 'generator', '--', String(articles), site], { cwd: root, stdio: 'inherit' });
    const server = await preview(site);
    await (soak > 0 ? soaked(server, site) : measure(server, site, articles));
    server.child.kill('SIGTERM');
    await new Promise((done) => server.child.on('exit', done));
    fs.rmSync(site, { recursive: true });
  }
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
process.exit(0);
