// Choosing a file: dropping it, and hearing of its size before it is sent. All of it is optional.
(() => {
  const form = document.querySelector("[data-file-form]");
  if (!form) return;
  const field = form.querySelector("input[type=file]");
  const error = form.querySelector("[data-file-error]");
  const status = form.querySelector("[data-file-status]");
  const zone = form.querySelector("[data-drop]");

  const say = (text) => {
    error.textContent = text;
    error.classList.toggle("d-block", text !== "");
    zone.classList.toggle("drop--wrong", text !== "");
    field.toggleAttribute("aria-invalid", false);
    if (text) field.setAttribute("aria-invalid", "true");
  };
  const isTooBig = () => field.files[0]?.size > Number(form.dataset.mostBytes);

  field.addEventListener("change", () => say(isTooBig() ? form.dataset.tooBig : ""));
  form.addEventListener("submit", (event) => {
    if (isTooBig()) {
      event.preventDefault();
      say(form.dataset.tooBig);
      field.focus();
    } else if (field.files.length) {
      status.textContent = form.dataset.says;
    }
  });
  window.addEventListener("pageshow", () => { status.textContent = ""; });

  form.querySelector("[data-drop-hint]").hidden = false;
  const light = (on) => zone.classList.toggle("drop--over", on);
  zone.addEventListener("dragover", (event) => { event.preventDefault(); light(true); });
  zone.addEventListener("dragleave", () => light(false));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    light(false);
    if (event.dataTransfer.files.length === 0) return;
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change"));
  });
})();
