// Brings the maps of a page to life (<w-map>): those that it came with and those that arrive with a part of it.
// Leaflet and the map's own scripts are fetched when the first map can be seen; what they need to know stands in
// <meta name="wisp-map">.
(() => {
  "use strict";
  const meta = document.querySelector('meta[name="wisp-map"]');
  if (!meta) return;
  const config = JSON.parse(meta.content);
  const loading = new Map(), shown = new Map();

  const load = path => {
    if (!loading.has(path)) loading.set(path, new Promise((resolve, reject) => {
      const sheet = path.includes(".css");
      const part = Object.assign(document.createElement(sheet ? "link" : "script"), sheet ? { rel: "stylesheet", href: path } : { src: path });
      part.onload = resolve;
      part.onerror = () => { loading.delete(path); part.remove(); reject(new Error(path)); };
      document.head.append(part);
    }));
    return loading.get(path);
  };

  const open = async element => {
    const { files } = config, data = element.dataset;
    const mode = data.mapArea ? "area" : data.mapShapes ? "shapes" : "point", draws = data.mapArea || data.mapScript;
    // Sheets stand in the order in which they are asked for, whichever comes first.
    const sheets = [files.leafletCss, ...(draws ? [files.geomanCss] : []), files.css].map(load);
    await load(files.leaflet);
    if (draws) await load(files.geoman);
    const [{ show }] = await Promise.all([import(data.mapScript ?? files[mode]), ...sheets]);
    return element.isConnected ? show(element, config) : null;
  };

  const failed = element => {
    const note = Object.assign(document.createElement("p"), { className: "map-failed", textContent: config.texts.failed });
    element.replaceChildren(note);
  };

  // A map in a closed part has no size; it is opened when it gets one, and told of every later one.
  const sizes = new ResizeObserver(entries => entries.forEach(async ({ target, contentRect }) => {
    if (!contentRect.width || !contentRect.height) return;
    if (!shown.has(target)) shown.set(target, open(target).catch(() => failed(target)));
    (await shown.get(target))?.invalidateSize({ animate: false });
  }));

  const look = () => {
    shown.forEach((map, element) => {
      if (element.isConnected) return;
      shown.delete(element);
      sizes.unobserve(element);
      map.then(gone => gone?.remove());
    });
    document.querySelectorAll("[data-map]").forEach(element => sizes.observe(element));
  };

  document.addEventListener("htmx:after:swap", look);
  look();
})();
