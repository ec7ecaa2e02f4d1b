// Behaviour of the admin shell. Plain script, deferred, after htmx; pages work without it.
//
// The layout carries htmx's configuration, read before this file runs:
//   <meta name="htmx-config" content='{"includeIndicatorCSS":false,"history":"reload","extensions":"none"}'>
// htmx 4 has no "allowEval" switch: the Content-Security-Policy refuses eval, so markup must not use hx-on, js: values
// or trigger filters. includeIndicatorCSS: ours is in site.css. history "reload": Back asks the server for the page, so
// no page needs a second form for history. extensions "none": nothing may register itself.
(() => {
  "use strict";
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const typing = element => element?.matches?.("input, textarea, select, [contenteditable]");
  const on = (type, handle, options) => document.addEventListener(type, handle, options);

  // ── Lists: arrows move the selection, the panel follows ──────────────
  const panel = () => document.getElementById("panel");
  let wanted = null, waiting = 0, opener = null;

  const rowsOf = row => all(":scope > tr", row.parentElement).filter(r => !r.hidden);
  const prepareRows = () => all("[data-rows]").forEach(body => {
    const rows = all(":scope > tr", body);
    const current = rows.find(r => r.getAttribute("aria-selected") === "true") ?? rows[0];
    rows.forEach(r => { r.tabIndex = r === current ? 0 : -1; });
  });

  // The tab that is open is seen, however narrow the screen.
  const showTabs = () => all(".tabs [aria-current]").forEach(tab => {
    const [row, box] = [tab.closest(".tabs"), tab.getBoundingClientRect()];
    row.scrollLeft += box.left - row.getBoundingClientRect().left - (row.clientWidth - box.width) / 2;
  });

  const showPanel = (row, url) => {
    if (!panel() || !url) return;
    wanted = url;
    opener = row;
    clearTimeout(waiting);
    // A held arrow key passes over rows: only the one it rests on is asked for.
    waiting = setTimeout(() => htmx.ajax("GET", url, {
      source: panel(), target: panel(), swap: "innerHTML", panelUrl: url, replace: row.dataset.url,
    }), 90);
  };

  const closePanel = () => {
    const open = panel();
    if (!open || open.hidden) return false;
    wanted = null;
    clearTimeout(waiting);
    htmx.trigger(open, "htmx:abort");
    open.hidden = true;
    open.replaceChildren();
    (opener?.isConnected ? opener : one('[data-rows] > tr[tabindex="0"]'))?.focus({ preventScroll: true });
    return true;
  };

  // The next client is shown on the tab that was open for this one.
  const onSameTab = url => {
    const tab = panel()?.querySelector("[data-panel-tab]")?.dataset.panelTab;
    return tab && url ? `${url}?tab=${encodeURIComponent(tab)}` : url;
  };

  const select = (row, focus = true) => {
    rowsOf(row).forEach(r => { r.setAttribute("aria-selected", String(r === row)); r.tabIndex = r === row ? 0 : -1; });
    if (focus) { row.focus({ preventScroll: true }); row.scrollIntoView({ block: "nearest" }); }
    showPanel(row, onSameTab(row.dataset.panel));
  };

  on("keydown", event => {
    const row = event.target.closest?.("[data-rows] > tr");
    if (!row || event.target !== row || event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = rowsOf(row), at = rows.indexOf(row);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (next !== undefined) { event.preventDefault(); if (rows[next]) select(rows[next]); }
    else if (event.key === "Enter" && row.dataset.href) location.assign(row.dataset.href);
    else if (event.key === " ") { event.preventDefault(); one('input[type="checkbox"]', row)?.click(); }
  });
  on("click", event => {
    const row = event.target.closest("[data-rows] > tr");
    if (row && !event.target.closest("a, button, input, label, select, summary") && !getSelection()?.toString()) select(row);
  });
  on("dblclick", event => {
    const row = event.target.closest("[data-rows] > tr[data-href]");
    if (row && !event.target.closest("a, button, input, label")) location.assign(row.dataset.href);
  });

  // A late answer for a row that is no longer selected is dropped (hx-sync="this:replace" on #panel also aborts it).
  on("htmx:before:swap", event => {
    const { ctx } = event.detail;
    if (ctx.panelUrl && ctx.panelUrl !== wanted) event.preventDefault();
  });

  // ── After a swap: open the panel, move focus to what matters ─────────
  on("htmx:after:swap", event => {
    const { target, panelUrl } = event.detail.ctx;
    const open = panel();
    if (panelUrl && open && target === open) open.hidden = false;
    prepareRows();
    showTabs();
    settleFocus(target?.isConnected ? target : document);
  });
  const settleFocus = scope => {
    const goal = one("[data-focus]", scope) ?? one(".error-summary", scope);
    if (!goal) return;
    if (!goal.matches("a, button, input, select, textarea")) goal.tabIndex = -1;
    goal.focus();
    goal.removeAttribute("data-focus");
  };

  // ── Keys for the whole page ──────────────────────────────────────────
  on("keydown", event => {
    if (event.defaultPrevented) return;
    if (event.key === "/" && !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const search = one("[data-global-search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === "Escape" && !one("dialog[open]")) {
      const menu = one("details.menu[open]");
      if (menu) { menu.open = false; one("summary", menu).focus(); }
      else if (document.documentElement.dataset.menu === "open") setMenu(false);
      else if (typing(event.target) && !event.target.closest("#panel")) event.target.blur();
      else closePanel();
    }
  });

  // ── Menus ────────────────────────────────────────────────────────────
  const setMenu = open => {
    const toggle = one("[data-menu-toggle]");
    document.documentElement.dataset.menu = open ? "open" : "closed";
    all(".topbar, .main").forEach(e => { e.inert = open; });
    toggle?.setAttribute("aria-expanded", String(open));
    (open ? one(".side a") : toggle)?.focus();
  };
  on("click", event => {
    all("details.menu[open]").forEach(m => { if (!m.contains(event.target)) m.open = false; });
    if (event.target.closest("[data-menu-toggle]")) { event.preventDefault(); setMenu(true); }
    else if (event.target.closest("[data-menu-close]")) { event.preventDefault(); setMenu(false); }
    else if (event.target.closest("[data-close-panel]")) { event.preventDefault(); closePanel(); }
    else event.target.closest("[data-dismiss]")?.closest(".toast-note, .note")?.remove();
  });

  // ── Theme ────────────────────────────────────────────────────────────
  on("click", event => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    const root = document.documentElement, next = root.dataset.bsTheme === "dark" ? "light" : "dark";
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    root.dataset.bsTheme = next;
    // Back at the system's wish, nothing is remembered and the system is followed again.
    try { if (next === system) localStorage.removeItem("wisp-theme"); else localStorage.setItem("wisp-theme", next); } catch { /* storage refused */ }
  });

  // ── Confirmation: data-confirm on a button or link, hx-confirm on an htmx element ──
  const confirmed = new WeakSet();
  const ask = (text, data = {}) => new Promise(resolve => {
    const dialog = document.getElementById("confirm-dialog");
    if (!dialog) { resolve(confirm(text)); return; }
    const title = one("[data-dialog-title]", dialog), ok = one("[data-dialog-ok]", dialog);
    const typed = one("[data-dialog-typed]", dialog), field = one("input", typed);
    for (const part of [title, ok]) part.dataset.usual ??= part.textContent;
    title.textContent = data.confirmTitle ?? title.dataset.usual;
    ok.textContent = data.confirmOk ?? ok.dataset.usual;
    ok.className = "btn " + ("confirmDanger" in data ? "btn-danger" : "btn-primary");
    one("[data-dialog-text]", dialog).textContent = text;
    typed.hidden = !data.confirmType;
    one("[data-dialog-expected]", typed).textContent = data.confirmType ?? "";
    field.value = "";
    field.oninput = () => { ok.disabled = !!data.confirmType && field.value.trim() !== data.confirmType; };
    field.oninput();
    dialog.returnValue = "";
    one("[data-dialog-cancel]", dialog).onclick = () => dialog.close();
    dialog.onclose = () => resolve(dialog.returnValue === "ok" && !ok.disabled);
    dialog.showModal();
    (data.confirmType ? field : "confirmDanger" in data ? one("[data-dialog-cancel]", dialog) : ok).focus();
  });
  on("click", async event => {
    const button = event.target.closest("[data-confirm]");
    if (!button || confirmed.delete(button)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (await ask(button.dataset.confirm, button.dataset)) { confirmed.add(button); button.click(); }
  }, true);
  on("htmx:confirm", async event => {
    const { ctx, issueRequest, dropRequest } = event.detail;
    if (!ctx.confirm) return;
    event.preventDefault();
    if (await ask(ctx.confirm, ctx.sourceElement.dataset)) issueRequest(); else dropRequest();
  });

  // ── Forms ────────────────────────────────────────────────────────────
  const touched = event => { const form = event.target.closest("form[data-guard]"); if (form) form.dataset.dirty = ""; };
  on("input", touched);
  on("change", event => {
    touched(event);
    if (event.target.type !== "file") return;
    const name = one("[data-file-name]", event.target.closest(".file, form") ?? document);
    if (name) name.textContent = [...event.target.files].map(f => f.name).join(", ");
  });
  on("submit", event => {
    const form = event.target;
    if (event.defaultPrevented && !form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]")) return;
    if (form.matches("[data-guard]")) form.dataset.leaving = "";
    // Disabled after the browser has read the form, or the pressed button's own value would be lost.
    setTimeout(() => all("[data-submit-once]", form).forEach(b => { b.disabled = true; b.setAttribute("aria-busy", "true"); }));
  });
  const release = () => {
    all("[data-submit-once][aria-busy]").forEach(b => { b.disabled = false; b.removeAttribute("aria-busy"); });
    all("form[data-leaving]").forEach(f => delete f.dataset.leaving);
  };
  // Saved: the page the answer leads to (HX-Redirect) must not be asked about.
  on("htmx:after:request", event => {
    const { response, sourceElement, request } = event.detail.ctx;
    if (response?.status < 400 && request.method !== "GET") sourceElement?.closest?.("form[data-guard]")?.removeAttribute("data-dirty");
  });
  on("htmx:finally:request", event => { if (event.target.closest?.("form") || event.target === document) release(); });
  addEventListener("pageshow", event => { if (event.persisted) release(); });
  addEventListener("beforeunload", event => { if (one("form[data-guard][data-dirty]:not([data-leaving])")) event.preventDefault(); });

  // ── Small things ─────────────────────────────────────────────────────
  on("click", async event => {
    const copy = event.target.closest("[data-copy]"), reveal = event.target.closest("[data-reveal]");
    if (copy) {
      const from = copy.dataset.copy.startsWith("#") ? one(copy.dataset.copy) : null;
      await navigator.clipboard?.writeText(from ? from.value ?? from.textContent : copy.dataset.copy);
      toast("copied");
    } else if (reveal) {
      const field = document.getElementById(reveal.dataset.reveal), show = field.type === "password";
      field.type = show ? "text" : "password";
      reveal.setAttribute("aria-pressed", String(show));
    }
  });
  // Texts come from the layout: <template id="toast-copied">, <template id="toast-offline">.
  const toast = name => {
    const made = document.getElementById("toast-" + name)?.content.cloneNode(true);
    if (made) document.getElementById("toasts")?.append(made);
  };
  on("htmx:error", () => toast("offline"));
  const stack = document.getElementById("toasts");
  const fade = note => { if (!note.matches?.(".is-error")) setTimeout(() => note.matches(":hover, :focus-within") ? fade(note) : note.remove(), 8000); };
  if (stack) {
    all(":scope > *", stack).forEach(fade);
    new MutationObserver(changes => changes.forEach(c => c.addedNodes.forEach(n => n.nodeType === 1 && fade(n)))).observe(stack, { childList: true });
  }

  prepareRows();
  showTabs();
  settleFocus(document);
})();
