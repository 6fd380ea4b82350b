// Hides what does not apply to the choices made; without it everything is there to be left empty.
(() => {
  const form = document.getElementById("main-form");
  const dated = form.querySelector("[data-dated]");
  const french = form.querySelector("[data-french]");
  const value = (name) => form.querySelector(`[name=${name}]:checked`)?.value ?? "";

  const show = () => {
    if (dated) dated.hidden = !["from_date", "not_before"].includes(value("situation"));
    french.hidden = value("message_language") !== "fr-CA";
  };

  form.addEventListener("change", show);
  show();
})();
