// Put into pages by the preview on their way out; never part of the built site.
// Hears from the server what is on show, and makes this page agree with it. Sends nothing.
(() => {
  "use strict";

  const script = document.currentScript;
  let build = new URL(script.src).searchParams.get("build");
  // The page of faults is of one state of the preview, and the desk of one build, whatever came of it.
  const tool = { faults: "state", desk: "turn" }[document.documentElement.dataset.dateline];
  let stream = null;
  let overlay = null;
  let shown = null; // The state that the overlay tells of …
  let dismissed = null; // … and the one that the reader has closed.
  let hint = null;
  // A page that the reader went back to stays, also when the browser shows it as it was then.
  let mayMove = performance.getEntriesByType("navigation")[0]?.type !== "back_forward";

  // A browser keeps six connections to one host, over all its windows: a page that nobody sees gives
  // its own back, and asks again when it is looked at.
  function connect() {
    if (stream || document.hidden) return;
    stream = new EventSource("/_dateline/events");
    stream.addEventListener("state", (event) => agree(JSON.parse(event.data)));
    stream.addEventListener("error", () => {
      if (stream && stream.readyState === EventSource.CLOSED) {
        disconnect();
        setTimeout(connect, 1000);
      }
    });
  }

  function disconnect() {
    if (stream) stream.close();
    stream = null;
  }

  function agree(now) {
    if (tool) {
      if (now[tool] !== build) reload();
      return;
    }
    const moves = mayMove && now.go && now.go !== location.pathname;
    mayMove = true;
    if (now.build !== build) {
      if (moves) {
        location.assign(now.go); // The source of another page was edited, and pages are to follow.
        return;
      }
      if (now.styles && now.before === build) {
        swapStyles(now.styles, now.build);
        build = now.build;
      } else {
        reload(); // The browser keeps the scroll position of a reloaded page.
        return;
      }
    }
    if (now.failed && now.state !== dismissed) showFaults(now);
    if (!now.failed) hideFaults();
    showHint(now.failed ? 0 : now.problems.length);
  }

  // What the keyboard was at, by its place among all such and its words: the browser forgets it on a reload.
  const FOCUS = "dateline-focus";

  function stops() {
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  }

  function reload() {
    const all = stops();
    const at = all.indexOf(document.activeElement);
    try {
      if (at >= 0) sessionStorage.setItem(FOCUS, JSON.stringify([location.pathname, at, all[at].textContent]));
    } finally {
      location.reload(); // Also where a browser stores nothing.
    }
  }

  function focusAgain() {
    const kept = sessionStorage.getItem(FOCUS);
    sessionStorage.removeItem(FOCUS);
    const [path, at, words] = JSON.parse(kept ?? "[]");
    if (path !== location.pathname) return;
    const all = stops();
    const stop = all[at]?.textContent === words ? all[at] : all.find((one) => one.textContent === words);
    stop?.focus({ preventScroll: true });
  }

  // Warnings do not stand in the way of the page: a word in the corner leads to them.
  function showHint(warnings) {
    if (hint) hint.remove();
    hint = null;
    if (warnings === 0) return;
    hint = document.createElement("dateline-hint");
    const link = element("a", "hint", `${warnings} ${warnings === 1 ? "warning" : "warnings"}`);
    link.href = "/_desk/faults/";
    hint.attachShadow({ mode: "open" }).append(sheet(), link);
    document.body.append(hint);
  }

  function sheet() {
    const style = element("link");
    style.rel = "stylesheet";
    style.href = "/_dateline/overlay.css";
    return style;
  }

  // The new stylesheet is loaded beside the old one, which goes only then: no unstyled moment. All are
  // fetched anew, since one may import another.
  function swapStyles(styles, name) {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"][href]')) {
      const url = new URL(link.href);
      if (url.origin !== location.origin || link.dataset.datelineOld) continue;
      const fresh = link.cloneNode();
      url.pathname = styles[url.pathname] || url.pathname;
      url.searchParams.set("build", name);
      fresh.href = url.href;
      link.dataset.datelineOld = "true";
      const done = () => link.remove();
      fresh.addEventListener("load", done);
      fresh.addEventListener("error", done);
      link.after(fresh);
    }
  }

  // Faults are text from files: they are set as text, never as HTML.
  function showFaults(now) {
    hideFaults();
    overlay = document.createElement("dateline-faults");
    const root = overlay.attachShadow({ mode: "open" });
    const panel = element("section", "panel");
    panel.setAttribute("role", "alert");
    panel.tabIndex = 0; // It scrolls, so the keyboard must reach it.
    panel.setAttribute("aria-label", "faults in the sources");
    const errors = now.problems.filter((problem) => problem.severity === "error").length;
    const close = element("button", "close", "Close");
    close.type = "button";
    close.addEventListener("click", dismiss);
    const head = element("header", "head");
    const said = element("p", "", "The page below is the last good one. This goes when the fault goes. ");
    const desk = element("a", "", "All of them at the desk");
    desk.href = "/_desk/faults/";
    said.append(desk);
    head.append(element("h1", "", errors === 1 ? "1 error" : `${errors} errors`), said, close);
    panel.append(head, ...now.problems.map(fault));
    root.append(sheet(), panel);
    document.body.append(overlay);
    shown = now.state;
  }

  function fault(problem) {
    return element("pre", problem.severity, problem.text);
  }

  function dismiss() {
    dismissed = shown;
    hideFaults();
  }

  function hideFaults() {
    if (overlay) overlay.remove();
    overlay = null;
  }

  function element(name, className = "", text = "") {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  document.addEventListener("DOMContentLoaded", focusAgain);
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  document.addEventListener("keydown", (event) => {
    if (overlay && event.key === "Escape") dismiss();
  });
  window.addEventListener("pagehide", disconnect);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) mayMove = false;
    connect();
  });
  connect();
})();
