// The advanced search: lists of boxes that open, tell how many are ticked, and can be narrowed by typing.
(() => {
  "use strict";
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  document.addEventListener("input", event => {
    const picker = event.target.closest("[data-picker]");
    if (!picker) return;
    if (event.target.matches("[data-picker-filter]")) {
      // Typed to narrow the boxes, not to search.
      event.stopPropagation();
      const wanted = fold(event.target.value.trim());
      for (const option of picker.querySelectorAll(".choice"))
        option.hidden = !fold(option.textContent).includes(wanted) && !option.querySelector("input").checked;
    } else {
      const ticked = picker.querySelectorAll("input:checked").length;
      const box = picker.querySelector("[data-picker-count]");
      box.textContent = ticked ? box.dataset.some.replace("{0}", ticked) : box.dataset.any;
    }
  }, true);

  // One list open at a time; a click elsewhere or Escape closes it.
  const close = but => document.querySelectorAll("[data-picker][open]").forEach(p => { if (p !== but) p.open = false; });
  document.addEventListener("click", event => close(event.target.closest("[data-picker]")));
  document.addEventListener("keydown", event => {
    const open = event.key === "Escape" && event.target.closest("[data-picker][open]");
    if (open) { event.preventDefault(); open.open = false; open.querySelector("summary").focus(); }
    if (event.key === "Enter" && event.target.matches("[data-picker-filter]")) event.preventDefault();
  }, true);

  // ── Mass update: ticks are kept from page to page; its fields stand in the search form but do not search. ──
  const ticked = new Set();
  const rows = () => [...document.querySelectorAll('#list input[name="ids"]')];
  const refresh = () => {
    for (const box of rows()) box.checked = ticked.has(box.value);
    const page = document.querySelector("[data-bulk-page]");
    if (page) page.checked = rows().length > 0 && rows().every(box => box.checked);
    const told = document.querySelector("[data-bulk-ticked]");
    if (told) told.textContent = ticked.size;
    const go = document.querySelector("[data-bulk-go]");
    const all = document.querySelector('input[form="bulk"][name="scope"][value="all"]')?.checked;
    if (go) go.disabled = !(all || ticked.size) || !document.querySelector("[data-bulk-apply]:checked");
  };
  const bulk = event => {
    const field = event.target;
    if (field.matches("[data-bulk-page]")) rows().forEach(box => ticked[field.checked ? "add" : "delete"](box.value));
    else if (field.form?.id !== "bulk") return;
    else if (field.name === "ids") ticked[field.checked ? "add" : "delete"](field.value);
    else event.stopPropagation();
    if (field.matches("select, input:not([type])")) {
      // Choosing a value marks its field.
      const apply = field.closest(".bulk-field")?.querySelector("[data-bulk-apply]");
      if (apply && field.value) apply.checked = true;
    }
    refresh();
  };
  for (const type of ["input", "change"]) document.addEventListener(type, bulk, true);
  document.addEventListener("htmx:after:swap", refresh);
  document.addEventListener("submit", event => {
    if (event.target.id !== "bulk") return;
    const here = new Set(rows().map(box => box.value));
    const elsewhere = [...ticked].filter(id => !here.has(id));
    const field = event.target.elements.ticked ?? event.target.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "ticked" }));
    field.value = elsewhere.join(",");
  });
  addEventListener("pageshow", () => { for (const box of rows()) if (box.checked) ticked.add(box.value); refresh(); });
})();
