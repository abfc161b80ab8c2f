// A long list of boxes gets a field that leaves only those whose name has the typed words; without a script all are there.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

for (const list of document.querySelectorAll("fieldset[data-pick]")) {
  const groups = [...list.querySelectorAll("details")].map((group) => ({ group, open: group.open }));
  const field = document.createElement("div");
  field.className = "field";
  const label = document.createElement("label");
  label.textContent = list.dataset.pick;
  const box = document.createElement("input");
  box.type = "search";
  box.autocomplete = "off";
  box.id = label.htmlFor = "pick";
  field.append(label, box);
  list.querySelector("legend").after(field);
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  box.addEventListener("input", () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    for (const { group, open } of groups) {
      const whole = plain(group.querySelector("summary").textContent);
      let any = false;
      for (const tick of group.querySelectorAll(".tick")) {
        const text = `${plain(tick.textContent)} ${whole}`;
        tick.hidden = !words.every((word) => text.includes(word));
        any ||= !tick.hidden;
      }
      group.hidden = !any;
      group.open = words.length ? any : open;
    }
  });
}
