// Areas that are only shown, each with its caption; where one is wrong, a red spot says why.
import { make, openMap, pointOf } from "./map-view.js";

export const show = (element, config) => {
  const map = openMap(element, config), bounds = L.latLngBounds([]);
  for (const { area, caption, color, spot, fault } of JSON.parse(element.dataset.mapShapes)) {
    if (area) {
      const layer = L.geoJSON(area, { style: { className: fault ? "map-faulty" : "map-area", color, weight: 2, fillOpacity: .14 } }).addTo(map);
      bounds.extend(layer.getBounds());
      if (caption) layer.bindTooltip(make("span", "", caption), { sticky: true });
    }
    if (spot) {
      const at = pointOf(spot);
      L.circleMarker(at, { radius: 7, weight: 2, className: "map-spot" }).addTo(map).bindTooltip(make("span", "", fault), { direction: "top" });
      bounds.extend(at);
    }
  }
  if (bounds.isValid()) map.fitBounds(bounds, { animate: false, padding: [16, 16], maxZoom: 17 });
  return map;
};
