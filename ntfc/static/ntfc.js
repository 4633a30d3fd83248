// What the pages do beyond plain HTML. Everything here is a comfort: without it each page still works.
// No words stand here: they come, translated, from data- attributes of <body>.
"use strict";

(() => {
  const say = document.body.dataset;
  document.documentElement.classList.add("js");

  // --- Messages at the top of the page -----------------------------------------------------------

  const flashes = () => document.getElementById("flashes");

  function addDismiss(flash) {
    if (flash.querySelector(".flash-close")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "flash-close";
    button.setAttribute("aria-label", say.sayDismiss);
    button.textContent = "×";
    flash.append(button);
  }

  function tell(text, link) {
    const place = flashes();
    if (!place) return;
    const flash = document.createElement("div");
    flash.className = "flash flash-danger";
    flash.setAttribute("role", "alert");
    const line = document.createElement("p");
    line.dir = "auto";
    line.textContent = text;
    if (link) line.append(" ", link);
    flash.append(line);
    place.replaceChildren(flash);
    addDismiss(flash);
  }

  function addAllDismiss() {
    document.querySelectorAll(".flashes .flash:not(.stop .flash)").forEach(addDismiss);
  }

  // --- Answers that htmx does not put into the page ----------------------------------------------

  function pageOf(xhr) {
    return new DOMParser().parseFromString(xhr.responseText || "", "text/html");
  }

  // An error page says it best, and the 500 page carries a reference: show its own sentence.
  function sentenceOf(xhr) {
    const message = pageOf(xhr).querySelector("[data-message]");
    return message ? message.textContent.replace(/\s+/g, " ").trim() : "";
  }

  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = event.detail;
    const known = { 401: say.saySignedOut, 413: say.sayTooLarge }[xhr.status];
    const link = xhr.status === 401 && pageOf(xhr).querySelector("[data-sign-in]");
    tell(known || sentenceOf(xhr) || say.sayServer, link);
  });
  // A file may take long on a weak line; words that take longer than this will not arrive.
  const PATIENCE = 30000;
  document.addEventListener("htmx:beforeSend", (event) => {
    const { elt, xhr } = event.detail;
    if (!elt.querySelector("input[type='file']")) xhr.timeout = xhr.timeout || PATIENCE;
  });
  document.addEventListener("htmx:sendError", () => tell(say.sayNetwork));
  document.addEventListener("htmx:timeout", () => tell(say.sayNetwork));

  // A whole page has no place inside a part of one: a proxy's 413 page, for example.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, boosted } = event.detail;
    if (boosted || xhr.status < 400 || !/^\s*<(!doctype|html)/i.test(xhr.responseText)) return;
    event.detail.shouldSwap = false;
    tell(sentenceOf(xhr) || (xhr.status === 413 ? say.sayTooLarge : say.sayServer));
  });

  // --- Where the eye and the keyboard go ---------------------------------------------------------

  function focusFirstInvalid(root) {
    const first = root.querySelector("[aria-invalid='true'], [data-invalid] input");
    if (first) first.focus();
    return Boolean(first);
  }

  // A long page may have jumped to its end: what was refused is told where the eye is led.
  function showRefusal(root) {
    const told = root.querySelector(".form-errors, .notice-danger");
    if (!told) return;
    told.tabIndex = -1;
    told.focus();
    told.scrollIntoView({ block: "center" });
  }

  // "Stored" of the act before must not stand beside "Nothing was saved" of this one.
  function forgetSuccess() {
    document.querySelectorAll(".flashes .flash-success").forEach((message) => message.remove());
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    const status = event.detail.xhr && event.detail.xhr.status;
    if (status >= 400) forgetSuccess();
    if ([413, 422].includes(status)) focusFirstInvalid(document);
    if (status === 409) showRefusal(event.detail.target || document);
    addAllDismiss();
    noteUnsaved();
    noteTickets();
  });

  // --- Menus -------------------------------------------------------------------------------------

  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  }

  document.addEventListener("click", (event) => {
    const close = event.target.closest(".flash-close");
    if (close) close.closest(".flash").remove();
    closeMenus(event.target.closest("details[data-menu]"));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // --- Asking first ------------------------------------------------------------------------------

  const dialog = document.getElementById("confirm");
  const yes = dialog && dialog.querySelector("[data-yes]");
  const usualYes = yes && yes.textContent;
  const confirmed = new WeakSet();

  function ask(form, submitter) {
    dialog.querySelector("[data-detail]").textContent = form.dataset.confirm;
    yes.textContent = form.dataset.confirmYes || usualYes;
    yes.classList.toggle("btn-danger", Boolean(submitter && submitter.matches(".btn-danger")));
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") return;
      confirmed.add(form);
      form.requestSubmit(submitter);
    }, { once: true });
    dialog.showModal();
  }

  // In the capture phase: before htmx hears of it.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.confirm || confirmed.delete(form)) return;
    const old = !dialog || !dialog.showModal || !form.requestSubmit; // browsers of before 2022
    if (old && window.confirm(form.dataset.confirm)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!old) ask(form, event.submitter);
  }, true);

  // --- A second press while the first is on its way ----------------------------------------------

  const sent = new WeakSet();
  const WAIT = 4000; // long enough for a double press, short enough to try again on a bad line

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    setTimeout(() => sent.delete(form), WAIT);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.classList.contains("htmx-request")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  // --- What was typed and not yet saved ----------------------------------------------------------

  const changed = new Set();

  // A form that came back is not saved either: with something wrong, or with more to fill in.
  const cameBack = new Set();

  function noteUnsaved() {
    document.querySelectorAll("form[data-keep]").forEach((form) => {
      const isBack = cameBack.delete(draftOf(form));
      if (!isBack && !form.querySelector("[aria-invalid='true'], [data-invalid]")) return;
      changed.add(form);
      [...form.querySelectorAll("textarea, input[type='text']")].forEach(keepWhenLeaving);
    });
  }

  // A browser that comes back to a page types only what it takes for typed, not what a page held.
  function keepWhenLeaving(field) {
    const { value } = field;
    field.value = value;
  }

  document.addEventListener("input", (event) => {
    const { form } = event.target;
    if (form && "keep" in form.dataset) changed.add(form);
  });
  // A choice on which others depend: the button that shows those is pressed by itself.
  document.addEventListener("change", (event) => {
    const { form, name } = event.target;
    const button = form && form.querySelector(`button[data-pressed-by="${CSS.escape(name)}"]`);
    if (button) button.click();
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) changed.delete(event.target);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) changed.delete(event.detail.elt);
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });

  // --- Going back to a page --------------------------------------------------------------------

  // The browser loads the page anew and types what was typed into it. Each form gets the ticket
  // back that it had, so that what is sent from there again is not done twice (ntfc/once.py).
  const [way] = performance.getEntriesByType("navigation");
  const tickets = () => [...document.querySelectorAll("form [name='form_ticket']")];
  const placeOf = ({ form }) => form.getAttribute("action");

  function noteTickets() {
    const kept = Object.fromEntries(tickets().map((one) => [placeOf(one), one.value]));
    history.replaceState({ ...history.state, tickets: kept }, "");
  }

  function giveTicketsBack() {
    const kept = (history.state && history.state.tickets) || {};
    if (!way || way.type !== "back_forward") return;
    tickets().forEach((one) => { one.value = kept[placeOf(one)] || one.value; });
  }

  // Some browsers type nothing into a page that carries no-store. So what stands in a form lies in
  // this window, under the person, until the site has confirmed it or the person has signed out.
  const PREFIX = "ntfc-typed:";
  const SENT = "ntfc-sent";
  const LEFT_OUT = ["file", "password", "submit", "button", "reset", "fieldset"];
  const byLink = location.pathname.startsWith("/l/");
  const who = say.person || (byLink ? "link" : "");
  let drafts = null;
  try {
    drafts = who ? window.sessionStorage : null;
  } catch {
    drafts = null;
  }

  const draftOf = (form) => (
    `${PREFIX}${who}:${location.pathname}${location.search}:${form.getAttribute("action")}`
  );
  const typedIn = (form) => [...form.elements].filter((field) => (
    field.name && field.name !== "form_ticket" && !LEFT_OUT.includes(field.type)
    && !["off", "one-time-code"].includes(field.getAttribute("autocomplete"))
  ));
  const isTick = ({ type }) => type === "checkbox" || type === "radio";

  function keepTyped(form) {
    const kept = {};
    typedIn(form).forEach((field) => {
      const many = field.multiple && [...field.options].map((one) => one.selected);
      kept[field.name] = kept[field.name] || [];
      kept[field.name].push(isTick(field) ? field.checked : many || field.value);
    });
    try {
      drafts.setItem(draftOf(form), JSON.stringify(kept));
    } catch {
      // the store is full: then it is as without one
    }
  }

  // Only where nothing stands: a page may have been opened anew, or have come back with what was sent.
  function putBack(form, kept, onlyWhereEmpty) {
    const count = {};
    typedIn(form).forEach((field) => {
      if (field.dataset.rich !== undefined && kept[`${field.name}-html`]) {
        [field.dataset.rich] = kept[`${field.name}-html`]; // the editor begins with it (rich.js)
      }
      const place = count[field.name] || 0;
      count[field.name] = place + 1;
      const state = (kept[field.name] || [])[place];
      if (state === undefined || (onlyWhereEmpty && (field.value || isTick(field)))) return;
      if (isTick(field)) field.checked = state;
      else if (Array.isArray(state)) [...field.options].forEach((one, at) => { one.selected = Boolean(state[at]); });
      else field.value = state;
    });
  }

  function forgetTyped(isMine) {
    Object.keys(drafts).filter((key) => key.startsWith(PREFIX) && isMine(key)).forEach((key) => drafts.removeItem(key));
  }

  function typeAgain() {
    if (!drafts) return;
    forgetTyped((key) => !key.startsWith(`${PREFIX}${who}:`));
    const sent = drafts.getItem(SENT);
    drafts.removeItem(SENT);
    if (sent && way && way.type === "navigate" && way.redirectCount) drafts.removeItem(sent);
    else if (sent) cameBack.add(sent);
    const isAnew = !way || !["back_forward", "reload"].includes(way.type);
    if (isAnew && !byLink) return; // a link is used once: what lies here is for its page
    document.querySelectorAll("form[data-keep]").forEach((form) => {
      const kept = drafts.getItem(draftOf(form));
      if (kept) putBack(form, JSON.parse(kept), isAnew);
    });
  }

  const typing = new Map();
  document.addEventListener("input", ({ target: { form } }) => {
    if (!drafts || !form || !("keep" in form.dataset)) return;
    clearTimeout(typing.get(form));
    typing.set(form, setTimeout(() => keepTyped(form), 400));
  });
  window.addEventListener("pagehide", () => {
    if (drafts) [...changed].filter((form) => form.isConnected).forEach(keepTyped);
  });
  document.addEventListener("submit", ({ target: form, defaultPrevented }) => {
    if (!drafts) return;
    clearTimeout(typing.get(form));
    if ((form.getAttribute("action") || "").endsWith("/sign-out")) forgetTyped(() => true);
    if (!("keep" in form.dataset)) return;
    keepTyped(form);
    if (!defaultPrevented) drafts.setItem(SENT, draftOf(form));
  });
  // Where htmx is led to another page it says nothing of success.
  document.addEventListener("htmx:afterRequest", ({ detail: { xhr, requestConfig } }) => {
    const { elt, triggeringEvent } = requestConfig;
    if (!elt.matches("form[data-keep]")) return;
    const { submitter } = triggeringEvent || {};
    const asksMore = Boolean(submitter && submitter.dataset.pressedBy); // nothing was stored
    if (asksMore || xhr.status < 200 || xhr.status >= 400) cameBack.add(draftOf(elt));
    else if (drafts) drafts.removeItem(draftOf(elt));
  });

  // --- At the start ------------------------------------------------------------------------------

  addAllDismiss();
  typeAgain();
  noteUnsaved();
  giveTicketsBack();
  noteTickets();
  if (!location.hash) focusFirstInvalid(document);
})();
