// A phone shares with its own sheet; elsewhere the menu can copy the link too.
const onPhone = Boolean(navigator.share) && matchMedia("(pointer: coarse)").matches;

const sheet = (box, menu) => {
  const { title, text, url } = box.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = menu.firstElementChild.className;
  button.append(...[...menu.firstElementChild.childNodes].map((one) => one.cloneNode(true)));
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ title, text, url });
    } catch (error) {
      if (error.name === "AbortError") return;
      // The phone could not: the menu can, once this click is over, since clicks elsewhere close it.
      setTimeout(() => {
        button.remove();
        menu.hidden = false;
        menu.open = true;
        menu.firstElementChild.focus();
      });
    }
  });
  menu.hidden = true;
  menu.before(button);
};

const copying = (box) => {
  const button = box.querySelector("button[data-copied]");
  const words = button.querySelector("span");
  const usual = words.textContent;
  const status = box.querySelector("[role=status]");
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    let said = button.dataset.copied;
    try {
      await navigator.clipboard.writeText(box.dataset.url);
    } catch {
      said = button.dataset.failed;
    }
    words.textContent = status.textContent = said;
    setTimeout(() => {
      words.textContent = usual;
      status.textContent = "";
    }, 3000);
  });
};

for (const box of document.querySelectorAll("[data-share]")) {
  if (navigator.clipboard) copying(box);
  if (onPhone) sheet(box, box.querySelector("details"));
}
