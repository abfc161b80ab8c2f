// What may be meant, listed under the search box as one types: a combobox. Without this the box is a plain form.
const WAIT = 120;
const FEWEST = 2;
const box = document.querySelector(".find input");

const make = (tag, attributes, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
};

const enhance = (form) => {
  const list = make("div", { id: "sugerencias", class: "suggest", role: "listbox", "aria-label": form.getAttribute("aria-label"), hidden: "" });
  const status = make("p", { class: "vh", role: "status" });
  const answers = new Map();
  let options = [];
  let at = -1;
  let waiting = 0;
  let asking = null;

  const point = (place) => {
    options[at]?.setAttribute("aria-selected", "false");
    at = place;
    box.removeAttribute("aria-activedescendant");
    if (at < 0) return;
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[at].id);
  };
  const close = () => {
    clearTimeout(waiting);
    asking?.abort();
    point(-1);
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    status.textContent = "";
  };
  const show = ({ said, groups }) => {
    point(-1);
    options = [];
    list.replaceChildren(...groups.map(({ name, items }, place) => make(
      "div",
      { role: "group", "aria-labelledby": `sg${place}` },
      make("p", { id: `sg${place}`, role: "presentation" }, name),
      ...items.map(({ text, url, note = "" }) => {
        const attributes = { id: `so${options.length}`, role: "option", href: url, tabindex: -1, "aria-selected": "false" };
        const option = make("a", attributes, make("span", {}, text), " ", make("small", {}, note));
        options.push(option);
        return option;
      }),
    )));
    list.hidden = !options.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = said;
  };
  const ask = async () => {
    const typed = box.value.trim();
    if (typed.length < FEWEST) return close();
    asking?.abort();
    const { signal } = asking = new AbortController();
    try {
      if (!answers.has(typed)) {
        const answer = await fetch(`${form.action}/sugerencias?${new URLSearchParams({ q: typed })}`, { signal });
        if (!answer.ok) return close();
        answers.set(typed, await answer.json());
      }
      if (!signal.aborted && document.activeElement === box) show(answers.get(typed));
    } catch (error) {
      // A later letter took its place, or the line is down: the box works without.
      if (error.name !== "AbortError") close();
    }
  };

  const step = (by) => {
    if (list.hidden) ask();
    else point((at + 1 + by + options.length + 1) % (options.length + 1) - 1);
  };
  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => {
      if (at < 0) return false;
      options[at].click();
    },
    Escape: () => {
      if (list.hidden) return false;
      close();
    },
  };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (keys[event.key]) {
      if (keys[event.key]() !== false) event.preventDefault();
    } else if (event.key !== "Shift") point(-1); // The caret moves: what is typed counts again.
  });
  box.addEventListener("blur", close);
  // A press on the list leaves the caret where it is: else it would close before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  addEventListener("pageshow", close);

  const roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(roles)) box.setAttribute(name, value);
  form.append(list, status);
};

if (box) enhance(box.form);
