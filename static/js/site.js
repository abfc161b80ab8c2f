// Everything works without this file; it only smooths a few things.

// Empty fields stay out of the address, so that a filtered list has a link worth sharing.
for (const form of document.querySelectorAll("form:not([method=post])")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });
}

// Thumbnails slide the gallery instead of moving the page, and say which photo shows.
const gallery = document.getElementById("galeria");
const thumbs = [...document.querySelectorAll(".thumbs a")];
if (gallery && thumbs.length) {
  const mark = (shown) => thumbs.forEach((thumb, place) => {
    if (place === shown) thumb.setAttribute("aria-current", "true");
    else thumb.removeAttribute("aria-current");
  });
  thumbs.forEach((thumb, place) => thumb.addEventListener("click", (event) => {
    event.preventDefault();
    gallery.scrollTo({ left: place * gallery.clientWidth });
    mark(place);
  }));
  gallery.addEventListener("scroll", () => mark(Math.round(gallery.scrollLeft / gallery.clientWidth)), { passive: true });
}

// An open menu closes on Escape and on a click elsewhere.
for (const menu of document.querySelectorAll("details.menu, details.sort, details.share")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
}

// A tap that leads to another page is answered at once, however slow the line; coming back finds it still.
const going = (on) => document.documentElement.classList.toggle("going", on);
addEventListener("submit", (event) => { if (!event.defaultPrevented) going(true); });
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const plain = !event.defaultPrevented && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!link || !plain || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  const samePage = link.pathname + link.search === location.pathname + location.search;
  // A workbook is saved, not shown: the page stays.
  if (!samePage && !link.search.includes("formato=xlsx")) going(true);
});
addEventListener("pageshow", () => going(false));
