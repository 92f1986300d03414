// The picture above the timeline, drawn from numbers: one lane an agency. Drawing across it chooses a time.
"use strict";
(() => {
  const figure = document.getElementById("lanes");
  const form = document.getElementById("filters");
  if (!figure || !form) return;
  const canvas = figure.querySelector("canvas");
  const caption = document.getElementById("lanes-caption");
  const words = canvas.dataset;
  const DAY = 86400000;
  const TOP = 30, LANE = 32, SIZE = 4.6, FOOT = 8, LEVELS = 4;
  const MISSED = 2, UNSURE = 8;
  const after = form.elements.after, before = form.elements.before;
  let data = null, whole = false, shown = null, dragged = null, left = 200, width = 0;

  const dayOf = (iso) => Math.round((Date.parse(iso) - Date.parse(data.first)) / DAY);
  const isoOf = (day) => new Date(Date.parse(data.first) + day * DAY).toISOString().slice(0, 10);
  const number = (n) => n.toLocaleString(words.language);
  const last = () => dayOf(data.last);

  function span() {
    // Without a choice the period under review is shown: a stray old year does not stretch the picture.
    const air = Math.max(2, Math.round(last() / 60));
    const [start, end] = whole ? [0, last()] : period();
    const a = after.value ? dayOf(after.value) : start - air;
    const b = before.value ? dayOf(before.value) : end + air;
    const from = Math.max(a, -air);
    return [from, Math.max(from + 6, Math.min(b, last() + air))];
  }

  function period() {
    const start = data.scope[0] ? Math.max(0, dayOf(data.scope[0])) : 0;
    const end = data.scope[1] ? Math.min(last(), dayOf(data.scope[1])) : last();
    const inside = data.lanes.some((lane) => lane.points.some(([, a, b]) => b >= start && a <= end));
    return inside && start < end ? [start, end] : [0, last()];
  }

  function outline(ctx, lane, x, y) {
    if (!lane.outline.length) {
      ctx.moveTo(x + SIZE, y);
      ctx.arc(x, y, SIZE, 0, 2 * Math.PI);
      return;
    }
    lane.outline.forEach(([dx, dy], i) => (i ? ctx.lineTo(x + SIZE * dx, y + SIZE * dy) : ctx.moveTo(x + SIZE * dx, y + SIZE * dy)));
    ctx.closePath();
  }

  function draw() {
    const began = performance.now();
    const narrow = canvas.clientWidth < 640;
    left = narrow ? 28 : 210;
    width = canvas.clientWidth;
    const height = TOP + LANE * data.lanes.length + FOOT;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.height = `${height}px`;
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    ctx.font = '14px "Atkinson Hyperlegible Next", Arial, sans-serif';
    shown = span();
    const per = (width - left - 16) / (shown[1] - shown[0]);
    const x = (day) => left + (day - shown[0]) * per;
    axis(ctx, x, height, narrow);
    data.lanes.forEach((lane, i) => drawLane(ctx, lane, TOP + LANE * i + LANE / 2 + 6, x, per, narrow));
    if (dragged) {
      ctx.fillStyle = "rgba(67, 56, 160, 0.15)";
      ctx.fillRect(Math.min(...dragged), TOP - 8, Math.abs(dragged[1] - dragged[0]), height);
    }
    figure.dataset.drawn = (performance.now() - began).toFixed(1);
  }

  function axis(ctx, x, height, narrow) {
    const start = new Date(Date.parse(data.first) + shown[0] * DAY), end = new Date(Date.parse(data.first) + shown[1] * DAY);
    const months = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth() + 1;
    const step = [1, 2, 3, 6, 12, 24, 60].find((s) => months / s <= (narrow ? 6 : 16)) || 120;
    const name = new Intl.DateTimeFormat(words.language, { month: "short", timeZone: "UTC" });
    ctx.textAlign = "center";
    let first = true;
    for (let year = start.getUTCFullYear(), m = start.getUTCMonth(); Date.UTC(year, m, 1) <= end; m += 1) {
      if (m === 12) { m = 0; year += 1; }
      const at = Date.UTC(year, m, 1);
      if (at < start || (step <= 12 ? m % step : m || year % (step / 12))) continue;
      const px = x((at - Date.parse(data.first)) / DAY);
      const label = m === 0 || step >= 12 ? String(year) : name.format(at) + (first ? ` ${year}` : "");
      ctx.strokeStyle = m === 0 ? "#b9bfc6" : "#e3e6e9";
      ctx.beginPath(); ctx.moveTo(px, TOP - 8); ctx.lineTo(px, height - FOOT); ctx.stroke();
      ctx.fillStyle = "#4d555d";
      ctx.fillText(label, Math.max(left + 16, px), TOP - 14);
      first = false;
    }
  }

  function drawLane(ctx, lane, y, x, per, narrow) {
    ctx.textAlign = "left";
    ctx.strokeStyle = "#c3c8cd";
    ctx.lineWidth = 1;
    ctx.beginPath(); ctx.moveTo(left - 4, y); ctx.lineTo(width, y); ctx.stroke();
    ctx.fillStyle = lane.colour;
    ctx.beginPath(); outline(ctx, lane, 10, y); ctx.fill();
    if (lane.striped) { ctx.strokeStyle = "#fff"; ctx.beginPath(); ctx.moveTo(4, y); ctx.lineTo(16, y); ctx.stroke(); }
    if (!narrow) {
      ctx.fillStyle = "#1b1f23";
      ctx.fillText(lane.agency.length > 25 ? `${lane.agency.slice(0, 24)}…` : lane.agency, 24, y + 5);
    }
    ctx.save();
    ctx.beginPath(); ctx.rect(left - 6, 0, width, 4000); ctx.clip();
    for (const [a, b] of lane.silences) {
      const x1 = x(a), x2 = x(b);
      if (x2 < left || x1 > width || x2 - x1 < 14) continue;
      ctx.strokeStyle = "#fff"; ctx.lineWidth = 3; ctx.beginPath(); ctx.moveTo(x1, y); ctx.lineTo(x2, y); ctx.stroke();
      ctx.strokeStyle = "#5b646d"; ctx.lineWidth = 1.5; ctx.setLineDash([2, 5]);
      ctx.beginPath(); ctx.moveTo(x1 + 3, y); ctx.lineTo(x2 - 3, y); ctx.stroke(); ctx.setLineDash([]);
      if (x2 - x1 > 110) {
        ctx.textAlign = "center"; ctx.fillStyle = "#4d555d"; ctx.font = '12px "Atkinson Hyperlegible Next", Arial, sans-serif';
        ctx.fillText(`${number(b - a + 1)} ${words.silent}`, (Math.max(x1, left) + Math.min(x2, width)) / 2, y + 15);
        ctx.font = '14px "Atkinson Hyperlegible Next", Arial, sans-serif';
      }
    }
    // What would lie on one another is drawn once: the picture stays quick however many entries there are.
    const faded = new Set(), levels = new Map(), full = [], hollow = [];
    for (const [, a, b, what] of lane.points) {
      if (b < shown[0] || a > shown[1]) continue;
      if (what & UNSURE) { faded.add(`${Math.round(x(a) - (a === b ? 6 : 0))},${Math.round(x(b + 1) + (a === b ? 6 : 0))}`); continue; }
      const px = Math.round(x(a) * 2) / 2, place = Math.round(px / (SIZE * 1.5));
      const level = levels.get(place) || 0;
      if (level >= LEVELS && !(what & MISSED)) continue;
      levels.set(place, level + 1);
      (what & MISSED ? hollow : full).push([px, y - Math.min(level, LEVELS - 1) * SIZE * 0.85]);
    }
    ctx.fillStyle = lane.colour;
    ctx.globalAlpha = 0.24;
    for (const f of faded) { const [x1, x2] = f.split(","); ctx.fillRect(+x1, y - 8, x2 - x1, 16); }
    ctx.globalAlpha = 1;
    ctx.lineWidth = 0.8; ctx.strokeStyle = "#fff";
    ctx.beginPath(); full.forEach(([px, py]) => outline(ctx, lane, px, py)); ctx.fill(); ctx.stroke();
    ctx.lineWidth = 1.8; ctx.strokeStyle = lane.colour; ctx.fillStyle = "#fff";
    ctx.beginPath(); hollow.slice(0, 3000).forEach(([px, py]) => outline(ctx, lane, px, py)); ctx.fill(); ctx.stroke();
    ctx.restore();
  }

  function say() {
    const all = data.lanes.reduce((n, lane) => n + lane.points.length, 0);
    const most = data.lanes.reduce((a, b) => (b.points.length > a.points.length ? b : a));
    let long = null;
    const begin = period()[0];
    for (const lane of data.lanes) {
      for (const [a, b] of lane.silences) {
        if (a >= begin && (!long || b - a > long[2] - long[1])) long = [lane.agency, a, b];
      }
    }
    let said = `${number(all)} ${words.entries}, ${data.lanes.length} ${words.agencies}; ${most.agency} ${words.most} (${number(most.points.length)})`;
    if (long) said += `; ${words.longest} ${long[0]}, ${number(long[2] - long[1] + 1)} ${words.days} ${new Intl.DateTimeFormat(words.language, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(isoOf(long[1])))}`;
    caption.textContent = `${said}. ${words.same}`;
  }

  function choose(a, b) {
    after.value = a === null ? "" : isoOf(Math.round(a));
    before.value = b === null ? "" : isoOf(Math.round(b));
    draw();
    htmx.trigger(form, "submit");
  }

  function zoom(how) {
    if (how === "all") {
      whole = true;
      return choose(null, null);
    }
    const [a, b] = shown, long = b - a;
    if (how === "earlier") choose(a - long / 2, b - long / 2);
    else if (how === "later") choose(a + long / 2, b + long / 2);
    else if (how === "closer") choose(a + long / 4, b - long / 4);
    else if (a - long / 2 <= 0 && b + long / 2 >= last()) choose(null, null);
    else choose(a - long / 2, b + long / 2);
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") return;
    canvas.setPointerCapture(event.pointerId);
    dragged = [event.offsetX, event.offsetX];
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    dragged[1] = event.offsetX;
    draw();
  });
  canvas.addEventListener("pointerup", () => {
    if (!dragged) return;
    const [x1, x2] = [Math.max(left, Math.min(...dragged)), Math.max(...dragged)];
    dragged = null;
    if (x2 - x1 < 6) return draw();
    const per = (shown[1] - shown[0]) / (width - left - 16);
    choose(shown[0] + (x1 - left) * per, shown[0] + (x2 - left) * per);
  });
  for (const b of figure.querySelectorAll("[data-zoom]")) b.addEventListener("click", () => zoom(b.dataset.zoom));
  for (const field of [after, before]) field.addEventListener("change", () => data && draw());
  window.addEventListener("resize", () => data && draw());
  fetch(figure.dataset.from, { credentials: "same-origin" }).then((answer) => answer.json()).then((found) => {
    if (!found.first || !found.lanes.length) return;
    data = found;
    figure.hidden = false;
    say();
    document.fonts.ready.then(draw);
  });
})();
