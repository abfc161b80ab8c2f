// Up to four products to compare, kept from page to page of this visit. Without this the boxes and the button do.
const KEY = "comparar";
const MOST = 4;
const once = (slugs) => [...new Set(slugs)].slice(0, MOST);
const stored = () => {
  try {
    return once(JSON.parse(sessionStorage.getItem(KEY)) || []);
  } catch {
    return [];
  }
};
let chosen = stored();
const choose = (slugs) => {
  chosen = once(slugs);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(chosen));
  } catch {
    // A browser that keeps nothing: the choice lasts as long as the page.
  }
};

// The address of a comparison is the choice.
const shown = document.querySelector("[data-chosen]");
if (shown) choose(shown.dataset.chosen.trim().split(" "));
for (const off of document.querySelectorAll("[data-drop]")) {
  off.addEventListener("click", () => choose(chosen.filter((slug) => slug !== off.dataset.drop)));
}

for (const link of document.querySelectorAll("[data-compare]")) {
  const slug = link.dataset.compare;
  const together = once([...chosen.filter((one) => one !== slug).slice(0, MOST - 1), slug]);
  link.search = new URLSearchParams(together.map((one) => ["p", one]));
}

const form = document.getElementById("comparar");
if (form) {
  const boxes = [...document.querySelectorAll("input[form=comparar]")];
  const status = form.querySelector("[role=status]");
  const undo = form.querySelector("[type=reset]");
  const draw = () => {
    const full = chosen.length === MOST;
    for (const box of boxes) {
      box.checked = chosen.includes(box.value);
      box.disabled = full && !box.checked;
    }
    form.classList.toggle("on", chosen.length > 0);
    undo.hidden = !chosen.length;
    const { none, some, full: enough } = status.dataset;
    const words = full ? enough : chosen.length ? some.replace("#", chosen.length) : none;
    if (status.textContent !== words) status.textContent = words;
  };
  const before = [...form.querySelectorAll("[type=hidden]")];
  choose([...before, ...boxes.filter((box) => box.checked)].map((one) => one.value).concat(chosen));
  for (const one of before) one.remove();
  for (const box of boxes) {
    box.addEventListener("change", () => {
      choose(box.checked ? [...chosen, box.value] : chosen.filter((slug) => slug !== box.value));
      draw();
    });
  }
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    choose([]);
    draw();
    boxes[0]?.focus({ preventScroll: true });
  });
  // The columns stand in the order in which they were chosen, those of other pages among them.
  form.addEventListener("formdata", ({ formData }) => {
    formData.delete("p");
    for (const slug of chosen) formData.append("p", slug);
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) chosen = stored();
    draw();
  });
  draw();
}
