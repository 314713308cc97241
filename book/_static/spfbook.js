/* The little that the report's pages do with a script; all of it can be read without. */
(function () {
  "use strict";

  /* Light or dark: the reader's system decides until the button is used. */
  var root = document.documentElement;
  var button = document.querySelector(".colours");
  var system = matchMedia("(prefers-color-scheme: dark)");

  function kept() {
    try {
      return localStorage.getItem("colours");
    } catch (blocked) {
      return null;
    }
  }

  function show(theme) {
    root.dataset.theme = theme;
    button.setAttribute("aria-pressed", String(theme === "dark"));
  }

  button.addEventListener("click", function () {
    show(root.dataset.theme === "dark" ? "light" : "dark");
    try {
      localStorage.setItem("colours", root.dataset.theme);
    } catch (blocked) {
      /* Not kept, but shown. */
    }
  });
  system.addEventListener("change", function () {
    if (!kept()) show(system.matches ? "dark" : "light");
  });
  show(root.dataset.theme);

  /* What is wider than the screen is marked as such; a chart can then be scrolled by keyboard, as
     a table always can. */
  function markWide() {
    document.querySelectorAll(".table-box, .chart").forEach(function (box) {
      var wide = box.scrollWidth > box.clientWidth;
      box.classList.toggle("scrolls", wide);
      if (!box.matches(".chart")) return;
      if (wide) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", box.nextElementSibling.textContent.trim());
      } else {
        ["tabindex", "role", "aria-label"].forEach(function (name) {
          box.removeAttribute(name);
        });
      }
    });
  }
  addEventListener("load", markWide);
  addEventListener("resize", markWide);
})();
