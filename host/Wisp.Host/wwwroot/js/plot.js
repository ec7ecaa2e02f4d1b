// Brings the plots of a page to life (<w-plot>): those that it came with and those that arrive with a part of it.
// uPlot is fetched when the first plot can be seen; where it lies stands in <meta name="wisp-plot">.
(() => {
  "use strict";
  const meta = document.querySelector('meta[name="wisp-plot"]');
  if (!meta) return;
  const config = JSON.parse(meta.content), language = document.documentElement.lang, shown = new Map();
  let parts;

  const add = (tag, attributes) => new Promise((resolve, reject) => {
    const part = Object.assign(document.createElement(tag), attributes);
    part.onload = resolve;
    part.onerror = () => { part.remove(); reject(new Error(attributes.src ?? attributes.href)); };
    document.head.append(part);
  });
  const load = () => parts ??= Promise.all([add("link", { rel: "stylesheet", href: config.css }), add("script", { src: config.script })])
    .catch(failure => { parts = null; throw failure; });

  // Of 1000, as speeds and disks are sold.
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  const bytes = value => {
    if (value == null) return "–";
    const power = Math.min(units.length - 1, value < 1 ? 0 : Math.floor(Math.log10(value) / 3));
    return `${new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(value / 1000 ** power)} ${units[power]}`;
  };

  // A canvas takes no variables and no light-dark(): the browser works them out on an element.
  const colour = (element, name) => {
    const probe = document.createElement("span");
    probe.style.color = `var(--wisp-${name})`;
    element.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };

  const draw = (element, data) => {
    const zoned = options => new Intl.DateTimeFormat(language, { ...options, timeZone: data.zone });
    const clock = zoned({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }), day = zoned({ day: "numeric", month: "short" }), month = zoned({ month: "short", year: "2-digit" });
    const days = data.at.length > 1 && data.at[1] - data.at[0] >= 82800;
    const moment = zoned(days ? { weekday: "short", day: "numeric", month: "short", year: "numeric" } : { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const tick = (seconds, step) => {
      const at = new Date(seconds * 1000), time = clock.format(at);
      return step >= 2419200 ? month.format(at) : step >= 86400 || time === "00:00" ? day.format(at) : time;
    };
    const ink = colour(element, "ink-2"), line = colour(element, "line");
    const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, font: `12px ${getComputedStyle(element).fontFamily}` };
    element.replaceChildren();
    return new uPlot({
      width: element.clientWidth,
      height: element.clientHeight - 34,
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), data.zone),
      cursor: { y: false, drag: { x: false, y: false } },
      scales: { y: { range: (_, low, high) => [0, high > 0 ? high * 1.05 : 1] } },
      axes: [
        { ...axis, space: 64, values: (_, splits, __, ___, step) => splits.map(split => tick(split, step)) },
        { ...axis, size: 72, values: (_, splits) => splits.map(bytes) },
      ],
      series: [
        { label: config.time, value: (_, seconds) => seconds == null ? "–" : moment.format(new Date(seconds * 1000)) },
        ...data.series.map(series => {
          const stroke = colour(element, series.tone);
          return { label: series.label, stroke, width: 1.5, fill: stroke.replace(/^rgb\((.*)\)$/, "rgba($1, .12)"), points: { show: false }, value: (_, value) => bytes(value) };
        }),
      ],
    }, [data.at, ...data.series.map(series => series.values)], element);
  };

  const open = async element => {
    const [answer] = await Promise.all([fetch(element.dataset.plot, { headers: { Accept: "application/json" } }), load()]);
    if (!answer.ok) throw new Error(String(answer.status));
    const data = await answer.json();
    return element.isConnected ? { data, plot: draw(element, data) } : null;
  };

  const failed = element => {
    element.replaceChildren(Object.assign(document.createElement("p"), { className: "muted", textContent: config.failed }));
    return null;
  };

  // A plot in a closed part has no size; it is opened when it gets one, and told of every later one.
  const sizes = new ResizeObserver(entries => entries.forEach(async ({ target, contentRect }) => {
    if (!contentRect.width || !contentRect.height) return;
    if (!shown.has(target)) shown.set(target, open(target).catch(() => failed(target)));
    (await shown.get(target))?.plot.setSize({ width: target.clientWidth, height: target.clientHeight - 34 });
  }));

  const look = () => {
    shown.forEach((open, element) => {
      if (element.isConnected) return;
      shown.delete(element);
      sizes.unobserve(element);
      open.then(gone => gone?.plot.destroy());
    });
    document.querySelectorAll("[data-plot]").forEach(element => sizes.observe(element));
  };

  // Colours are drawn in: another theme draws anew.
  const repaint = () => shown.forEach(async (open, element) => {
    const now = await open;
    if (!now || !element.isConnected) return;
    now.plot.destroy();
    now.plot = draw(element, now.data);
  });
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);

  document.addEventListener("htmx:after:swap", look);
  look();
})();
