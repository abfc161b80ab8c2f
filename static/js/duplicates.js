// Who or what may be registered already, shown while it is written down: a person, or what `data-watch` names. Without
// this, the page asks after it is sent.
const form = document.querySelector("form[data-alike]");
const place = form?.querySelector(".alike");
const watched = (form?.dataset.watch ?? "surnames given_names dni phone place").split(" ");
let waiting;
let asked = "";

async function look() {
  const data = new FormData(form);
  const said = watched.map((name) => data.get(name) ?? "").join("|");
  if (said === asked) return;
  asked = said;
  try {
    const answer = await fetch(form.dataset.alike, { method: "POST", body: data, credentials: "same-origin" });
    if (answer.ok && said === asked) {
      const read = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...read.body.childNodes);
    }
  } catch {
    // Away from the network nothing is shown; the form asks again when it is sent.
  }
}

form?.addEventListener("input", (event) => {
  if (!watched.includes(event.target.name)) return;
  clearTimeout(waiting);
  waiting = setTimeout(look, 500);
});
