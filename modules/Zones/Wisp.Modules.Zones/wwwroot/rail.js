// The list beside the zones' editor: who is in each place, and links to those who are in none. Zones does not know who they are.
import { make } from "../../js/map-view.js";

const format = new Intl.NumberFormat(document.documentElement.lang);

/** An entry that the list does not have yet. */
export const entry = (list, place) => {
  const item = make("li"), button = make("button");
  button.type = "button";
  button.dataset.place = place.key;
  button.setAttribute("aria-pressed", "false");
  button.append(make("span", "", place.name || "＋"));
  item.append(button);
  list.prepend(item);
};

export const showUsage = (root, usages, nameOf) => {
  for (const { counts, listUrl, others } of usages) {
    root.querySelectorAll("[data-place]").forEach(button => {
      const count = counts[button.dataset.place] ?? 0;
      if (!count) return;
      const link = make("a", "zones-count", format.format(count));
      link.href = listUrl.replace("{0}", button.dataset.place);
      link.title = root.dataset.holders.replace("{0}", format.format(count)).replace("{1}", nameOf(button.dataset.place));
      link.setAttribute("aria-label", link.title);
      button.after(link);
    });
    const list = root.querySelector("[data-others]");
    for (const { text, count, url } of others) {
      const item = make("li"), link = make("a", "", text);
      link.href = url;
      item.append(link, make("span", "muted", format.format(count)));
      list.append(item);
    }
    list.hidden = false;
  }
};
