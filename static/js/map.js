// Zoom for a map. The frame scrolls by itself, by touch and by the arrow keys, and two fingers enlarge the page with its
// words; this adds buttons and the keys + − 0.
// Marks and labels grow less than the land, so that what stood close together comes apart. Nothing needs it.
for (const frame of document.querySelectorAll(".map-frame[tabindex]")) {
  const svg = frame.querySelector(".map-svg");
  const words = frame.dataset;
  let zoom = 1;

  // Where it is wider than its frame, it opens on the middle of its marks.
  const lefts = [...svg.querySelectorAll("a")].map((mark) => mark.getBoundingClientRect().left).sort((a, b) => a - b);
  frame.scrollLeft += lefts[lefts.length >> 1] - frame.getBoundingClientRect().left - frame.clientWidth / 2;

  const set = (wanted) => {
    const next = Math.min(8, Math.max(1, wanted));
    if (next === zoom) return;
    const before = svg.getBoundingClientRect();
    const x = (frame.scrollLeft + frame.clientWidth / 2) / before.width;
    const y = (frame.scrollTop + frame.clientHeight / 2) / before.height;
    const whole = before.width / zoom;
    if (zoom === 1) frame.style.blockSize = `${frame.offsetHeight}px`;
    zoom = next;
    svg.style.inlineSize = zoom === 1 ? "" : `${whole * zoom}px`;
    svg.style.setProperty("--shrink", zoom ** -0.75);
    // The names that have room from here on: see the labels of the map in the program.
    svg.classList.toggle("is-near", zoom >= 2.25);
    if (zoom === 1) frame.style.blockSize = "";
    const after = svg.getBoundingClientRect();
    frame.scrollLeft = x * after.width - frame.clientWidth / 2;
    frame.scrollTop = y * after.height - frame.clientHeight / 2;
  };

  const ways = [
    [words.in, "+", () => set(zoom * 1.5)],
    [words.out, "−", () => set(zoom / 1.5)],
    [words.whole, "↺", () => set(1)],
  ];
  const group = document.createElement("div");
  group.className = "map-zoom";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", words.zoom);
  for (const [label, sign, act] of ways) {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", label);
    button.title = label;
    button.dataset.sign = sign;
    button.addEventListener("click", act);
    group.append(button);
  }
  frame.after(group);

  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const sign = { "=": "+", "-": "−", 0: "↺" }[event.key] ?? event.key;
    const way = ways.find(([, key]) => key === sign);
    if (!way) return;
    event.preventDefault();
    way[2]();
  });
}
