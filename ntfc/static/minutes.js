// Writing minutes: each section saves itself while somebody types, and no word is lost.
// A draft lies in this browser from the first key until the site has confirmed it. No words stand
// here: they come, translated, from data- attributes of the page.
"use strict";

(() => {
  const root = document.getElementById("record");
  if (!root || !window.ntfcRich) return; // then each section is a page with a textarea and a button
  const say = root.dataset;

  const QUIET = 1200; // after the last key
  const LONGEST = 5000; // while somebody types on and on
  const PATIENCE = 20000; // for an answer on a weak line
  const WAITS = [2000, 5000, 10000, 20000];
  const POLL = 6000;
  const DEAD = 12000; // a draft not touched for so long has lost its window
  const MOST_UNHEARD = 50;
  const BIG = 100000; // a text that is not written to the store with every key

  // --- Drafts in this browser --------------------------------------------------------------------

  function working(name) {
    try {
      const found = window[name];
      found.setItem("ntfc-try", "1");
      found.removeItem("ntfc-try");
      return found;
    } catch {
      return null;
    }
  }

  const store = working("localStorage");
  const windows = working("sessionStorage");
  const tab = (windows && windows.getItem("ntfc-tab")) || Math.random().toString(36).slice(2);
  if (windows) windows.setItem("ntfc-tab", tab);

  const prefixOf = (section) => `ntfc-draft:${say.person}:${section}:`;

  function keep(key, draft) {
    try {
      store.setItem(key, JSON.stringify({ ...draft, alive: Date.now() }));
      return true;
    } catch {
      return false; // no store, or it is full
    }
  }

  function kept(key) {
    try {
      return JSON.parse(store.getItem(key));
    } catch {
      return null;
    }
  }

  function drop(key) {
    if (store) store.removeItem(key);
  }

  function draftsOf(section) {
    const keys = store ? Object.keys(store) : [];
    return keys.filter((key) => key.startsWith(prefixOf(section)));
  }

  // --- Sending -----------------------------------------------------------------------------------

  // Answers with what became of a text: {status} and what the site said. 0: no answer at all.
  // *unheard* are the tickets of what was sent before without hearing that it arrived: if it did,
  // this text started from it, and nobody else wrote what stands there now.
  async function send(url, { html, seen, unheard = [] }, ticket = "", keepalive = false) {
    const body = new URLSearchParams({
      "text-html": html, seen, writer: say.person, ticket, unheard: unheard.join(" "),
    });
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const answer = await fetch(url, {
        method: "POST", body, keepalive, headers: { Accept: "application/json" }, signal: patience.signal,
      });
      const type = answer.headers.get("Content-Type") || "";
      const text = await answer.text();
      const said = type.includes("json") ? JSON.parse(text) : { reasons: [sentenceOf(text)] };
      return { status: answer.status, ...said };
    } catch {
      return { status: 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  function sentenceOf(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const message = page.querySelector("[data-message]");
    return message ? message.textContent.replace(/\s+/g, " ").trim() : "";
  }

  // --- Telling -----------------------------------------------------------------------------------

  function tell(section, kind, text, link) {
    const line = section.querySelector("[data-state]");
    line.className = `record-state record-state-${kind}`;
    line.textContent = text;
    if (!link) return;
    const way = document.createElement("a");
    way.href = link.href;
    way.textContent = link.text;
    if (link.apart) way.target = "_blank";
    line.append(" ", way);
  }

  function tellTrouble(section, answer) {
    if (answer.status === 401) {
      tell(section, "waiting", say.saySignedOut, { href: say.signIn, text: say.saySignIn, apart: true });
    } else if (answer.status === 0) {
      tell(section, "waiting", say.sayWaiting);
    } else if (answer.status >= 500) {
      tell(section, "waiting", say.sayServer);
    } else {
      tell(section, "waiting", [...(answer.reasons || []), say.sayRefused].join(" "));
    }
  }

  function tellSaved(section, answer, said) {
    if (answer.beside) {
      tell(section, "waiting", say.sayBeside, { href: answer.beside, text: say.sayTogether });
    } else {
      tell(section, "saved", answer.html === null ? said || say.saySaved : say.sayMerged);
    }
  }

  // --- One section that is written ---------------------------------------------------------------

  const open = new Map();

  class Writing {
    constructor(section, form) {
      this.section = section;
      this.form = form;
      this.key = prefixOf(section.dataset.section) + tab;
      this.url = section.dataset.url;
      this.seen = section.dataset.seen;
      this.editor = form.querySelector("trix-editor");
      this.input = form.querySelector("[name='text-html']");
      this.tries = 0;
      this.unheard = [];
      this.loading = true;
      open.set(section.dataset.section, this);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.save();
      });
      const close = form.querySelector("[data-close]");
      close.hidden = false;
      close.addEventListener("click", () => this.close());
      this.editor.addEventListener("trix-change", () => this.change());
      this.editor.addEventListener("blur", () => this.adopt());
      this.editor.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.goOn(event);
      });
      section.querySelectorAll("[data-write]").forEach((link) => { link.hidden = true; });
      section.querySelector("[data-text]").hidden = true;
      if (this.editor.editor) this.begin();
      else this.editor.addEventListener("trix-initialize", () => this.begin(), { once: true });
    }

    begin() {
      this.confirmed = this.input.value;
      const draft = kept(this.key);
      if (draft && draft.html !== this.confirmed) {
        this.seen = draft.seen;
        this.unheard = draft.unheard || [];
        this.load(draft.html);
        tell(this.section, "waiting", say.sayRestored);
        this.said = say.sayRestored;
        this.save();
      } else {
        drop(this.key);
        if (!store) tell(this.section, "waiting", say.sayNoStore);
      }
      requestAnimationFrame(() => { this.loading = false; });
      this.editor.dataset.ready = "1";
    }

    load(html) {
      this.loading = true;
      this.editor.editor.loadHTML(html);
      requestAnimationFrame(() => { this.loading = false; });
    }

    get isUnsaved() {
      return this.input.value !== this.confirmed;
    }

    change() {
      if (this.loading) return;
      this.adoptable = null;
      if (this.input.value.length < BIG) this.keepDraft();
      else {
        clearTimeout(this.keeper);
        this.keeper = setTimeout(() => this.keepDraft(), 500);
      }
      if (this.tries === 0) this.soon(QUIET);
    }

    draft() {
      return { html: this.input.value, seen: this.seen, unheard: this.unheard };
    }

    // Names what is about to be sent; the draft remembers it, should the answer never come.
    newTicket() {
      const ticket = Math.random().toString(36).slice(2, 14) || "0";
      this.unheard = [...this.unheard, ticket].slice(-MOST_UNHEARD);
      return ticket;
    }

    keepDraft() {
      if (!this.isUnsaved) {
        drop(this.key);
        return;
      }
      this.isKept = keep(this.key, this.draft());
      if (!this.isKept) tell(this.section, "waiting", say.sayNoStore);
    }

    // Save after a while; somebody who never pauses is saved all the same.
    soon(wait) {
      this.first = this.first || Date.now();
      const left = Math.max(0, this.first + LONGEST - Date.now());
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), this.tries ? wait : Math.min(wait, left));
    }

    async save() {
      clearTimeout(this.timer);
      if (this.sending) {
        this.again = true;
        return;
      }
      const html = this.input.value;
      if (html === this.confirmed) {
        tell(this.section, "saved", this.said || say.saySaved);
        return;
      }
      const draft = this.draft();
      const ticket = this.newTicket();
      this.keepDraft();
      this.first = 0;
      this.sending = true;
      if (!this.tries) tell(this.section, "saving", say.saySaving);
      const answer = await send(this.url, draft, ticket);
      this.sending = false;
      this.answered(html, answer);
    }

    answered(html, answer) {
      const again = this.again;
      this.again = false;
      if (answer.status !== 200) {
        tellTrouble(this.section, answer);
        const passes = answer.status === 0 || answer.status === 401 || answer.status >= 500;
        this.tries += 1;
        if (passes) this.soon(WAITS[Math.min(this.tries, WAITS.length) - 1]);
        else this.tries = 0; // the next key tries again
        return;
      }
      this.tries = 0;
      this.unheard = [];
      this.seen = String(answer.seen);
      this.confirmed = html;
      this.adoptable = answer.html === null || answer.beside ? null : answer;
      this.section.querySelectorAll("[data-written]").forEach((way) => { way.hidden = html === ""; });
      tellSaved(this.section, answer, this.said);
      if (this.isUnsaved) {
        this.keepDraft();
        this.soon(again ? 0 : QUIET);
      } else {
        drop(this.key);
        this.said = "";
        if (document.activeElement !== this.editor) this.adopt();
        if (this.closing) this.close();
      }
    }

    // Take over what came of bringing two texts together, when nobody is in the middle of a word.
    adopt() {
      const answer = this.adoptable;
      if (!answer || this.isUnsaved || this.sending) return;
      this.adoptable = null;
      this.load(answer.html);
      this.confirmed = this.input.value;
      this.seen = String(answer.stands);
      requestAnimationFrame(() => { this.confirmed = this.input.value; });
    }

    close() {
      this.closing = true;
      if (this.isUnsaved || this.sending) {
        this.save();
        return;
      }
      open.delete(this.section.dataset.section);
      refresh(this.section);
    }

    goOn(event) {
      event.preventDefault();
      this.save();
      const next = this.section.nextElementSibling;
      if (next && next.matches("[data-section]")) write(next);
    }
  }

  function write(section) {
    const already = open.get(section.dataset.section);
    if (already) {
      already.editor.focus();
      return already;
    }
    const form = document.getElementById("section-form").content.firstElementChild.cloneNode(true);
    const text = section.querySelector("[data-text]");
    const area = form.querySelector("textarea");
    area.id = `text-${section.dataset.section}`;
    form.querySelector("label").htmlFor = area.id;
    area.dataset.rich = text.innerHTML;
    form.action = section.dataset.url;
    text.before(form);
    const editor = window.ntfcRich.begin(area);
    editor.setAttribute("aria-label", section.querySelector("h2").textContent);
    editor.removeAttribute("aria-labelledby");
    const begun = new Writing(section, form);
    editor.addEventListener("trix-initialize", () => editor.focus(), { once: true });
    return begun;
  }

  // --- What others do ----------------------------------------------------------------------------

  function refresh(section) {
    window.htmx.ajax("GET", section.dataset.url, { target: section, swap: "outerHTML" });
  }

  function showWriters(section, names) {
    const line = section.querySelector("[data-writers]");
    line.hidden = !names;
    line.querySelector("span").textContent = names ? say.sayWrites.replace("{names}", names.join(", ")) : "";
  }

  async function look() {
    if (document.hidden) return;
    const mine = document.activeElement && document.activeElement.closest("[data-section]");
    const asks = mine && open.has(mine.dataset.section) ? `?section=${mine.dataset.section}` : "";
    let said;
    try {
      const answer = await fetch(say.now + asks, { headers: { Accept: "application/json" } });
      said = answer.ok ? await answer.json() : null;
    } catch {
      said = null;
    }
    if (!said) return;
    root.querySelectorAll("[data-section]").forEach((section) => {
      const number = section.dataset.section;
      showWriters(section, said.writers[number]);
      const stands = said.sections[number];
      if (stands === undefined || String(stands) === section.dataset.seen) return;
      if (!open.has(number)) refresh(section);
    });
  }

  // --- Drafts of windows that are gone -----------------------------------------------------------

  async function takeUp(section, key) {
    const draft = kept(key);
    if (!draft) return;
    const answer = await send(section.dataset.url, draft);
    if (answer.status !== 200) {
      tellTrouble(section, answer);
      return;
    }
    drop(key);
    tellSaved(section, { ...answer, html: null }, say.sayRestored);
    if (!open.has(section.dataset.section) && !answer.beside) {
      section.querySelector("[data-text]").innerHTML = "";
      refresh(section);
    }
  }

  function takeUpAll() {
    root.querySelectorAll("[data-section]").forEach((section) => {
      const own = prefixOf(section.dataset.section) + tab;
      draftsOf(section.dataset.section).forEach((key) => {
        if (key === own) {
          if (!open.has(section.dataset.section)) write(section);
          return;
        }
        const draft = kept(key);
        if (!draft || Date.now() - draft.alive > DEAD) takeUp(section, key);
      });
    });
  }

  // --- Pages that lead back to a section ---------------------------------------------------------

  // Without scripts they open in a window of their own. With a store what is typed goes nowhere: they
  // open here, and who comes back writes on in the section that was left.
  function stayHere(within) {
    if (!store || !windows) return;
    within.querySelectorAll("a[data-leads-back]").forEach((link) => {
      link.removeAttribute("target");
      link.querySelectorAll("[data-apart]").forEach((words) => words.remove());
    });
  }

  function comeBack() {
    const left = windows && windows.getItem("ntfc-left");
    if (!left) return;
    windows.removeItem("ntfc-left");
    const section = location.hash === `#section-${left}` && document.getElementById(`section-${left}`);
    if (section && section.querySelector("[data-write]")) write(section);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-leads-back]");
    const section = link && link.closest("[data-section]");
    if (section && windows && open.has(section.dataset.section)) {
      windows.setItem("ntfc-left", section.dataset.section);
    }
  });
  document.addEventListener("htmx:afterSettle", () => stayHere(root));

  // --- Beginning and ending ----------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const section = event.target.closest("[data-section]");
    if (!section || event.defaultPrevented) return;
    const wants = event.target.closest("[data-write]");
    const mayWrite = section.querySelector("[data-write]");
    const onText = mayWrite && event.target.closest("[data-text]") && !event.target.closest("a");
    if (!wants && !(onText && String(window.getSelection()) === "")) return;
    event.preventDefault();
    write(section);
  });

  // The line is back, the window is looked at again, somebody has signed in elsewhere: try at once.
  function tryNow() {
    open.forEach((writing) => {
      if (writing.isUnsaved) writing.save();
    });
    look();
  }
  window.addEventListener("online", tryNow);
  window.addEventListener("focus", tryNow);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tryNow(); });

  window.addEventListener("pagehide", () => {
    open.forEach((writing) => {
      if (!writing.isUnsaved) return;
      const draft = writing.draft();
      const ticket = writing.newTicket();
      writing.keepDraft();
      if (draft.html.length < 50000) send(writing.url, draft, ticket, true);
    });
  });
  window.addEventListener("beforeunload", (event) => {
    open.forEach((writing) => {
      if (writing.isUnsaved && !keep(writing.key, writing.draft())) {
        event.preventDefault();
      }
    });
  });

  setInterval(() => {
    open.forEach((writing) => { if (writing.isUnsaved) writing.keepDraft(); });
    takeUpAll();
  }, DEAD / 2);
  setInterval(look, POLL);

  root.querySelectorAll("[data-section-form]").forEach((form) => {
    new Writing(form.closest("[data-section]"), form); // eslint-disable-line no-new
  });
  takeUpAll();
  stayHere(root);
  comeBack();
})();
