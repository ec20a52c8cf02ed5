// Filters the entries of a timeline where they stand, and keeps its state in the address. The page is whole without
// it. Data is only ever shown as text.
const form = document.getElementById("filter");
if (form) {
  const words = form.dataset;
  const field = form.elements;
  const said = document.querySelector(".filter output");
  const list = document.querySelector(".results");
  const more = document.querySelector(".results-more");
  const home = document.querySelector(".timeline-entries");
  const keys = ["country", "year", "type", "actor", "status", "min", "q", "all"];
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const last = (link) => link.href.split("/").at(-2);
  const number = new Intl.NumberFormat(words.lang);
  const files = new Map();
  let things, rows, run = 0, shown = 0;

  for (const link of all(".facet-list a")) {
    const select = field[link.closest(".facet").dataset.key];
    select?.add(new Option(link.querySelector("span").textContent, last(link)));
  }

  // Rows are read once, when the filter is opened. What needs the texts of entries is read while nothing else is to do.
  const row = (li) => {
    const [country, actor, killed, type] = li.dataset.f.split("|");
    const list = li.parentNode;
    return {
      line: [li, list, list.parentNode, list.parentNode.parentNode],
      country: `,${country},`,
      actor: `,${actor},`,
      killed,
      year: li.querySelector("time").dateTime.slice(0, 4),
      type,
      has(status) {
        this.says ??= all(".status", li).map((said) => said.classList[1]);
        return this.says.includes(`status-${status}`);
      },
      get text() {
        return (this.read ??= fold(li.textContent));
      },
    };
  };
  const own = () => {
    things ??= all(".timeline-year, .timeline-part, .entries > li");
    rows ??= things.filter((what) => what.dataset.f).map(row);
    // A page that has all entries needs no files.
    if (rows.length >= words.total) field.all.parentElement.style.display = "none";
    return rows;
  };
  const idle = window.requestIdleCallback ?? setTimeout;
  const warm = (n) => {
    for (const end = performance.now() + 5; n < rows.length && performance.now() < end; n++) rows[n].has(rows[n].text);
    if (n < rows.length) idle(() => warm(n));
  };

  const ask = () => {
    const want = Object.fromEntries(keys.map((key) => [key, key === "all" ? (field.all.checked ? "1" : "") : field[key].value.trim()]));
    const terms = fold(want.q).split(/\s+/);
    const one = (codes, code) => !code || codes.includes(`,${code},`);
    const fits = (r) =>
      one(r.country, want.country) && one(r.actor, want.actor) && (!want.year || r.year === want.year) &&
      (!want.type || r.type === want.type) && (!want.min || (r.killed !== "" && +r.killed >= +want.min)) &&
      (!want.status || r.has(want.status)) && (!want.q || terms.every((term) => r.text.includes(term)));
    return { want, fits };
  };

  const tell = (text, n, of) => {
    said.textContent = text.replace("{n}", number.format(n)).replace("{of}", number.format(of));
  };

  const here = ({ want, fits }, mine) => {
    const found = own().filter(fits);
    const whole = found.length === rows.length;
    const seen = new Set([home, ...found.flatMap((r) => r.line)]);
    const stays = (what) => whole || seen.has(what);
    home.classList.toggle("is-part", !whole);
    // What lies in a part that is not seen may stay as it is.
    const turned = things.filter((what) => what.hidden === stays(what) && stays(what.parentNode));
    // What is in sight first, and never so much at once that a slow machine stands still.
    const turn = (from) => {
      if (mine !== run) return;
      const to = from + 40;
      for (const what of turned.slice(from, to)) what.hidden = !what.hidden;
      if (to < turned.length) setTimeout(turn, 0, to);
    };
    turn(0);
    if (keys.some((key) => want[key])) tell(words.here, found.length, rows.length);
    else said.textContent = "";
  };

  const load = async (year) => {
    if (!files.has(year)) {
      const table = await (await fetch(`${words.root}${words.home}timeline/index/${year}.json`)).json();
      files.set(year, table.id.map((id, at) => {
        const [country, type, actor, killed, status, date, title, place] = ["country", "type", "actor", "killed", "status", "date", "title", "place"].map((key) => table[key][at]);
        const has = (word) => status.split(",").includes(word);
        return { id, year, country: `,${country},`, type, actor: `,${actor},`, killed, has, date, title, place, text: fold(`${title} ${place} ${actor}`) };
      }));
    }
    return files.get(year);
  };

  let found = [];
  const show = () => {
    for (const r of found.slice(shown, shown + 40)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.textContent = r.title;
      link.href = `${words.root}${words.home}incidents/${encodeURIComponent(r.id)}/`;
      item.append(`${r.date} · `, link, r.place && ` · ${r.place}`);
      list.append(item);
    }
    shown = list.children.length;
    more.hidden = shown >= found.length;
  };

  const everywhere = async ({ want, fits }, mine) => {
    const years = words.years.split(" ").filter((year) => !want.year || year === want.year);
    let of = 0;
    found = [];
    shown = 0;
    list.replaceChildren();
    for (const year of years) {
      const rows = files.get(year) ?? (await load(year));
      if (mine !== run) return;
      of += rows.length;
      found.push(...rows.filter(fits));
      if (shown < 40) show();
    }
    if (!found.length) more.hidden = true;
    tell(words.all, found.length, of);
  };

  const apply = async () => {
    const mine = ++run;
    const asked = ask();
    const whole = field.all.checked;
    home.hidden = whole;
    list.hidden = !whole;
    more.hidden = true;
    try {
      await (whole ? everywhere(asked, mine) : here(asked, mine));
    } catch {
      field.all.checked = home.hidden = false;
      list.hidden = true;
      here(ask(), mine);
      said.textContent = words.failed;
    }
  };

  const read = () => {
    const query = new URLSearchParams(location.search);
    for (const key of keys) {
      if (key === "all") field.all.checked = query.has("all") && !field.all.disabled;
      else field[key].value = query.get(key) ?? "";
    }
    if (keys.some((key) => query.has(key))) form.parentElement.open = true;
    apply();
  };

  const keep = (how) => {
    const { want } = ask();
    const query = new URLSearchParams(Object.entries(want).filter(([, value]) => value));
    apply();
    // The answer first, then the address.
    setTimeout(() => {
      try {
        history[how](null, "", query.size ? `?${query}` : location.pathname);
      } catch {
        // A page of a folder may not change its address.
      }
    });
  };

  let typing;
  form.addEventListener("change", () => keep("pushState"));
  form.addEventListener("input", (event) => {
    if (!["q", "min"].includes(event.target.name)) return;
    clearTimeout(typing);
    typing = setTimeout(keep, 150, "replaceState");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep("pushState");
  });
  form.addEventListener("reset", () => setTimeout(keep, 0, "pushState"));
  more.addEventListener("click", show);
  addEventListener("popstate", read);
  if (location.protocol === "file:") {
    field.all.disabled = true;
    said.textContent = words.folder;
  }
  form.parentElement.classList.add("is-ready");
  form.parentElement.addEventListener("toggle", () => warm(own() && 0), { once: true });
  if (location.search) read();
}
