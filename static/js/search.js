// Finds pages by their words, in lists of the site's own that are loaded when they are asked for. They are scripts, so
// that it works in a folder too. Data is only ever shown as text.
const form = document.getElementById("search");
if (form) {
  const words = form.dataset;
  const said = form.querySelector("output");
  const list = document.querySelector(".results");
  const more = document.querySelector(".results-more");
  const shards = new Set(words.shards.split(" "));
  const number = new Intl.NumberFormat(words.lang);
  const parts = new Map();
  const given = {};
  let run = 0, found = [], shown = 0;

  window.dateline = (name, part) => { given[name] = part; };
  const load = (name) => {
    if (!parts.has(name)) {
      parts.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${words.root}${words.home}search/${name}.js`;
        script.onload = () => resolve(given[name]);
        script.onerror = () => { parts.delete(name); reject(); };
        document.head.append(script);
      }));
    }
    return parts.get(name);
  };

  const fold = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[œæøı]/g, (letter) => ({ œ: "oe", æ: "ae", ø: "o", ı: "i" })[letter])
      .split(/[^\p{L}\p{N}]+/u).map((word) => word.replace(/^ال(?=.{3})/u, "")).filter((word) => [...word].length > 1);
  // The part that holds words with these first letters: of two, or of one where there are few.
  const shard = (word) => {
    const letters = [...word].map((letter) => (/[a-z0-9]/.test(letter) ? letter : `u${letter.codePointAt(0).toString(16)}`));
    return [letters[0] + letters[1], letters[0]].find((name) => shards.has(name));
  };

  // The pages that hold a word, or one that begins so, each with what the word says of it.
  const holding = async (word) => {
    const name = shard(word);
    const pages = new Map();
    if (!name) return pages;
    for (const [held, at] of Object.entries(await load(name))) {
      if (!held.startsWith(word)) continue;
      for (const n of at) pages.set(n >> 2, Math.max(pages.get(n >> 2) ?? 0, 2 * (n & 3) + 1 + (held === word)));
    }
    return pages;
  };

  const show = async (mine) => {
    const next = found.slice(shown, shown + 20);
    await Promise.all([...new Set(next.map(([page]) => page >> 8))].map((n) => load(`pages-${n}`)));
    if (mine !== run) return;
    for (const [page] of next) {
      const [url, title, detail] = given[`pages-${page >> 8}`][page & 255];
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.textContent = title;
      // Where the page was opened from the disk there is no server to find the page in a folder.
      link.href = (words.root + url).replace(/\/(?=#|$)/, location.protocol === "file:" ? "/index.html" : "/");
      item.append(link, " ");
      const note = document.createElement("span");
      note.className = "muted";
      note.textContent = detail;
      item.append(note);
      list.append(item);
    }
    shown += next.length;
    more.hidden = shown >= found.length;
  };

  const apply = async () => {
    const mine = ++run;
    const terms = fold(form.elements.q.value);
    try {
      const held = await Promise.all(terms.map(holding));
      if (mine !== run) return;
      const [first = new Map(), ...others] = held.sort((a, b) => a.size - b.size);
      found = [...first].filter(([page]) => others.every((pages) => pages.has(page)))
        .map(([page, score]) => [page, others.reduce((sum, pages) => sum + pages.get(page), score)])
        .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      shown = 0;
      list.replaceChildren();
      more.hidden = true;
      await show(mine);
      if (mine === run) said.textContent = !terms.length ? "" : found.length ? words.found.replace("{n}", number.format(found.length)) : words.none;
    } catch {
      if (mine === run) said.textContent = words.failed;
    }
  };

  const keep = () => {
    const q = form.elements.q.value.trim();
    try {
      history.replaceState(null, "", q ? `?${new URLSearchParams({ q })}` : location.pathname);
    } catch {
      // A page of a folder may not change its address.
    }
    apply();
  };
  let typing;
  form.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(keep, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
  });
  more.addEventListener("click", () => show(run));
  form.elements.q.value = new URLSearchParams(location.search).get("q") ?? "";
  form.classList.add("is-ready");
  if (form.elements.q.value) apply();
}
