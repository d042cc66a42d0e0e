"""What the versions of SCORM call the things that the LMS of the tests keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Standard:
    """The names of a version of SCORM.

    `elements` are the names of data model elements, by what they are called in SCORM 2004; `functions` those of the API
    object, likewise. `library` and `factory` are the file of scorm-again and its class, `no_time` is no time at all,
    and `statuses` are the last names of the elements that hold a status.
    """

    name: str
    api: str
    library: str
    factory: str
    elements: Mapping[str, str]
    functions: Mapping[str, str]
    no_time: str
    statuses: tuple[str, ...]

    def status(self, values: Mapping[str, str]) -> str:
        """Return the one status of an attempt: that of SCORM 2004 is passed when it is completed and passed."""
        completion = values.get(self.elements["completion_status"], "")
        if completion == "completed" and values.get("cmi.success_status") == "passed":
            return "passed"
        return completion

    def objective_status(self, objective: Mapping[str, str]) -> str:
        """Return the one status of an objective."""
        if "status" in objective:
            return objective["status"]
        return "passed" if objective.get("success_status") == "passed" else objective.get("completion_status", "")


FUNCTIONS = (
    "Initialize",
    "Terminate",
    "GetValue",
    "SetValue",
    "Commit",
    "GetLastError",
    "GetErrorString",
    "GetDiagnostic",
)

NAMES = (
    *("suspend_data", "location", "mode", "credit", "entry", "learner_id", "learner_name", "exit", "session_time"),
    *("total_time", "completion_status", "score", "learner_response"),
)

SCORM12 = Standard(
    name="1.2",
    api="API",
    library="scorm12.min.js",
    factory="Scorm12API",
    elements={
        **{name: f"cmi.core.{name}" for name in NAMES},
        "suspend_data": "cmi.suspend_data",
        "location": "cmi.core.lesson_location",
        "mode": "cmi.core.lesson_mode",
        "learner_id": "cmi.core.student_id",
        "learner_name": "cmi.core.student_name",
        "completion_status": "cmi.core.lesson_status",
        "learner_response": "student_response",
    },
    functions={**{name: f"LMS{name}" for name in FUNCTIONS}, "Terminate": "LMSFinish"},
    no_time="00:00:00",
    statuses=("lesson_status", "status"),
)

SCORM2004 = Standard(
    name="2004",
    api="API_1484_11",
    library="scorm2004.min.js",
    factory="Scorm2004API",
    elements={**{name: f"cmi.{name}" for name in NAMES}, "learner_response": "learner_response"},
    functions={name: name for name in FUNCTIONS},
    no_time="PT0S",
    statuses=("completion_status", "success_status"),
)

STANDARDS = (SCORM12, SCORM2004)


def standard_of(schema_version: str) -> Standard:
    """Return the standard of a manifest, as Moodle does: what it does not know is SCORM 1.2."""
    return SCORM2004 if schema_version.startswith(("2004", "CAM")) else SCORM12
