// Shows where in the text a finding is: marked while it is pointed at or focused, selected on a
// click. Without JavaScript the findings are a plain list that quotes the words.
(() => {
  const field = () => document.getElementById("id_body");
  let sheet;

  const offer = () => {
    document.querySelectorAll(".finding__show[hidden]").forEach((button) => (button.hidden = false));
  };

  // The server counts characters, the browser counts some of them twice.
  const units = (text, count) => [...text].slice(0, count).join("").length;

  const place = (button) => {
    const text = field()?.value ?? "";
    const words = button.closest(".finding").querySelector("q")?.textContent ?? "";
    const start = units(text, Number(button.dataset.start));
    if (text.startsWith(words, start)) return [start, start + words.length];
    const found = text.indexOf(words); // the text has changed since it was read
    return words && found >= 0 ? [found, found + words.length] : null;
  };

  // A sheet of the same shape lies over the field; only the marked words can be seen on it.
  const lay = () => {
    const text = field();
    const style = getComputedStyle(text);
    for (const name of ["font", "letterSpacing", "lineHeight", "padding", "direction"]) {
      sheet.style[name] = style[name];
    }
    sheet.style.left = `${text.offsetLeft + text.clientLeft}px`;
    sheet.style.top = `${text.offsetTop + text.clientTop}px`;
    sheet.style.width = `${text.clientWidth}px`;
    sheet.style.height = `${text.clientHeight}px`;
    sheet.scrollTop = text.scrollTop;
  };

  const clear = () => {
    sheet?.remove();
    sheet = undefined;
  };

  const mark = (button) => {
    clear();
    const span = place(button);
    if (!span) return;
    const text = field().value;
    const words = document.createElement("mark");
    words.textContent = text.slice(...span);
    sheet = document.createElement("div");
    sheet.className = "marked__sheet";
    sheet.setAttribute("aria-hidden", "true");
    sheet.append(text.slice(0, span[0]), words, text.slice(span[1]));
    field().after(sheet);
    lay();
  };

  const buttonOf = (event) =>
    event.target.closest?.(".finding")?.querySelector(".finding__show") ?? null;

  document.addEventListener("pointerover", (event) => {
    const button = buttonOf(event);
    if (button) mark(button);
  });
  document.addEventListener("pointerout", (event) => {
    const within = event.relatedTarget?.closest?.(".finding");
    if (buttonOf(event) && within !== event.target.closest(".finding")) clear();
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".finding__show")) mark(event.target);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches(".finding__show")) clear();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".finding__show");
    const span = button && place(button);
    if (!span) return;
    field().focus();
    field().setSelectionRange(...span);
  });
  document.addEventListener("input", clear);
  document.addEventListener("htmx:afterSwap", () => {
    clear();
    offer();
  });
  offer();
})();
