/**
 * Shows the course as a document where the player does not start, because the browser is too old for it or it fails:
 * the modules stand in `noscript` elements, which a browser with scripts keeps as text. A script of its own, in
 * ECMAScript 5, so that it runs whatever keeps the player from running.
 */

(function () {
  var root = document.documentElement;

  function showDocument() {
    if (root.className === "played") return;
    root.className = "";
    var modules = document.getElementsByTagName("noscript");
    // The list is live: each module that becomes elements leaves it.
    while (modules.length) modules[0].outerHTML = modules[0].textContent || "";
    var target = document.getElementById(location.hash.slice(1));
    if (target) target.scrollIntoView();
  }

  window.addEventListener("load", function () {
    // While the LMS begins the session, the player is still to start.
    if (root.className !== "opening") showDocument();
  });
  window.addEventListener("error", showDocument);
  window.addEventListener("unhandledrejection", showDocument);
})();
