// Keys, the panel beside the list, and the slider. Every page is whole without it.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const wide = matchMedia("(min-width: 64rem)");
  const panel = $("panel");
  const rows = () => Array.from(document.querySelectorAll("#results .entry"));
  let opener = null;

  function open(on) {
    if (!panel) return;
    panel.hidden = !on;
    panel.parentElement.classList.toggle("with-panel", on);
    if (!on) {
      panel.replaceChildren();
      if (opener && opener.isConnected) opener.focus();
    }
  }

  function go(step) {
    const all = rows();
    if (!all.length) return;
    const now = all.findIndex((r) => r.classList.contains("at"));
    const next = all[Math.max(0, Math.min(all.length - 1, now < 0 ? 0 : now + step))];
    all.forEach((r) => r.classList.toggle("at", r === next));
    const link = next.querySelector("a.open");
    link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    if (panel && !panel.hidden && wide.matches) link.click();
  }

  // On a narrow screen an entry is a page of its own; beside the list there is no room.
  document.addEventListener("htmx:confirm", (event) => {
    const link = event.target;
    if (!link.matches || !link.matches("a.open") || wide.matches) return;
    event.preventDefault();
    location.assign(link.href);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.matches && event.target.matches("a.open")) {
      opener = event.target;
      rows().forEach((r) => r.classList.toggle("at", r.contains(opener)));
    }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    if (target === panel) {
      open(true);
      panel.scrollTop = 0;
      panel.focus({ preventScroll: true });
    } else if (target && (target.id === "results" || target.id === "known")) {
      const results = $("results");
      const kept = document.querySelector("#save-view input[name=query]");
      if (results && kept) kept.value = results.dataset.query || "";
      const heading = document.querySelector("#results-title, #known-title");
      if (heading && $("told")) $("told").textContent = heading.textContent;
    }
    const problem = document.querySelector("#panel .error-summary");
    if (problem) problem.focus();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) {
      event.preventDefault();
      open(false);
    }
    if (event.target.id === "print") window.print();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && panel && !panel.hidden) return open(false);
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "/" && $("f_words")) {
      event.preventDefault();
      $("f_words").focus();
      $("f_words").select();
    } else if (event.key === "?" && $("keys")) {
      $("keys").scrollIntoView({ block: "center" });
      $("keys-title").tabIndex = -1;
      $("keys-title").focus();
    }
  });

  const slider = $("slider");
  if (slider) {
    const DAY = 86400000;
    const first = Date.parse(slider.dataset.first);
    const field = $("k_day");
    const told = new Intl.DateTimeFormat(slider.dataset.language, { dateStyle: "long", timeZone: "UTC" });
    const place = () => {
      slider.value = Math.round((Date.parse(field.value) - first) / DAY);
      slider.setAttribute("aria-valuetext", told.format(new Date(first + slider.value * DAY)));
    };
    slider.max = Math.round((Date.parse(slider.dataset.last) - first) / DAY);
    place();
    let waiting = 0;
    slider.addEventListener("input", () => {
      field.value = new Date(first + slider.value * DAY).toISOString().slice(0, 10);
      slider.setAttribute("aria-valuetext", told.format(new Date(first + slider.value * DAY)));
      clearTimeout(waiting);
      waiting = setTimeout(() => htmx.trigger("#known-form", "slid"), 200);
    });
    slider.addEventListener("change", (event) => event.stopPropagation());
    field.addEventListener("change", place);
  }
})();
