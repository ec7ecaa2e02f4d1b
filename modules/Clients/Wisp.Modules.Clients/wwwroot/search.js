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
})();
