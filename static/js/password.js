// A button under every password field that shows what was typed. Without it the field just works.
(() => {
  const words = document.getElementById("show-password");
  if (!words) return;
  document.querySelectorAll("input[type=password]").forEach((field) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "show-password";
    button.textContent = words.dataset.show;
    button.setAttribute("aria-controls", field.id);
    button.addEventListener("click", () => {
      const isHidden = field.type === "password";
      field.type = isHidden ? "text" : "password";
      button.textContent = isHidden ? words.dataset.hide : words.dataset.show;
    });
    field.after(button);
    // Sent as a password field, so that browsers offer to keep it, and do not keep it as plain text.
    field.form?.addEventListener("submit", () => { field.type = "password"; });
  });
})();
