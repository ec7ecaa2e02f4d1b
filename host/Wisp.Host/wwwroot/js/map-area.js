// One area: drawn by clicks with geoman or taken from what the map shows, and kept in an input as "lon lat,lon lat,…".
import { changed, field, foot, openMap } from "./map-view.js";

const most = 200, decimals = 6;
const corner = /^\s*([+-]?\d+(?:\.\d+)?)\s+([+-]?\d+(?:\.\d+)?)\s*$/;

const read = value => {
  const corners = value.split(",").map(part => corner.exec(part));
  return corners.length < 3 || corners.includes(null) ? null : corners.map(found => [Number(found[2]), Number(found[1])]);
};
const text = degrees => degrees.toFixed(decimals).replace(/\.?0+$/, "").replace(/^-0$/, "0");
const write = corners => corners.map(({ lat, lng }) => `${text(lng)} ${text(lat)}`).join(",");

// A corner has no name that would tell it from the others; the keyboard's way is what the map shows.
L.Marker.mergeOptions({ keyboard: false });

export const show = (element, config) => {
  const { texts } = config, map = openMap(element, config);
  const input = field(element, element.dataset.mapArea);
  const style = { className: "map-area", weight: 2 };
  let area = null, kept = input.value;
  map.pm.setLang("wisp", { tooltips: { firstVertex: texts["area-first"], continueLine: texts["area-next"], finishPoly: texts["area-close"] } }, "en");

  const lay = corners => {
    area?.remove();
    area = corners && L.polygon(corners, style).addTo(map);
    area?.on("pm:edit", () => take(area.getLatLngs()[0]));
    area?.pm.enable({ allowSelfIntersection: false, allowSelfIntersectionEdit: false, snappable: false });
    clear.disabled = !input.value;
  };

  const set = value => {
    kept = value;
    if (input.value === value) return;
    input.value = value;
    clear.disabled = !value;
    changed(input);
  };

  // What is too fine to search by gives way to what was there before.
  const take = corners => {
    const fits = corners.length <= most;
    tell(fits ? undefined : texts["area-limit"]);
    if (fits) set(write(corners));
    return fits;
  };

  const { button, tell } = foot(element, texts["area-hint"]);
  const draw = button(texts["area-draw"], "pencil", () => {
    if (map.pm.globalDrawModeEnabled()) map.pm.disableDraw();
    else map.pm.enableDraw("Polygon", { allowSelfIntersection: false, snappable: false, continueDrawing: false, pathOptions: style, templineStyle: style, hintlineStyle: { ...style, dashArray: [5, 5] } });
  });
  button(texts["area-view"], "map", () => {
    const seen = map.getBounds();
    map.pm.disableDraw();
    if (take([seen.getSouthWest(), seen.getSouthEast(), seen.getNorthEast(), seen.getNorthWest()])) lay(read(input.value));
  });
  const clear = button(texts["area-clear"], "x", () => {
    map.pm.disableDraw();
    set("");
    lay(null);
    draw.focus();
  });

  map.on("pm:globaldrawmodetoggled", ({ enabled }) => { draw.lastChild.textContent = texts[enabled ? "area-stop" : "area-draw"]; });
  map.on("pm:create", ({ layer }) => {
    layer.remove();
    if (take(layer.getLatLngs()[0])) lay(read(input.value));
  });
  // Set by someone else: a filter taken away, a form put back.
  const follow = () => {
    if (input.value === kept) return;
    kept = input.value;
    lay(read(kept));
  };
  input.addEventListener("input", follow);
  input.addEventListener("change", follow);

  lay(read(input.value));
  if (area) map.fitBounds(area.getBounds(), { animate: false, padding: [16, 16], maxZoom: 16 });
  return map;
};
