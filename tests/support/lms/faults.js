// The faults of an LMS, to be switched on and off while the SCO plays: `faults.add("slow")`, `faults.delete("slow")`.
//
// Those of storing are in lms.js, where values are stored; these are of the calls themselves.
(function () {
  "use strict";

  var faults = (window.faults = new Set());

  // Elements that an LMS refuses as not implemented, by the fault of doing so.
  var REFUSED = {
    "no-interactions": /^cmi\.interactions\./,
    "no-objectives": /^cmi\.objectives\./,
    "no-location": /^cmi\.(core\.lesson_)?location$/,
    "no-score-range": /\.(min|max)$/,
    "no-state": /^cmi\.suspend_data$/
  };

  // Elements that an LMS gives nothing for.
  var MISSING = {
    "no-mode": /^cmi\.(core\.)?((lesson_)?mode|entry|credit)$/,
    "no-learner": /^cmi\.(core\.)?(student|learner)_(id|name)$/
  };

  var SLOW_MILLISECONDS = 60;
  var VERY_SLOW_MILLISECONDS = 3000; // longer than the page waits for anything but an answer of the LMS

  function matching(table, element) {
    return Object.keys(table).some(function (name) { return faults.has(name) && table[name].test(element); });
  }

  function wait(milliseconds) {
    var end = performance.now() + milliseconds;
    while (performance.now() < end);
  }

  var error = ""; // of the call before, when a fault answered it

  // What a call gets instead of an answer of the LMS; undefined when it gets that. Functions have the names of SCORM 2004.
  window.answerOfFault = function (name, values) {
    if (name === "GetLastError" && error) return error;
    error = "";
    if (faults.has("slow")) wait(SLOW_MILLISECONDS);
    if (faults.has("very-slow-commit") && name === "Commit") wait(VERY_SLOW_MILLISECONDS);
    if (faults.has("throws")) throw new Error(name + " fails on purpose");
    if (faults.has("throws-at-errors") && name === "GetLastError") throw new Error("it has no errors");
    if (faults.has("throws-at-mode") && /mode$|credit$/.test(values[0])) throw new Error("it fails at " + values[0]);
    if (faults.has("vanished")) throw new TypeError("API." + name + " is not a function");
    if (faults.has("says-nothing")) return "";
    if (faults.has("not-ready")) {
      // It has begun the session, and has the values only later.
      if (name === "Initialize") return "true";
      return name === "GetLastError" ? "101" : name === "GetValue" ? "" : "false";
    }
    var refuses = matching(REFUSED, values[0]) && (name === "SetValue" || /_count$/.test(values[0]));
    if (refuses) {
      error = "401";
      return name === "SetValue" ? "false" : "";
    }
    if (faults.has("state-unread") && name === "GetValue" && values[0] === "cmi.suspend_data") {
      error = "101";
      return "";
    }
    if (name === "GetValue" && matching(MISSING, values[0])) return "";
    if (name === "Commit") outage("outage-at-commit");
    return undefined;
  };

  window.afterCall = function (name) {
    if (name !== "Commit" || !faults.has("outage-after-commit")) return;
    // Between "completed" and "passed" it would leave an LMS that lets nobody write any more.
    var isBetween = window.API && window.API.LMSGetValue("cmi.core.lesson_status") === "completed";
    if (!isBetween) outage("outage-after-commit");
  };

  // The network goes between a probe and the commit, or the commit and a probe: the server answers nobody any more.
  function outage(fault) {
    if (!faults.delete(fault)) return;
    var request = new XMLHttpRequest();
    request.open("POST", "/outage", false);
    request.send();
  }
})();
