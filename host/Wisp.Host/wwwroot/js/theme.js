// Loaded in <head> before the sheets, so that a dark page never flashes white.
// The reader's own choice (site.js, [data-theme-toggle]) goes before the system's wish.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    let chosen = null;
    try { chosen = localStorage.getItem("wisp-theme"); } catch { /* storage refused: follow the system */ }
    document.documentElement.dataset.bsTheme = chosen ?? (dark.matches ? "dark" : "light");
  };
  apply();
  dark.addEventListener("change", apply);
  addEventListener("storage", apply);
})();
