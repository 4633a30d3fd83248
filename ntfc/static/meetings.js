// Keys of the list of those who are there. Without them every button works.
"use strict";

(() => {
  const WAYS = ["present", "alternate", "remote", "excused", "absent"];

  const rows = () => Array.from(document.querySelectorAll(".presence-row"));

  function enter(row, way) {
    const ways = row && row.querySelector(".presence-ways");
    if (!ways) return;
    (ways.querySelector(`[data-way="${way}"]`) || ways.querySelector("[data-way]")).focus();
  }

  document.addEventListener("keydown", (event) => {
    const row = event.target.closest(".presence-row");
    if (!row || event.target.closest("input, summary") || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = rows();
    const here = all.indexOf(row);
    const way = event.target.dataset.way || WAYS[0];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      enter(all[here + step], way);
      return;
    }
    const wanted = row.querySelector(`[data-way="${WAYS[Number(event.key) - 1]}"]`);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
    enter(all[here + 1], WAYS[0]);
  });
})();
