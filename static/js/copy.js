// Copy buttons; without them the text can be selected and copied by hand.
(() => {
  const status = document.querySelector("[data-copied]");
  const hint = document.querySelector("[data-without-copy]");

  const copy = async (field) => {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      field.focus();
      field.select();
      return document.execCommand("copy");
    }
  };

  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const copied = await copy(document.getElementById(button.dataset.copy));
      status.textContent = "";
      setTimeout(() => { status.textContent = copied ? status.dataset.copied : ""; }, 50);
    });
  });
  if (hint) hint.hidden = true;
  document.querySelectorAll("textarea[readonly]").forEach((field) => {
    field.addEventListener("focus", () => field.select());
  });
})();
