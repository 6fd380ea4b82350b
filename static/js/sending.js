// The seconds that are left to take a message back: seen every second, said once.
(() => {
  const left = document.querySelector("[data-seconds]");
  document.querySelectorAll("[data-without-script]").forEach((link) => {
    link.hidden = true;
  });
  if (!left) return;
  const shown = left.querySelector("[data-left]");
  const said = document.querySelector("[data-said]");
  // Counted from the arrival of the page: the clock of this device may be wrong.
  const end = performance.now() + Number(left.dataset.seconds) * 1000;
  const tick = () => {
    const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    shown.textContent = seconds;
    if (said && seconds <= 10 && !said.textContent) said.textContent = said.dataset.said;
    if (!seconds) clearInterval(timer);
  };
  const timer = setInterval(tick, 250);
  tick();
})();
