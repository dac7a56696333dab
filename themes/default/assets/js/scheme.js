// Light or dark: follows the device until the reader chooses, and stores nothing before that. Runs before the
// first paint, and as a file because the content security policy allows no inline scripts. `data-js` shows from
// the start what needs a script, so that nothing moves later.
(() => {
  const root = document.documentElement.dataset;
  root.js = "";
  // Without storage, follow the device.
  try { if (localStorage.scheme) root.scheme = localStorage.scheme; } catch {}

  document.addEventListener("DOMContentLoaded", () => {
    const field = document.querySelector(".scheme");
    for (const input of field.elements) if (input.value === root.scheme) input.checked = true;
    field.addEventListener("change", ({ target: { value } }) => {
      root.scheme = value;
      // Without storage, the choice holds for this page.
      try { localStorage.scheme = value; } catch {}
    });
  });
})();
