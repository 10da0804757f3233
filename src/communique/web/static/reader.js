// What a page can do beyond links: cards on marks, words lit by an address, copying, zooming by dragging, the theme.
"use strict";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// Theme
for (const button of all("button.theme")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch (refused) { /* holds for this page */ }
  });
}

// Copying
for (const button of all("button.copy")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const address = button.dataset.copyAddress;
    const text = address ? new URL(address, location.href).href : document.getElementById(button.dataset.copy).textContent;
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  });
}

// Words that the address names: #s-START-END, also across marks
function lightWords() {
  for (const lit of all(".words-here")) lit.classList.remove("words-here");
  const found = /^#s-(\d+)-(\d+)$/.exec(location.hash);
  if (!found) return;
  const [start, end] = [Number(found[1]), Number(found[2])];
  const within = all("[data-s]").filter((s) => Number(s.dataset.s) < end && Number(s.dataset.e) > start);
  for (const segment of within) {
    segment.classList.add("words-here");
    const fold = segment.closest("details");
    if (fold) fold.open = true;
  }
  if (within.length) within[0].scrollIntoView({ block: "center" });
}
addEventListener("hashchange", lightWords);
lightWords();

// Notes on a narrow screen
for (const button of all(".notes-toggle")) {
  button.hidden = false;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(document.body.classList.toggle("with-notes")));
  });
}

// Cards: the notes of what is marked, on hover, tap or Enter
const text = document.querySelector(".document .text");
if (text) {
  let card = null;
  let pinned = false;
  const drop = () => {
    if (card) card.remove();
    card = null;
    pinned = false;
    for (const lit of all(".lit")) lit.classList.remove("lit");
  };
  const show = (mark) => {
    drop();
    const ids = mark.dataset.n.split(" ");
    const list = document.createElement("ul");
    for (const id of ids) {
      const note = document.getElementById(`n-${id}`);
      if (!note) continue;
      note.classList.add("lit");
      const copy = note.cloneNode(true);
      copy.removeAttribute("id");
      list.append(copy);
      for (const other of all("[data-n]", text)) {
        if (other.dataset.n.split(" ").includes(id)) other.classList.add("lit");
      }
    }
    if (!list.children.length) return;
    card = document.createElement("div");
    card.className = "card";
    card.setAttribute("role", "note");
    card.append(list);
    document.body.append(card);
    const place = mark.getClientRects()[0];
    const left = Math.min(place.left, innerWidth - card.offsetWidth - 16);
    const below = place.bottom + 8;
    card.style.left = `${Math.max(8, left)}px`;
    card.style.top = `${below + card.offsetHeight > innerHeight ? Math.max(8, place.top - card.offsetHeight - 8) : below}px`;
    card.addEventListener("mouseleave", () => { if (!pinned) drop(); });
  };
  text.addEventListener("pointerover", (event) => {
    const mark = event.target.closest("[data-n]");
    if (mark && !pinned && event.pointerType === "mouse") show(mark);
  });
  text.addEventListener("pointerout", (event) => {
    if (!pinned && event.pointerType === "mouse" && card && !card.contains(event.relatedTarget) && !event.relatedTarget?.closest?.("[data-n]")) drop();
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".document .text [data-n]");
    if (mark) { show(mark); pinned = card !== null; } else if (card && !card.contains(event.target)) drop();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") drop(); });
  addEventListener("scroll", () => { if (!pinned) drop(); }, { passive: true });
  for (const note of all(".note")) {
    const light = (on) => all("[data-n]", text)
      .filter((mark) => mark.dataset.n.split(" ").includes(note.id.slice(2)))
      .forEach((mark) => mark.classList.toggle("lit", on));
    note.addEventListener("mouseenter", () => light(true));
    note.addEventListener("mouseleave", () => light(false));
    note.addEventListener("focusin", () => light(true));
    note.addEventListener("focusout", () => light(false));
  }
}

// Zooming a timeline by dragging across it; the picture of the chosen days takes its place
let figure = document.querySelector("figure.timeline");
async function zoomTo(address) {
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("figure.timeline");
  if (!answer.ok || !fresh) { location.href = address; return; }
  figure.replaceWith(fresh);
  figure = fresh;
  const list = page.querySelector(".chronicle");
  if (list) document.querySelector(".chronicle").replaceWith(list);
  history.pushState(null, "", address);
  prepareZoom();
}
function prepareZoom() {
  for (const link of all(".zoom a", figure)) {
    link.addEventListener("click", (event) => { event.preventDefault(); zoomTo(link.getAttribute("href")); });
  }
  const picture = figure.querySelector("svg");
  let from = null;
  let band = null;
  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse()).x;
  picture.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button !== 0 || event.target.closest("a")) return;
    from = at(event);
    band = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    band.setAttribute("class", "bar");
    band.setAttribute("height", "100%");
    picture.append(band);
  });
  picture.addEventListener("pointermove", (event) => {
    if (from === null) return;
    band.setAttribute("x", Math.min(from, at(event)));
    band.setAttribute("width", Math.abs(at(event) - from));
  });
  addEventListener("pointerup", (event) => {
    if (from === null) return;
    const [one, other] = [from, at(event)].sort((a, b) => a - b);
    from = null;
    band.remove();
    if (other - one < 20) return;
    const [first, last] = [Date.parse(figure.dataset.first), Date.parse(figure.dataset.last)];
    const day = (x) => new Date(first + (last - first) * Math.min(1, Math.max(0, (x - 14) / 1092))).toISOString().slice(0, 10);
    const address = new URL(location.href);
    address.searchParams.set("since", day(one));
    address.searchParams.set("until", day(other));
    address.searchParams.delete("page");
    zoomTo(address.pathname + address.search);
  });
}
if (figure) {
  prepareZoom();
  addEventListener("popstate", () => { if (!location.hash) location.reload(); });
}
