// The sentence as it will read, and how much room is left; both are comforts.
(() => {
  document.querySelectorAll("[data-limit]").forEach((field) => {
    const limit = Number(field.dataset.limit);
    const counter = document.querySelector(`[data-counts="${field.id}"]`);
    if (!counter) return;
    const preview = document.querySelector(`[data-preview-of="${field.id}"]`);
    let pause;

    const count = () => {
      const left = limit - [...field.value.trim()].length;
      const words = left >= 0 ? counter.dataset.left : counter.dataset.over;
      counter.textContent = left > limit / 3 ? "" : words.replace("%n", Math.abs(left));
      counter.classList.toggle("counter--over", left < 0);
    };

    const show = () => {
      const text = field.value.trim();
      preview.hidden = !text;
      preview.textContent = preview.dataset.stem.replace(/\s*…$/, " ") + text.replace(/\s*\n\s*/g, "; ");
      clearTimeout(pause);
      pause = setTimeout(count, 700);
    };

    field.addEventListener("input", show);
  });
})();
