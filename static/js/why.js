// Shows at once what follows from the two answers; without it the server shows it after "continue".
(() => {
  const form = document.getElementById("main-form");
  const panels = form.querySelectorAll("[data-follows]");
  const promise = form.querySelector("[data-promise]");
  const value = (name) => form.querySelector(`[name=${name}]:checked`)?.value ?? "";

  // The same table as outreach/motive.py.
  const verdict = (hope, still) => {
    if (!hope || !still) return "";
    if (hope === "help") return "up_front";
    return still === "yes" ? "choice" : "honest_up_front";
  };

  const show = () => {
    const follows = verdict(value("hope"), value("still_write"));
    panels.forEach((panel) => {
      panel.hidden = panel.disabled = panel.dataset.follows !== follows;
    });
    promise.hidden = value("approach") !== "friendly_first";
  };

  form.addEventListener("change", show);
  show();
})();
