// One point: shown, or set by click, drag and the two boxes.
import { changed, field, foot, openMap, pin, pointOf, say } from "./map-view.js";

const near = 16, far = 13, decimals = 7;
const single = /^[+-]?\d{1,3}(?:[.,]\d{1,15})?$/;
// The forms that the server reads too: a comma alone separates only numbers written with points.
const pair = /^([+-]?\d+(?:[.,]\d+)?)(?:\s*;\s*|\s*,\s+|\s+|(?<=\.\d+),(?=[+-]?\d+\.))([+-]?\d+(?:[.,]\d+)?)$/;

const number = (text, limit) => {
  const value = single.test(text) ? Number(text.replace(",", ".")) : NaN;
  return Math.abs(value) <= limit ? value : NaN;
};

const read = (latitude, longitude) => {
  let texts = [latitude.trim(), longitude.trim()];
  const both = pair.exec(texts[0]) ?? (texts[0] ? null : pair.exec(texts[1]));
  if (both) texts = [both[1], both[2]];
  const point = [number(texts[0], 90), number(texts[1], 180)];
  return { point: point.some(Number.isNaN) ? null : point, pasted: both !== null };
};

const captions = (element, selectors) => selectors.split(",").map(selector => field(element, selector.trim()))
  .map(input => input?.selectedOptions ? (input.value ? input.selectedOptions[0].text : "") : input?.value.trim())
  .filter(Boolean).join(" · ");

export const show = (element, config) => {
  const map = openMap(element, config), data = element.dataset;
  if (data.mapLatitude && data.mapLongitude) edit(map, element, config);
  else if (data.mapPoint) {
    const point = pointOf(data.mapPoint);
    pin(map, point, { tone: data.mapTone, caption: data.mapCaption });
    map.setView(point, Number(data.mapZoom) || near, { animate: false });
  }
  return map;
};

const edit = (map, element, { decimal, texts }) => {
  const data = element.dataset, boxes = [field(element, data.mapLatitude), field(element, data.mapLongitude)];
  const caption = () => data.mapCaptionFrom ? captions(element, data.mapCaptionFrom) : data.mapCaption;
  let marker = null, setting = false;

  const place = point => {
    if (!point) { marker?.remove(); marker = null; }
    else if (marker) marker.setLatLng(point);
    else {
      marker = pin(map, point, { tone: data.mapTone, caption: caption(), draggable: true });
      marker.on("dragend", () => write(marker.getLatLng()));
    }
    clear.disabled = boxes.every(box => !box.value);
  };

  const text = degrees => degrees.toFixed(decimals).replace(/\.?0+$/, "").replace(/^-0$/, "0").replace(".", decimal);
  const set = values => {
    boxes.forEach((box, at) => { box.value = values[at]; });
    setting = true;
    boxes.forEach(changed);
    setting = false;
  };
  const write = ({ lat, lng }) => set([text(lat), text(lng)]);

  // The map goes to what was typed; what was clicked stays under the hand.
  const follow = done => {
    const { point, pasted } = read(boxes[0].value, boxes[1].value);
    place(point);
    if (point && !setting && (!map.getBounds().contains(point) || (done && map.getZoom() < far))) map.setView(point, Math.max(map.getZoom(), near));
    return pasted ? point : null;
  };

  const { button } = foot(element, texts["point-hint"]);
  const clear = button(texts["point-clear"], "x", () => {
    set(["", ""]);
    boxes[0].focus();
  });

  boxes.forEach(box => {
    box.addEventListener("input", () => follow(false));
    // A pair pasted into one box fills both, once the box is left.
    box.addEventListener("change", () => {
      const pasted = follow(true);
      if (pasted) write(L.latLng(pasted));
    });
  });
  if (data.mapCaptionFrom) element.closest("form")?.addEventListener("input", () => marker && say(marker, caption()));
  map.on("click", ({ latlng }) => write(latlng));

  const { point } = read(boxes[0].value, boxes[1].value);
  if (point) map.setView(point, Number(data.mapZoom) || near, { animate: false });
  place(point);
};
