// The player page: gives the SCO its API (scorm-again), and tells the server every stored value before the SCO gets its
// answer, and every call before any other task of the page.
//
// Everything goes through one numbered channel. It is a synchronous request, as in Moodle. Browsers
// refuse those while a page is being left; then, again as in Moodle, a beacon carries the message.
// The numbers let the server put beacons in order and know when the last one has come.
(function () {
  "use strict";

  // What scorm-again lets through although the standard and Moodle do not, by the name of the standard.
  var STRICT = {
    "1.2": {
      suspend: 4096, // scorm-again lets 64000 through.
      exits: ["time-out", "suspend", "logout", ""], // scorm-again turns "normal" into "".
      results: /^(correct|wrong|unanticipated|neutral|-?\d*(\.\d*)?)$/, // scorm-again corrects "incorrect".
      // A dot joins two ids ("module.question"): Moodle takes all of 0x21-0x7E, scorm-again also spaces.
      identifier: /^[\w.-]{1,255}$/
    },
    "2004": {
      suspend: 64000,
      exits: ["time-out", "suspend", "logout", "normal", ""],
      results: /^(correct|incorrect|unanticipated|neutral|-?\d+(\.\d{1,7})?)$/,
      identifier: /^[\w.-]{1,250}$/
    }
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
  var names = launch.standard.elements;
  var functions = launch.standard.functions;
  var strict = STRICT[launch.standard.name];
  launch.faults.forEach(function (name) { window.faults.add(name); });
  // window.name outlives a reload of this tab and, unlike storage, is not shared with the SCO.
  window.name = "lms-session-" + launch.session;

  // ---- the channel ------------------------------------------------------------------------------

  var number = 0;
  var waiting = []; // notes of calls that are not sent yet, and those that a dead network has kept back
  var lost = []; // numbers of messages that will never arrive

  var scheduled = false;

  // Notes go together, before any other task of the page can run.
  function note(call) {
    waiting.push({ call: call, number: ++number });
    if (!scheduled) queueMicrotask(flush);
    scheduled = true;
  }

  function flush() {
    scheduled = false;
    if (waiting.length) send([]);
  }

  // Sends what waits and these messages. Returns the server's answer; null when it refuses, undefined without a network.
  function send(messages) {
    var body = JSON.stringify({ session: launch.session, messages: waiting.concat(messages), lost: lost });
    var request = new XMLHttpRequest();
    try {
      request.open("POST", "/messages", false);
      request.send(body);
      if (request.status !== 200) return null;
      waiting = [];
      return JSON.parse(request.responseText);
    } catch (error) {
      if (!/page dismissal/i.test(String(error))) return undefined;
    }
    if (!navigator.sendBeacon("/messages", body)) return null; // the browser's limit, about 64 kB under way
    waiting = [];
    return { stored: true };
  }

  function post(message) {
    message.number = ++number;
    var answer = send([message]);
    if (answer) return answer;
    lost.push(message.number);
    // Without a network the values are gone for good, and Moodle says that all is stored.
    return { stored: answer === undefined };
  }

  function goodbye() {
    var last = number + 1;
    post({ bye: true });
    if (lost.indexOf(last) >= 0) {
      lost = lost.concat(waiting.map(function (message) { return message.number; }));
      waiting = [];
      navigator.sendBeacon("/messages", JSON.stringify({
        session: launch.session, messages: [{ number: last, bye: true, gaveUp: true }], lost: lost
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
      var values = flatten(data, "", {});
      if (finish && ["not attempted", "unknown"].indexOf(values[names.completion_status]) >= 0) {
        // scorm-again's own setting for this never applies: it takes its default status for one
        // that the SCO has set.
        values[names.completion_status] = "completed";
      }
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
    var api = new window[launch.standard.factory](
      { lmsCommitUrl: "/messages", logLevel: 5, autocommit: false, mastery_override: true }, service
    );
    api.loadFromFlattenedJSON(launch.cmi);
    sent = flatten(api.renderCMIToJSONObject(), "", {});
    return api;
  }

  // An API object whose functions have the names of SCORM 2004. It refuses what scorm-again lets through although the
  // standard and Moodle do not.
  function makeStrict(api) {
    var finished = false;
    var error = null;

    function refuse(code, result) { error = code; return result; }

    // Moodle makes numbers of these before it looks whether they have changed.
    function asMoodleKeeps(name, element, value) {
      var isNumber = name === "SetValue" && /\.(score\.(raw|min|max)|weighting)$/.test(element);
      return isNumber && value !== "" && isFinite(value) ? String(Number(value)) : value;
    }

    function breaks(element, value) {
      if (typeof element !== "string" || typeof value !== "string") return false;
      if (element === "cmi.suspend_data") return value.length > strict.suspend;
      if (element === names.exit) return strict.exits.indexOf(value) < 0;
      if (/^cmi\.interactions\.\d+\.result$/.test(element)) return !strict.results.test(value);
      if (/^cmi\.(interactions|objectives)\.\d+(\.objectives\.\d+)?\.id$/.test(element)) {
        return !strict.identifier.test(value);
      }
      return false;
    }

    function guard(name, empty) {
      return function (first, second) {
        if (finished) return refuse("301", empty);
        if (launch.strict && name === "SetValue" && breaks(first, second)) return refuse("405", "false");
        error = null;
        var call = functions[name];
        return arguments.length < 2 ? api[call](first) : api[call](first, asMoodleKeeps(name, first, second));
      };
    }

    return {
      Initialize: function (argument) {
        error = null;
        return api[functions.Initialize](argument);
      },
      GetValue: guard("GetValue", ""),
      SetValue: guard("SetValue", "false"),
      Commit: guard("Commit", "false"),
      Terminate: function (argument) {
        if (finished) return refuse("301", "false");
        error = null;
        var result = String(api[functions.Terminate](argument));
        finished = result === "true";
        return result;
      },
      GetLastError: function () { return error === null ? api[functions.GetLastError]() : error; },
      GetErrorString: function (code) { return api[functions.GetErrorString](code); },
      GetDiagnostic: function (code) { return api[functions.GetDiagnostic](code); }
    };
  }

  var NAMES = Object.keys(functions);

  function makeFailing(mode) {
    var failing = {};
    NAMES.forEach(function (name) {
      failing[name] = function () {
        if (mode === "throws") throw new Error(name + " fails on purpose");
        return name === "GetLastError" ? "101" : "false";
      };
    });
    return failing;
  }

  // The API object that the SCO finds: its functions have the names of the standard.
  function recorded(api) {
    var wrapped = {};
    NAMES.forEach(function (name) {
      wrapped[functions[name]] = function () {
        var call = { name: functions[name], args: Array.prototype.slice.call(arguments), result: "throws" };
        try {
          var instead = window.answerOfFault(name, call.args);
          call.result = instead === undefined ? api[name].apply(api, arguments) : instead;
          window.afterCall(name);
          return call.result;
        } finally {
          if (launch.recorded) note(call);
        }
      };
    });
    return wrapped;
  }

  function provideApi() {
    if (launch.api === "normal") window[launch.standard.api] = recorded(makeStrict(makeScormAgain()));
    else if (launch.api !== "absent") window[launch.standard.api] = recorded(makeFailing(launch.api));
  }

  if (launch.late) setTimeout(provideApi, launch.late);
  else provideApi();

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
  document.body.appendChild(sentinel);
  sentinel.contentWindow.addEventListener("pagehide", goodbye);
})();
