// The button that prints has its place from the start, and shows only where a script can.
for (const button of document.querySelectorAll("[data-print]")) {
  button.classList.add("can");
  button.addEventListener("click", () => print());
}
