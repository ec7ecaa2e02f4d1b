// The map of clients: the server says what a window shows, clusters or clients; a click on a client opens the panel.
import { make, openMap } from "../../js/map-view.js";

const tones = ["green", "amber", "red", "grey"];

export const show = (element, config) => {
  const root = element.closest("[data-client-map]"), map = openMap(element, config), texts = root.dataset;
  const found = L.layerGroup().addTo(map), zones = L.layerGroup(), panel = document.getElementById("panel");
  const color = root.querySelector("[data-map-color]"), query = new URLSearchParams(location.search);
  const format = new Intl.NumberFormat(document.documentElement.lang);
  let asked = 0;

  const inView = () => {
    const seen = map.getBounds();
    return { zoom: map.getZoom(), west: seen.getWest(), south: Math.max(-90, seen.getSouth()), east: seen.getEast(), north: Math.min(90, seen.getNorth()) };
  };
  const ask = async (handler, more = {}) => {
    const wanted = new URLSearchParams([...query, ...Object.entries({ handler, ...inView(), ...more })]);
    const answer = await fetch(`${location.pathname}?${wanted}`);
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };

  const open = async ({ id }) => {
    panel.hidden = false;
    await htmx.ajax("GET", `/clients/${id}/panel`, { source: panel, target: panel, swap: "innerHTML" });
  };
  const single = client => {
    const tone = tones.includes(client.tone) ? ` is-${client.tone}` : "";
    const icon = L.divIcon({ className: "client-dot" + tone, iconSize: [16, 16] });
    const marker = L.marker([client.latitude, client.longitude], { icon, keyboard: true, title: client.name, alt: `${client.name} · ${client.shownId}` });
    return marker.on("click keypress", event => (event.type === "click" || event.originalEvent.key === "Enter") && open(client));
  };
  const sizeOf = clients => Math.min(56, 26 + Math.log10(clients) * 8);
  // The database counts by squares; where a line between squares runs through a town, two circles would cover each other.
  const apart = clusters => clusters.toSorted((a, b) => b.clients - a.clients).reduce((kept, one) => {
    const at = point => map.latLngToLayerPoint([point.latitude, point.longitude]);
    const near = kept.find(other => at(other).distanceTo(at(one)) < (sizeOf(other.clients) + sizeOf(one.clients)) / 2);
    if (!near) return [...kept, { ...one }];
    const all = near.clients + one.clients, mean = key => (near[key] * near.clients + one[key] * one.clients) / all;
    Object.assign(near, { latitude: mean("latitude"), longitude: mean("longitude"), clients: all });
    return kept;
  }, []);
  const cluster = ({ clients, latitude, longitude }) => {
    const size = sizeOf(clients);
    const icon = L.divIcon({ className: "client-cluster", html: make("span", "", clients < 1000 ? clients : `${format.format(Math.round(clients / 100) / 10)}k`), iconSize: [size, size] });
    const marker = L.marker([latitude, longitude], { icon, keyboard: true, title: texts.cluster.replace("{0}", format.format(clients)) });
    return marker.on("click keypress", () => map.setView([latitude, longitude], Math.min(19, map.getZoom() + 2)));
  };

  // The answer of an earlier window is dropped.
  const refresh = async () => {
    const mine = ++asked, content = await ask("Points", { color: color.value });
    if (mine !== asked) return;
    found.clearLayers();
    content.clients.forEach(client => single(client).addTo(found));
    apart(content.clusters).forEach(one => cluster(one).addTo(found));
    root.querySelector("[data-map-total]").textContent = texts.count.replace("{0}", format.format(content.total));
  };
  const colorZones = async () => {
    zones.clearLayers();
    if (!map.hasLayer(zones)) return;
    const all = await ask("Zones"), most = Math.max(1, ...all.map(zone => zone.clients));
    for (const { id, name, color: fill, clients, area } of all)
      L.geoJSON(area, { style: { color: fill, weight: 1.5, fillOpacity: .1 + .5 * clients / most } }).addTo(zones)
        .bindTooltip(make("span", "", texts.zone.replace("{0}", name).replace("{1}", format.format(clients))), { sticky: true })
        .on("click", () => { if (!map.pm.globalDrawModeEnabled()) location.assign(`/clients?zone=${id}`); });
  };

  // Begins where the clients are, each look at most two steps closer, so that nobody falls out of the window on the way. A handful far
  // away, whose points are likely wrong, does not count.
  const begin = async () => {
    for (let look = 0; look < 6; look++) {
      const { clients, clusters, total } = await ask("Points", { color: color.value });
      const bounds = L.latLngBounds([...clients.map(one => ({ ...one, clients: 1 })), ...clusters]
        .filter(one => one.clients * 200 >= total).map(one => [one.latitude, one.longitude]));
      if (!bounds.isValid()) return;
      const before = map.getZoom(), zoom = Math.min(map.getBoundsZoom(bounds.pad(.1)), before + 2, 15);
      map.setView(bounds.getCenter(), Math.max(zoom, before), { animate: false });
      if (zoom <= before) return;
    }
  };

  color.addEventListener("change", () => {
    root.querySelectorAll("[data-legend]").forEach(legend => { legend.hidden = legend.dataset.legend !== color.value; });
    refresh();
  });
  root.querySelector("[data-map-zones]").addEventListener("change", ({ target }) => {
    if (target.checked) zones.addTo(map);
    else zones.remove();
    colorZones();
  });

  // A drawn area becomes the search; the list takes the same one.
  const tool = root.querySelector("[data-map-tool=area]");
  tool.addEventListener("click", () => map.pm.globalDrawModeEnabled() ? map.pm.disableDraw() : map.pm.enableDraw("Polygon", { allowSelfIntersection: false, snappable: false }));
  map.on("pm:globaldrawmodetoggled", ({ enabled }) => tool.setAttribute("aria-pressed", String(enabled)));
  map.on("pm:create", ({ layer }) => {
    const degrees = value => Number(value.toFixed(6));
    query.set("area", layer.getLatLngs()[0].map(({ lat, lng }) => `${degrees(lng)} ${degrees(lat)}`).join(","));
    location.assign(`${location.pathname}?${query}`);
  });

  if (texts.area) {
    const corners = texts.area.split(",").map(corner => corner.trim().split(/\s+/).map(Number).reverse());
    if (corners.length > 2 && corners.flat().every(Number.isFinite)) {
      const area = L.polygon(corners, { className: "map-area", weight: 2, interactive: false }).addTo(map);
      map.fitBounds(area.getBounds(), { animate: false, padding: [24, 24] });
    }
  }

  (texts.area ? Promise.resolve() : begin()).then(() => {
    map.on("moveend", () => { refresh(); colorZones(); });
    refresh();
  });
  return map;
};
