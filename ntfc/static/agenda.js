// Comforts of agendas: dragging, keys, the clock of the meeting. Without them every button works.
// No words stand here: they come, translated, from the page.
"use strict";

(() => {
  // --- Bringing items into order by dragging -----------------------------------------------------

  // The form of the buttons sends the whole order for once.
  function send(form, list) {
    const numbers = [...list.querySelectorAll(".agenda-line")].map((line) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name: "item", value: line.id.slice("item-".length) });
      return input;
    });
    form.append(...numbers);
    form.requestSubmit();
    numbers.forEach((input) => input.remove());
  }

  function sortable(root) {
    root.querySelectorAll("[data-sortable]").forEach((list) => {
      const form = document.getElementById(list.dataset.sortable);
      if (!form || !window.Sortable || list.sorted) return;
      list.sorted = window.Sortable.create(list, {
        handle: ".agenda-handle",
        animation: 150,
        onEnd: () => send(form, list),
      });
    });
  }

  // Alt and an arrow moves the item in which one is, as its buttons do.
  const WAYS = { ArrowUp: "up", ArrowDown: "down" };
  document.addEventListener("keydown", (event) => {
    const line = event.altKey && event.target.closest(".agenda-line");
    const button = line && document.getElementById(`${WAYS[event.key]}-${line.id.slice("item-".length)}`);
    if (!button) return;
    event.preventDefault();
    button.focus();
    button.click();
  });

  // --- The screen of the meeting -----------------------------------------------------------------

  const MINUTE = 60000;

  function tick() {
    document.querySelectorAll("[data-began]").forEach((clock) => {
      const spent = Math.max(0, Math.floor((Date.now() - Date.parse(clock.dataset.began)) / MINUTE));
      const shown = clock.querySelector("[data-minutes]");
      if (shown.textContent !== String(spent)) shown.textContent = String(spent);
      const planned = Number(clock.dataset.planned);
      clock.classList.toggle("stage-over", Boolean(planned) && spent > planned);
    });
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  }

  function prepare() {
    sortable(document);
    document.querySelectorAll("[data-fullscreen]").forEach((button) => {
      button.hidden = !document.fullscreenEnabled;
      button.onclick = full;
    });
  }

  // When the screen changes, what stood open stays open, and the focus stays where it was.
  const focusable = (run) => [...run.querySelectorAll("a, button, summary")];
  const named = (one) => one.getAttribute("aria-label") || one.textContent.trim();
  let kept = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const run = event.detail.target;
    if (run.id !== "run" || !event.detail.shouldSwap) return;
    const focus = run.contains(document.activeElement) ? named(document.activeElement) : null;
    kept = { open: [...run.querySelectorAll("details[open]")].map((one) => one.id), focus };
  });
  document.addEventListener("htmx:afterSwap", () => {
    const run = kept && document.getElementById("run");
    if (!run) return;
    run.querySelectorAll("details").forEach((one) => { one.open = kept.open.includes(one.id); });
    const before = kept.focus && focusable(run).find((one) => named(one) === kept.focus);
    if (before) before.focus({ preventScroll: true });
    kept = null;
  });

  const KEYS = {
    n: () => document.querySelector(".stage-next .btn-primary"),
    e: () => document.querySelector("[data-key='e'] .btn"),
    p: () => document.querySelector("[data-present]"),
    o: () => document.querySelector("[data-key='o'] .btn"),
    f: () => document.querySelector("[data-fullscreen]:not([hidden])"),
  };
  document.addEventListener("keydown", (event) => {
    if (!document.getElementById("run") || event.altKey || event.ctrlKey || event.metaKey) return;
    const button = KEYS[event.key] && KEYS[event.key]();
    if (button) button.click();
  });

  document.addEventListener("htmx:afterSettle", prepare);
  prepare();
  tick();
  setInterval(tick, 1000);
})();
