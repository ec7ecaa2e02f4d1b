// The zones' editor: one place is chosen and its border moved, cut, split or drawn; what saving would do is asked of the server.
import { make, openMap, pointOf } from "../../js/map-view.js";
import { entry, showUsage } from "./rail.js";

const drawn = { allowSelfIntersection: false, snappable: true, snapDistance: 15, continueDrawing: false };

export const show = async (element, config) => {
  const root = element.closest("[data-zones-editor]"), map = openMap(element, config);
  const one = selector => root.querySelector(selector), tool = name => one(`[data-tool=${name}]`);
  const token = one("[name=__RequestVerificationToken]").value, guard = one("form[data-guard]"), url = location.pathname;
  const places = new Map(), below = new Set(), undone = [], spots = L.layerGroup().addTo(map);
  let chosen = null, choosing = null, made = 0;

  const fetched = async (query, rest) => {
    const answer = await fetch(`${url}?${new URLSearchParams(query)}`, rest);
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };
  const get = (handler, query) => fetched({ handler, ...query });
  const post = (handler, body) => fetched({ handler }, {
    method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", RequestVerificationToken: token },
  });
  // What is drawn stays, and can be sent again.
  const asked = async work => {
    try { await work(); } catch { tell([make("p", "field-error", root.dataset.unanswered)]); }
  };

  // ── What is drawn ──
  const areaOf = place => {
    if (!place.layer) return null;
    const { geometry } = place.layer.toGeoJSON(15);
    return geometry;
  };
  const lay = (place, area) => {
    place.layer?.remove();
    place.layer = null;
    if (!area) return;
    place.layer = L.geoJSON(area, { style: { color: place.color, weight: 2, fillOpacity: .18 } }).getLayers()[0].addTo(map);
    place.layer.bindTooltip(make("span", "", place.name), { sticky: true });
    place.layer.on("click", () => !map.pm.globalDrawModeEnabled() && choose(place));
    place.layer.on("pm:markerdragstart pm:vertexremoved", () => place === chosen && remember(place));
    place.layer.on("pm:edit", () => change(place));
    if (place === chosen) edit();
  };
  const remember = place => { undone.push([place, place.kept, place.changed]); };
  const change = place => {
    place.kept = areaOf(place);
    place.changed = true;
    refresh();
  };
  const put = (place, area) => {
    remember(place);
    lay(place, area);
    change(place);
  };
  const edit = () => chosen?.layer?.pm.enable({ ...drawn, allowSelfIntersection: true, allowRemoval: false });

  const choose = async place => {
    if (chosen === place) return;
    chosen?.layer?.pm.disable();
    chosen = null;
    choosing = place;
    if (place.hasBorder && !place.isLoaded) await asked(() => load({ place: place.key }));
    // Another may have been chosen while it came.
    if (choosing !== place || (place.hasBorder && !place.isLoaded)) return;
    chosen = place;
    root.querySelectorAll("[data-place]").forEach(button => button.setAttribute("aria-pressed", String(button.dataset.place === place?.key)));
    edit();
    refresh();
  };

  // From the list: near enough to take hold of its corners.
  const goTo = async place => {
    await choose(place);
    if (place.layer) map.fitBounds(place.layer.getBounds(), { animate: false, padding: [32, 32], maxZoom: 16 });
  };

  const refresh = () => {
    const changed = [...places.values()].some(place => place.changed);
    for (const name of ["hole", "split", "remove"]) tool(name).disabled = !chosen?.layer;
    tool("undo").disabled = undone.length === 0;
    tool("try").disabled = tool("save").disabled = !changed;
    guard.toggleAttribute("data-dirty", changed);
    one("[data-new]").hidden = !chosen?.isNew;
    if (chosen?.isNew) {
      one("[data-new-name]").value = chosen.name;
      one("[data-new-color]").value = chosen.color;
    }
  };

  const add = (name, color, area) => {
    const place = { key: `new-${++made}`, name, color, isNew: true, kept: null };
    places.set(place.key, place);
    entry(one("[data-rail]"), place);
    choose(place);
    put(place, area);
    one("[data-new-name]").focus();
    return place;
  };

  // ── Tools ──
  const start = (name, options) => {
    if (map.pm.globalDrawModeEnabled()) return map.pm.disableDraw();
    chosen?.layer?.pm.disable();
    map.pm.enableDraw(name, { ...drawn, ...options });
  };
  map.on("pm:drawend", edit);
  map.on("pm:create", async ({ layer, shape }) => {
    const { geometry } = layer.toGeoJSON(15);
    layer.remove();
    if (shape === "Line") return asked(() => split(geometry));
    if (chosen && !chosen.layer) put(chosen, geometry);
    else if (root.dataset.mayMake) add("", "#206bc4", geometry);
  });
  map.on("pm:cut", ({ layer, originalLayer }) => {
    const place = [...places.values()].find(each => each.layer === originalLayer);
    layer.remove();
    if (place) put(place, layer.toGeoJSON(15).geometry);
  });
  const split = async line => {
    const place = chosen, { stays, goes, problem } = await post("Split", { area: areaOf(place), line });
    if (problem) return tell([make("p", "field-error", problem)]);
    put(place, stays);
    if (root.dataset.mayMake) add("", place.color, goes);
  };

  const press = {
    draw: () => start("Polygon"),
    hole: () => start("Cut", { layersToCut: [chosen.layer] }),
    split: () => start("Line"),
    remove: () => put(chosen, null),
    undo: () => {
      const [place, area, changed] = undone.pop();
      lay(place, area);
      Object.assign(place, { kept: area, changed });
      refresh();
    },
    try: () => asked(() => send("Try")),
    save: () => asked(() => send("Save")),
  };
  root.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (button?.dataset.tool) press[button.dataset.tool]();
    if (button?.dataset.place) goTo(places.get(button.dataset.place));
  });
  root.addEventListener("keydown", event => {
    if (event.key === "z" && (event.ctrlKey || event.metaKey) && !tool("undo").disabled && !event.target.matches("input")) press.undo();
  });
  one("[data-new-name]").addEventListener("input", ({ target }) => {
    chosen.name = target.value;
    one(`[data-place="${chosen.key}"] span`).textContent = target.value || "＋";
  });
  one("[data-new-color]").addEventListener("input", ({ target }) => { chosen.color = target.value; chosen.layer?.setStyle({ color: target.value }); });

  // ── What saving would do, and saving ──
  const tell = nodes => one("[data-outcome]").replaceChildren(...nodes);
  const list = lines => {
    const made = make("ul");
    made.append(...lines.map(line => make("li", "", line)));
    return made;
  };
  const edits = () => [...places.values()].filter(place => place.changed && !(place.isNew && !place.layer));

  const send = async handler => {
    const sent = edits();
    spots.clearLayers();
    const news = await post(handler, sent.map(place => ({
      id: place.isNew ? null : place.key, version: place.version ?? 0, name: place.name, color: place.color, area: areaOf(place),
    })));
    if (news.problems.length) return tell(news.problems.map(problem => complain(sent[problem.at], problem, handler)));
    if (handler === "Save") {
      guard.removeAttribute("data-dirty");
      location.assign(news.jobs.length ? `/jobs/${news.jobs[0]}` : url);
      return;
    }

    tell([make("p", "mb-0", news.summary), ...(news.moves.length ? [list(news.moves)] : []), ...(news.overlaps.length ? [list(news.overlaps)] : [])]);
  };

  const complain = (place, { text, spot, repair, offer }, handler) => {
    const line = make("div", "note note-error"), said = make("p", "mb-0", `${place.name}: ${text}`);
    line.append(said);
    if (spot) {
      const at = pointOf(spot);
      L.circleMarker(at, { radius: 8, weight: 2, className: "map-spot" }).addTo(spots).bindTooltip(make("span", "", text), { direction: "top" });
      map.panInside(at, { padding: [40, 40] });
    }
    if (repair) {
      const button = make("button", "btn", offer);
      button.type = "button";
      button.addEventListener("click", () => { put(place, repair); press.try(); });
      line.append(button);
    }
    return line;
  };

  // ── What is there ──
  const arrive = ({ areas, below: lower, more }) => {
    for (const { id, name, area } of lower) {
      if (below.has(id)) continue;
      below.add(id);
      L.geoJSON(area, { style: { className: "zones-below", weight: 1, fillOpacity: .04 } }).getLayers()[0].bindTooltip(make("span", "", name), { sticky: true }).addTo(map).bringToBack();
    }
    for (const { id, version, area } of areas) {
      const place = places.get(id);
      if (!place || place.isLoaded) continue;
      Object.assign(place, { version, kept: area, isLoaded: true });
      lay(place, area);
    }
    one("[data-more]").hidden = !more;
    return more;
  };
  const load = async query => arrive(await get("Part", query));

  const { places: stored, extent, ...first } = await get("Areas");
  for (const place of stored) places.set(place.id, { ...place, key: place.id, kept: null, changed: false });
  if (arrive(first)) map.on("moveend", () => {
    const seen = map.getBounds();
    asked(() => load({ west: Math.max(-360, seen.getWest()), south: Math.max(-90, seen.getSouth()), east: Math.min(360, seen.getEast()), north: Math.min(90, seen.getNorth()) }));
  });
  if (extent) map.fitBounds([[extent[1], extent[0]], [extent[3], extent[2]]], { animate: false, padding: [16, 16] });
  const wanted = places.get(location.hash.slice(1));
  if (wanted) await goTo(wanted);
  // Not before: a drawing that was begun would lose its place when the map moves to what is there.
  tool("draw").disabled = false;
  get("Usage").then(usages => showUsage(root, usages, id => places.get(id)?.name)).catch(() => {});
  return map;
};
