// The player page: gives the SCO its API (scorm-again), and tells the server every call and every
// stored value before the SCO gets its answer.
//
// Everything goes through one numbered channel. It is a synchronous request, as in Moodle. Browsers
// refuse those while a page is being left; then, again as in Moodle, a beacon carries the message.
// The numbers let the server put beacons in order and know when the last one has come.
(function () {
  "use strict";

  var STRICT = {
    suspend: 4096, // SCORM 1.2 says 4096; scorm-again lets 64000 through.
    exits: ["time-out", "suspend", "logout", ""], // scorm-again turns "normal" into "".
    results: /^(correct|wrong|unanticipated|neutral|-?\d*(\.\d*)?)$/, // scorm-again corrects "incorrect".
    // A dot joins two ids ("module.question"): Moodle takes all of 0x21-0x7E, scorm-again also spaces.
    identifier: /^[\w.-]{1,255}$/
  };

  function askLaunch() {
    var previous = /^lms-session-(\d+)$/.exec(window.name);
    var query = new URLSearchParams(location.search);
    if (previous) query.set("previous", previous[1]);
    var request = new XMLHttpRequest();
    request.open("GET", "/launch?" + query, false);
    request.send();
    if (request.status !== 200) throw new Error("no launch: " + request.responseText);
    return JSON.parse(request.responseText);
  }

  var launch = askLaunch();
  launch.faults.forEach(function (name) { window.faults.add(name); });
  // window.name outlives a reload of this tab and, unlike storage, is not shared with the SCO.
  window.name = "lms-session-" + launch.session;

  // ---- the channel ------------------------------------------------------------------------------

  var number = 0;
  var waiting = []; // messages that a dead network has kept back
  var lost = []; // numbers of messages that will never arrive

  function post(message) {
    message.number = ++number;
    if (lost.length) message.lost = lost.slice();
    var body = JSON.stringify({ session: launch.session, messages: waiting.concat([message]) });
    var request = new XMLHttpRequest();
    try {
      request.open("POST", "/messages", false);
      request.send(body);
      if (request.status !== 200) {
        lost.push(message.number);
        return { stored: false };
      }
      waiting = [];
      return JSON.parse(request.responseText);
    } catch (error) {
      if (!/page dismissal/i.test(String(error))) {
        // No network. The values are gone for good; the note of the call is kept for later.
        delete message.store;
        delete message.finish;
        waiting.push(message);
        return { stored: true };
      }
    }
    if (navigator.sendBeacon("/messages", body)) {
      waiting = [];
      return { stored: true };
    }
    lost.push(message.number); // the browser's limit for beacons, about 64 kB under way
    return { stored: false };
  }

  function goodbye() {
    var last = number + 1;
    post({ bye: true });
    if (lost.indexOf(last) >= 0) {
      waiting = [];
      navigator.sendBeacon("/messages", JSON.stringify({
        session: launch.session, messages: [{ number: last, bye: true, gaveUp: true, lost: lost }]
      }));
    }
  }

  // ---- the API -----------------------------------------------------------------------------------

  function flatten(value, name, into) {
    if (value !== null && typeof value === "object") {
      Object.keys(value).forEach(function (key) {
        flatten(value[key], name ? name + "." + key : key, into);
      });
    } else if (value !== undefined && value !== null) {
      into[name] = String(value);
    }
    return into;
  }

  function makeScormAgain() {
    var sent = {};

    function store(data, finish) {
      if (finish && data.cmi.core.lesson_status === "not attempted") {
        // scorm-again's own setting for this never applies: it takes its default status for one
        // that the SCO has set.
        data.cmi.core.lesson_status = "completed";
      }
      var values = flatten(data, "", {});
      var changed = {};
      Object.keys(values).forEach(function (name) {
        if (values[name] !== sent[name]) changed[name] = values[name];
      });
      if (window.faults.has("refuses")) {
        // It counts as sent what it has refused to store.
        sent = Object.assign({}, sent, changed);
        return { result: "false", errorCode: 101 };
      }
      var answer = post({ store: changed, finish: finish });
      if (answer.stored) {
        sent = Object.assign({}, sent, changed);
        return { result: "true", errorCode: 0 };
      }
      return { result: "false", errorCode: 101 };
    }

    var service = {
      processHttpRequest: function (_url, data, finish) { return store(data, finish); },
      updateSettings: function () {}
    };
    var api = new window.Scorm12API(
      { lmsCommitUrl: "/messages", logLevel: 5, autocommit: false, mastery_override: true }, service
    );
    api.loadFromFlattenedJSON(launch.cmi);
    sent = flatten(api.renderCMIToJSONObject(), "", {});
    return api;
  }

  // Refuses what scorm-again lets through although SCORM 1.2 and Moodle do not.
  function makeStrict(api) {
    var finished = false;
    var error = null;

    function refuse(code, result) { error = code; return result; }

    // Moodle makes numbers of these before it looks whether they have changed.
    function asMoodleKeeps(name, element, value) {
      var isNumber = name === "LMSSetValue" && /\.(score\.(raw|min|max)|weighting)$/.test(element);
      return isNumber && value !== "" && isFinite(value) ? String(Number(value)) : value;
    }

    function breaks(element, value) {
      if (typeof element !== "string" || typeof value !== "string") return false;
      if (element === "cmi.suspend_data") return value.length > STRICT.suspend;
      if (element === "cmi.core.exit") return STRICT.exits.indexOf(value) < 0;
      if (/^cmi\.interactions\.\d+\.result$/.test(element)) return !STRICT.results.test(value);
      if (/^cmi\.(interactions|objectives)\.\d+(\.objectives\.\d+)?\.id$/.test(element)) {
        return !STRICT.identifier.test(value);
      }
      return false;
    }

    function guard(name, empty) {
      return function (first, second) {
        if (finished) return refuse("301", empty);
        if (launch.strict && name === "LMSSetValue" && breaks(first, second)) return refuse("405", "false");
        error = null;
        return arguments.length < 2 ? api[name](first) : api[name](first, asMoodleKeeps(name, first, second));
      };
    }

    var strict = {
      LMSInitialize: function (argument) {
        error = null;
        return api.LMSInitialize(argument);
      },
      LMSGetValue: guard("LMSGetValue", ""),
      LMSSetValue: guard("LMSSetValue", "false"),
      LMSCommit: guard("LMSCommit", "false"),
      LMSFinish: function (argument) {
        if (finished) return refuse("301", "false");
        error = null;
        var result = String(api.LMSFinish(argument));
        finished = result === "true";
        return result;
      },
      LMSGetLastError: function () { return error === null ? api.LMSGetLastError() : error; },
      LMSGetErrorString: function (code) { return api.LMSGetErrorString(code); },
      LMSGetDiagnostic: function (code) { return api.LMSGetDiagnostic(code); }
    };
    return strict;
  }

  var NAMES = ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit",
    "LMSGetLastError", "LMSGetErrorString", "LMSGetDiagnostic"];

  function makeFailing(mode) {
    var failing = {};
    NAMES.forEach(function (name) {
      failing[name] = function () {
        if (mode === "throws") throw new Error(name + " fails on purpose");
        return name === "LMSGetLastError" ? "101" : "false";
      };
    });
    return failing;
  }

  function recorded(api) {
    var wrapped = {};
    NAMES.forEach(function (name) {
      wrapped[name] = function () {
        var call = { name: name, args: Array.prototype.slice.call(arguments), result: "throws" };
        try {
          var instead = window.answerOfFault(name, call.args);
          call.result = instead === undefined ? api[name].apply(api, arguments) : instead;
          window.afterCall(name);
          return call.result;
        } finally {
          if (launch.recorded) post({ call: call });
        }
      };
    });
    return wrapped;
  }

  if (launch.api === "normal") window.API = recorded(makeStrict(makeScormAgain()));
  else if (launch.api !== "absent") window.API = recorded(makeFailing(launch.api));

  // ---- the frames ----------------------------------------------------------------------------------

  var sco = document.createElement("iframe");
  sco.id = sco.name = "sco";
  sco.title = "SCO";
  sco.allow = "autoplay; fullscreen";
  sco.src = launch.start;
  document.body.appendChild(sco);

  // When the page is left, this page hears it before the SCO does, and frames hear it in their
  // order. So an empty frame after the SCO knows when the SCO has said its last word.
  var sentinel = document.createElement("iframe");
  sentinel.name = "sentinel";
  sentinel.hidden = true;
  sentinel.src = "/sentinel.html";
  sentinel.addEventListener("load", function () {
    sentinel.contentWindow.addEventListener("pagehide", goodbye);
  });
  document.body.appendChild(sentinel);
})();
