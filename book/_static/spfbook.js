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
  /* Chosen in another window, or on a page that came after this one. */
  function showKept() {
    show(kept() || (system.matches ? "dark" : "light"));
  }

  ["storage", "pageshow"].forEach(function (name) {
    addEventListener(name, showKept);
  });
  system.addEventListener("change", showKept);
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

  /* A page of a release: whether it has been replaced, and the way to every other release. */
  function element(name, text, className) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function linkTo(release, shelf, page) {
    var pages = window.spfbookReleases.pages[release.pages];
    var same = pages.indexOf(page) >= 0 ? page : "index.html";
    var link = element("a", release.title + ", release " + release.number + ", " + release.on);
    link.href = shelf + release.edition + "/r" + release.number + "/html/" + same;
    return link;
  }

  function showReleases(bar, found) {
    var shelf = bar.dataset.shelf;
    var page = bar.dataset.page;
    var here = found.releases.filter(function (r) { return r.id === bar.dataset.release; })[0];
    if (!here) return;
    var after = found.releases.filter(function (r) { return r.id === here.after; })[0];
    var said = element("p");
    if (after) {
      bar.classList.add("superseded");
      said.append(element("strong", "Superseded. "), "Release " + after.number +
        " replaced this on " + after.on + ": " + after.reason.replace(/[^.!?]$/, "$&.") + " ", linkTo(after, shelf, page));
    } else {
      said.append("Release " + here.number + " of this edition, " + here.on +
        ": the latest of it.");
    }
    var list = element("ul");
    found.releases.forEach(function (release) {
      var item = element("li");
      var link = linkTo(release, shelf, page);
      if (release === here) link.setAttribute("aria-current", "true");
      item.append(link);
      if (release.after) item.append(" (superseded)");
      list.append(item);
    });
    var all = element("a", "All releases, with dates and reasons");
    all.href = shelf + "index.html";
    var last = element("li");
    last.append(all);
    list.append(last);
    var drawer = element("details", "", "drawer");
    var switcher = element("nav");
    switcher.setAttribute("aria-label", "Releases");
    drawer.append(element("summary", "Other releases"), list);
    switcher.append(drawer);
    bar.replaceChildren(said, switcher);
  }

  var bar = document.querySelector(".book-release");
  if (bar && window.spfbookReleases) showReleases(bar, window.spfbookReleases);
})();
