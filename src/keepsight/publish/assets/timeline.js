"use strict";
// Filters, keys and the highlighting of a question's words. The page is whole without it.
(() => {
  const $ = (id) => document.getElementById(id);
  const rows = Array.from(document.querySelectorAll("#entries tr[id]"));
  const months = Array.from(document.querySelectorAll(".month"));
  const questions = new Map();
  for (const d of document.querySelectorAll("details.question")) questions.set(d.dataset.n, d);
  const lensOf = new Map();
  let form, panel, picture, band;
  let texts = null;
  let shown = rows;
  let at = -1;
  let only = null;
  let from = null;

  const set = (value) => new Set((value || "").split(" ").filter(Boolean));
  const facts = rows.map((r) => ({
    agency: r.dataset.a, from: r.dataset.f || "", to: r.dataset.t || "",
    people: set(r.dataset.p), kinds: set(r.dataset.k), asked: set(r.dataset.q),
  }));

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  function entries(number) {
    return `${number.toLocaleString("en-GB")} ${number === 1 ? "entry" : "entries"}`;
  }

  // After a change the first entries are in sight, wherever one had read to.
  function change() {
    filter();
    if ($("entries").getBoundingClientRect().top < -200) $("entries-title").scrollIntoView({ block: "nearest" });
  }

  function wordsOf(value) {
    const found = [];
    for (const m of plain(value).matchAll(/"([^"]+)"|(\S+)/g)) found.push(m[1] || m[2]);
    return found;
  }

  function filter() {
    const data = new FormData(form);
    const agencies = new Set(data.getAll("agency"));
    const wanted = wordsOf(data.get("words"));
    const person = data.get("person"), kind = data.get("kind"), lens = data.get("lens");
    const first = data.get("from"), last = data.get("to");
    if (wanted.length && !texts) texts = rows.map((r) => plain(r.textContent));
    shown = [];
    rows.forEach((row, i) => {
      const f = facts[i];
      const fits = agencies.has(f.agency)
        && (!person || f.people.has(person))
        && (!kind || f.kinds.has(kind))
        && (!lens || [...f.asked].some((q) => lensOf.get(q) === lens))
        && (!only || f.asked.has(only))
        && (!first || f.to >= first)
        && (!last || (f.from !== "" && f.from <= last))
        && wanted.every((w) => texts[i].includes(w));
      if (row.hidden === fits) row.hidden = !fits;
      if (fits) shown.push(row);
    });
    for (const m of months) {
      const all = m.querySelectorAll("tbody tr").length;
      const left = m.querySelectorAll("tbody tr:not([hidden])").length;
      m.hidden = left === 0;
      m.querySelector("h3 .quiet").textContent = left === all ? entries(all) : `${left} of ${entries(all)}`;
    }
    at = shown.indexOf(document.activeElement);
    const all = shown.length === rows.length;
    $("count").textContent = all ? entries(rows.length)
      : `${shown.length.toLocaleString("en-GB")} of ${entries(rows.length)}${only ? `, those of ${label(only)}` : ""}`;
    $("shown").textContent = `Filtered: ${$("count").textContent} are shown.`;
    $("shown").hidden = all;
    for (const b of form.querySelectorAll('[data-do="reset"]')) b.hidden = all;
    $("nothing").hidden = shown.length > 0 || rows.length === 0;
    highlight(wanted);
    dim();
    drawBand(first, last);
  }

  // Words are coloured without touching the text, so that a reading voice and copying see it as it is.
  function highlight(wanted) {
    if (!window.CSS || !CSS.highlights) return;
    CSS.highlights.delete("words");
    if (!wanted.length) return;
    const ranges = [];
    for (const row of shown.slice(0, 2000)) {
      const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.data.toLowerCase();
        for (const w of wanted) {
          for (let i = text.indexOf(w); i >= 0; i = text.indexOf(w, i + w.length)) {
            const range = new Range();
            range.setStart(node, i);
            range.setEnd(node, Math.min(node.length, i + w.length));
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set("words", new Highlight(...ranges));
  }

  function dim() {
    const marks = picture ? picture.querySelectorAll("[data-e]") : [];
    if (!marks.length) return;
    const left = new Set(shown.map((r) => r.id));
    for (const m of marks) m.classList.toggle("dim", !left.has(m.dataset.e));
  }

  function label(n) {
    return questions.get(n).querySelector(".label").textContent;
  }

  function reset() {
    form.reset();
    only = null;
    filter();
  }

  function go(step) {
    if (!shown.length) return;
    const here = shown.indexOf(document.activeElement.closest ? document.activeElement.closest("tr[id]") : null);
    at = here >= 0 ? here + step : at >= 0 ? at + step : step > 0 ? 0 : shown.length - 1;
    at = Math.max(0, Math.min(shown.length - 1, at));
    arrive(shown[at]);
  }

  function arrive(row) {
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
    if (!picture) return;
    for (const m of picture.querySelectorAll("[data-e]")) m.classList.toggle("at", m.dataset.e === row.id);
  }

  function open(n) {
    close(false);
    const source = questions.get(n);
    if (!source) return;
    from = document.activeElement;
    mark(n);
    const title = document.createElement("h3");
    title.textContent = source.querySelector("summary").textContent.trim();
    const bar = document.createElement("p");
    bar.className = "bar";
    bar.append(button("Close", () => close(true)), button("Show only its entries", () => { only = n; change(); }),
      button("Show every entry", reset));
    const inner = document.createElement("div");
    inner.append(title, bar);
    panel.replaceChildren(inner);
    for (const part of source.children) {
      if (part.tagName === "SUMMARY" || part === source.lastElementChild) continue;
      inner.append(part.cloneNode(true));
    }
    document.documentElement.classList.add("asking");
    panel.hidden = false;
    panel.focus({ preventScroll: true });
    const row = from && from.closest ? from.closest("tr[id]") : null;
    if (row) row.scrollIntoView({ block: "nearest" });
  }

  function mark(n) {
    const href = `#${questions.get(n).id}`;
    for (const w of document.querySelectorAll(".w")) w.classList.toggle("on", set(w.dataset.q).has(n));
    for (const c of document.querySelectorAll("a.code")) c.classList.toggle("on", c.getAttribute("href") === href);
  }

  function button(text, act) {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "plain";
    b.textContent = text;
    b.addEventListener("click", act);
    return b;
  }

  function close(back) {
    if (panel.hidden) return;
    panel.hidden = true;
    document.documentElement.classList.remove("asking");
    for (const e of document.querySelectorAll(".w.on, .code.on")) e.classList.remove("on");
    if (back && from) from.focus();
  }

  // Drawing across the picture sets the two dates; the dates themselves do the same for the keyboard.
  function brush() {
    if (!picture || !rows.length) return;
    const box = picture.viewBox.baseVal;
    const scale = { left: Number(picture.dataset.left), from: Date.parse(picture.dataset.from),
      day: Number(picture.dataset.day) };
    if (!scale.day) return;
    const place = (event) => {
      const r = picture.getBoundingClientRect();
      return Math.max(scale.left, Math.min(box.width, (event.clientX - r.left) * box.width / r.width));
    };
    const iso = (x) => new Date(scale.from + Math.round((x - scale.left) / scale.day) * 864e5).toISOString().slice(0, 10);
    let start = null;
    band = document.createElementNS(picture.namespaceURI, "rect");
    band.setAttribute("class", "window");
    band.setAttribute("height", String(box.height));
    band.setAttribute("visibility", "hidden");
    picture.insertBefore(band, picture.children[2]);
    picture.addEventListener("pointerdown", (e) => { if (e.pointerType !== "touch") start = place(e); });
    window.addEventListener("pointermove", (e) => {
      if (start === null) return;
      const x = place(e);
      if (Math.abs(x - start) > 6) show(Math.min(x, start), Math.max(x, start));
    });
    window.addEventListener("pointerup", (e) => {
      if (start === null) return;
      const x = place(e), a = Math.min(x, start), b = Math.max(x, start);
      start = null;
      if (b - a <= 6) return;
      form.elements.from.value = iso(a);
      form.elements.to.value = iso(b);
      filter();
    });
    picture.addEventListener("dragstart", (e) => e.preventDefault());
    picture.bandOf = (first, last) => {
      const at = (day, other) => day ? scale.left + (Date.parse(day) - scale.from) / 864e5 * scale.day : other;
      return [at(first, scale.left), at(last, box.width)];
    };
    function show(a, b) {
      band.setAttribute("x", String(a));
      band.setAttribute("width", String(Math.max(0, b - a)));
      band.setAttribute("visibility", "visible");
    }
    picture.showBand = show;
  }

  function drawBand(first, last) {
    if (!band) return;
    if (!first && !last) band.setAttribute("visibility", "hidden");
    else picture.showBand(...picture.bandOf(first, last));
  }

  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { close(true); return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const onRow = event.target.tagName === "TR";
    if (event.key === "j" || (onRow && event.key === "ArrowDown")) go(1);
    else if (event.key === "k" || (onRow && event.key === "ArrowUp")) go(-1);
    else if (event.key === "/") form.elements.words.focus();
    else return;
    event.preventDefault();
  }

  function start() {
    document.documentElement.classList.add("js");
    form = $("filters");
    panel = $("panel");
    picture = document.querySelector(".lanes");
    for (const [n, d] of questions) lensOf.set(n, d.dataset.lens);
    let waiting = 0;
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(change, 120); });
    form.addEventListener("submit", (e) => e.preventDefault());
    document.addEventListener("keydown", keys);
    document.addEventListener("click", (event) => {
      const act = event.target.closest("[data-do]");
      if (act) {
        if (act.dataset.do === "reset") reset();
        if (act.dataset.do === "print") window.print();
        if (act.dataset.do === "only") { only = act.dataset.n; filter(); $("entries").scrollIntoView(); }
        return;
      }
      const spot = event.target.closest("[data-e]");
      const link = spot || event.target.closest("a[href^='#']");
      if (!link) return;
      const target = $(spot ? spot.dataset.e : decodeURIComponent(link.getAttribute("href").slice(1)));
      if (target && target.matches("details.question") && link.matches(".code")) {
        event.preventDefault();
        open(target.dataset.n);
      } else if (target && target.tagName === "TR") {
        event.preventDefault();
        if (target.hidden) reset();
        history.replaceState(null, "", `#${target.id}`);
        arrive(target);
      } else if (target && target.tagName === "DETAILS") {
        target.open = true;
      }
    });
    document.addEventListener("toggle", (event) => {
      if (event.target.open && event.target.matches("details.question")) mark(event.target.dataset.n);
    }, true);
    brush();
    filter();
    const there = location.hash && $(decodeURIComponent(location.hash.slice(1)));
    if (there && there.tagName === "TR") arrive(there);
    if (there && there.tagName === "DETAILS") { there.open = true; there.scrollIntoView(); }
  }

  start();
})();
