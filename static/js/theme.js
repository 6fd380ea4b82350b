// Before the first paint: light or dark, as chosen here or as the system prefers.
(() => {
  const preference = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const apply = () => {
    document.documentElement.dataset.bsTheme = chosen() || (preference.matches ? "dark" : "light");
  };
  preference.addEventListener("change", apply);
  apply();
})();
