// What all maps have in common: ground, scale, controls, pins, and a foot with buttons.

const drawing = "http://www.w3.org/2000/svg";
const degrees = /^\s*([+-]?\d+(?:\.\d+)?)\s*,\s*([+-]?\d+(?:\.\d+)?)\s*$/;

/** "lat, lon" with decimal points → [lat, lon], or null. */
export const pointOf = text => {
  const found = degrees.exec(text ?? "");
  return found && [Number(found[1]), Number(found[2])];
};

/** An element with classes and text; text never becomes markup. */
export const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

/** The field of a selector: the form's own before another one on the page. */
export const field = (element, selector) => element.closest("form")?.querySelector(selector) ?? document.querySelector(selector);

/** Lets the form's guard, its filters and its counts notice what was set here. */
export const changed = input => ["input", "change"].forEach(type => input.dispatchEvent(new Event(type, { bubbles: true })));

export const openMap = (element, config) => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    attributionControl: false, zoomControl: false, minZoom: 2, maxZoom: 19, maxBounds: [[-90, -180], [90, 180]], maxBoundsViscosity: 1,
    // The wheel scrolls the page until the map is meant.
    scrollWheelZoom: false, zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, inertia: !calm,
  });
  element.addEventListener("focusin", () => map.scrollWheelZoom.enable());
  element.addEventListener("focusout", () => map.scrollWheelZoom.disable());
  const { texts } = config, { mapCentre, mapZoom } = element.dataset;
  L.control.zoom({ zoomInTitle: texts["zoom-in"], zoomOutTitle: texts["zoom-out"] }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.setView(pointOf(mapCentre) ?? config.centre, pointOf(mapCentre) && mapZoom ? Number(mapZoom) : config.zoom);
  ground(map, config);
  return map;
};

const ground = (map, { tiles, subdomains, attribution, decimal }) => {
  // The grid lies below the pictures too: where one does not arrive, the grid is seen.
  graticule(tiles ? null : decimal).addTo(map);
  if (!tiles) return;
  // The pages' own policy names no referrer, and public tile servers refuse who does not say where from.
  L.tileLayer(tiles, { subdomains, maxZoom: 19, referrerPolicy: "strict-origin-when-cross-origin" }).addTo(map);
  if (attribution) L.control.attribution({ prefix: false }).addTo(map).addAttribution(make("span", "", attribution).innerHTML);
};

// Meridians and parallels at round degrees, with their numbers where they cross.
const graticule = decimal => {
  const grid = new L.GridLayer();
  grid.createTile = at => {
    const tile = make("div", "map-grid"), size = grid.getTileSize().x, map = grid._map;
    tile.setAttribute("aria-hidden", "true");
    const step = roundStep(360 / 2 ** at.z), digits = Math.max(0, -Math.floor(Math.log10(step)));
    const place = (lat, lng) => map.project([lat, lng], at.z).subtract([at.x * size, at.y * size]);
    const [northWest, southEast] = [[at.x, at.y], [at.x + 1, at.y + 1]].map(([x, y]) => map.unproject([x * size, y * size], at.z));
    const line = (className, side, pixels) => {
      const drawn = make("i", className);
      drawn.style[side] = `${Math.round(pixels)}px`;
      tile.append(drawn);
    };
    const meridians = multiples(step, northWest.lng, southEast.lng), parallels = multiples(step, southEast.lat, northWest.lat);
    meridians.forEach(lng => line("meridian", "left", place(0, lng).x));
    parallels.forEach(lat => line("parallel", "top", place(lat, 0).y));
    if (decimal) parallels.forEach(lat => meridians.forEach(lng => {
      const text = make("span", "", [lat, lng].map(n => n.toFixed(digits).replace(/^-/, "−").replace(".", decimal)).join("  ")), { x, y } = place(lat, lng);
      [text.style.left, text.style.top] = [`${Math.round(x)}px`, `${Math.round(y)}px`];
      tile.append(text);
    }));
    return tile;
  };
  return grid;
};

// The largest of 1, 2, 5, 10… (or tenths, hundredths…) that a tile is sure to hold.
const roundStep = most => {
  const power = 10 ** Math.floor(Math.log10(most));
  return power * [5, 2, 1].find(times => times * power <= most);
};
const multiples = (step, from, to) => {
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.ceil(to / step) - first) }, (_, at) => (first + at) * step);
};

/** A pin at a point; its caption stands beside it. */
export const pin = (map, point, { tone, caption, draggable = false }) => {
  const shape = document.createElementNS(drawing, "svg"), body = document.createElementNS(drawing, "path"), eye = document.createElementNS(drawing, "circle");
  shape.setAttribute("viewBox", "0 0 28 36");
  body.setAttribute("d", "M14 35C9 27 2 21 2 13.5a12 12 0 0 1 24 0C26 21 19 27 14 35Z");
  for (const [name, value] of [["cx", 14], ["cy", 13.5], ["r", 4.5]]) eye.setAttribute(name, value);
  shape.append(body, eye);
  const known = ["green", "amber", "red", "grey"].includes(tone) ? ` is-${tone}` : "";
  const icon = L.divIcon({ className: "map-pin" + known, html: shape, iconSize: [28, 36], iconAnchor: [14, 35] });
  // The boxes are the keyboard's way to the point.
  const marker = L.marker(point, { icon, draggable, autoPan: draggable, interactive: draggable, keyboard: false }).addTo(map);
  say(marker, caption);
  return marker;
};

/** Sets the caption of a pin. */
export const say = (marker, caption) => {
  marker.unbindTooltip();
  if (caption) marker.bindTooltip(make("span", "", caption), { permanent: true, direction: "bottom", className: "map-caption", offset: [0, 2] });
};

/** The line below a map: a hint, and a place for buttons and news. */
export const foot = (element, hint) => {
  const line = make("div", "map-foot"), news = make("p", "field-hint", hint);
  news.setAttribute("role", "status");
  line.append(news);
  element.after(line);
  const button = (text, icon, press) => {
    const made = make("button", "btn"), drawn = document.createElementNS(drawing, "svg"), use = document.createElementNS(drawing, "use");
    made.type = "button";
    drawn.setAttribute("class", "icon");
    drawn.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `/icons.svg#${icon}`);
    drawn.append(use);
    made.append(drawn, make("span", "", text));
    made.addEventListener("click", press);
    line.append(made);
    return made;
  };
  return { button, tell: text => { news.textContent = text ?? hint; } };
};
