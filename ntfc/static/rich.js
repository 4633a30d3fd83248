// The editor for text with a look: takes the place of a textarea, which is what pages hold.
// What it sends is cleaned by the site (ntfc/richtext.py); no words stand here, they come from the page.
"use strict";

(() => {
  const { Trix } = window;
  if (!Trix) return; // an old browser keeps its textarea

  // --- The text as the site stores it ------------------------------------------------------------

  const { blockAttributes } = Trix.config;
  blockAttributes.default.tagName = "p";
  blockAttributes.default.breakOnReturn = true;
  blockAttributes.heading1.tagName = "h3";
  blockAttributes.quote.group = false; // else two quoted paragraphs are written as one, glued
  delete blockAttributes.code;
  // The return key begins a paragraph, as it does in Word; with shift it ends a line.
  const { shouldInsertBlockBreak } = Trix.models.LineBreakInsertion.prototype;
  Trix.models.LineBreakInsertion.prototype.shouldInsertBlockBreak = function shouldInsert() {
    return this.block.hasAttributes() ? shouldInsertBlockBreak.call(this) : true;
  };

  // --- From a textarea to the editor and back ----------------------------------------------------

  let made = 0;

  function toolbar() {
    const element = document.createElement("trix-toolbar");
    made += 1;
    element.id = `rich-toolbar-${made}`;
    element.append(document.getElementById("rich-toolbar").content.cloneNode(true));
    tellLooks(element);
    return element;
  }

  // Put the editor where the textarea stands; what is typed goes into the field NAME-html.
  function begin(textarea) {
    const bar = toolbar();
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = `${textarea.name}-html`;
    input.id = `${textarea.id}-html`;
    input.value = textarea.dataset.rich;
    const editor = document.createElement("trix-editor");
    editor.className = "rich-editor prose";
    editor.setAttribute("input", input.id);
    editor.setAttribute("toolbar", bar.id);
    // The editor takes the place of the textarea for labels and for links to what is wrong.
    editor.id = textarea.id;
    const label = textarea.labels && textarea.labels[0];
    if (label) {
      label.id = `${textarea.id}-label`;
      editor.setAttribute("aria-labelledby", label.id);
    }
    ["aria-describedby", "aria-invalid", "aria-label"].forEach((name) => {
      if (textarea.hasAttribute(name)) editor.setAttribute(name, textarea.getAttribute(name));
    });
    textarea.hidden = true;
    ["id", "name", "data-rich", "aria-invalid"].forEach((name) => textarea.removeAttribute(name));
    textarea.after(bar, input, editor);
    return editor;
  }

  function beginAll(root) {
    root.querySelectorAll("textarea[data-rich]").forEach(begin);
  }

  window.ntfcRich = { begin };

  // --- What people do with it --------------------------------------------------------------------

  document.addEventListener("trix-file-accept", (event) => event.preventDefault());

  // For the ear: which looks are on. Trix itself only marks the buttons for the eye.
  function tellLooks(bar) {
    new MutationObserver((changes) => changes.forEach(({ target }) => {
      if (target.localName !== "button") return;
      target.setAttribute("aria-pressed", String(target.hasAttribute("data-trix-active")));
    })).observe(bar, { attributeFilter: ["data-trix-active"], subtree: true });
  }

  // The arrow keys walk along the toolbar; the tab key leaves it.
  document.addEventListener("keydown", (event) => {
    const bar = event.target.closest("trix-toolbar");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!bar || !step || event.target.matches("input")) return;
    const rtl = getComputedStyle(bar).direction === "rtl";
    const buttons = [...bar.querySelectorAll("[role='toolbar'] button:not([disabled])")];
    const at = buttons.indexOf(event.target) + (rtl ? -step : step);
    const next = buttons[(at + buttons.length) % buttons.length];
    if (next) next.focus();
    event.preventDefault();
  });

  // What is typed counts as typed for whoever watches the form (see ntfc.js).
  document.addEventListener("trix-change", (event) => {
    const { inputElement } = event.target;
    if (inputElement && event.target.dataset.started) {
      inputElement.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  document.addEventListener("trix-initialize", (event) => {
    requestAnimationFrame(() => { event.target.dataset.started = "1"; });
  });

  document.addEventListener("htmx:afterSettle", (event) => beginAll(event.target));
  beginAll(document);
})();
