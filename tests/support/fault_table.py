"""Writes docs/faults.md: every fault, what the trainee reads meanwhile, and when the LMS has everything."""

from __future__ import annotations

import browser as chromium
from building import REPOSITORY, SMALL, build_zip
from cmi5_faults import CMI5_FAULTS
from fault_cases import all_cases
from fault_visits import Outcome, outcome
from faults import FAULTS, Fault
from lms.server import LmsServer
from playwright.sync_api import sync_playwright

from scorm_export.resources import locale, words

TABLE = REPOSITORY / "docs" / "faults.md"

HEAD = """# What can go wrong, and what becomes of it

`make faults` writes this page. `tests/support/faults.py` has the faults, `tests/support/fault_visits.py` a trainee who
goes through a course while they last. Each fault comes at each step of the course, and one of the LMS's calls also when
the course is opened: once the trainee goes on, and once the trainee leaves while it lasts and comes back. `make soak`
tries all of that and compares it with this page; `make test` tries a choice, in which each fault comes in each standard
and each step with each way of going on. In the end everything that was entered must be in the LMS, nothing twice, and
no status or score may ever have gone down.

The LMS of the tests is npm's `scorm-again` behind a layer that does what Moodle does: it sends only what has changed;
a commit without a network says that all is stored, and is lost; what is sent while the page is left goes by a beacon,
which has a limit; an attempt whose status was never set is completed when it ends; after passing, the next visit is a
review, in which it stores what it is given. In SCORM 2004 it gives nothing back of an attempt that was not suspended.

What the trainee reads and when the LMS has everything is written by what happens in SCORM 1.2. In SCORM 2004 the same
faults come at the same steps, with one difference: an id can be set only once there. When the network goes in the
commit itself that brings a new answer, or the LMS counts as sent what it has refused, the answer arrives later and its
id may not. In cmi5 (`tests/lms/test_cmi5_faults.py`) a commit is a request to the learning record store, which is
Ralph, and a fault of the state is one of its State resource. A dash stands for a part that cmi5 does not have: it has
no API object, no elements that an LMS may lack, and needs no probe, because each request has an answer of its own.

What no package can fix: an LMS that says that all is stored while the network is there, and stores nothing; an outage
between the commits of `completed` and `passed` after which the trainee leaves, because the next visit is a review; and
what another device wrote over while this one was not used again.

| fault | what goes wrong | the trainee reads | the LMS has everything | SCORM 2004 | cmi5 |
| --- | --- | --- | --- | --- | --- |
"""

SHORT = {"saved": "saved", "read_only_passed": "looking"}
"""The words of some statuses; all others are not saved yet."""


AFTER_RETURN = ", or when the trainee comes back"


def reads(found: Outcome) -> list[str]:
    """Return what the trainee reads while a fault lasts, each text once."""
    texts = words(locale("nl"), "player")
    return list(dict.fromkeys(texts[SHORT.get(status, "not_saved")] for status in found.statuses))


def row(fault: Fault, found: Outcome) -> str:
    """Return the line of a fault, of which all cases were tried."""
    when = "at once" if found.statuses == ("saved",) else "when it is over"
    if found.later:
        when += AFTER_RETURN
    others = f"{'the same, but perhaps for an id' if fault.loses_ids else 'the same'} | {of_cmi5(fault)}"
    return f"| {fault.name} | {fault.what} | {' / '.join(reads(found))} | {when} | {others} |"


def of_cmi5(fault: Fault) -> str:
    """Return what becomes of a fault in cmi5."""
    return "the same" if fault.name in CMI5_FAULTS else "–"


def is_covered(found: Outcome, line: str) -> bool:
    """Return whether a line of the table has all that was found in some of the cases; other cases may add to it."""
    *_, texts, when, _, _ = line.removesuffix(" |").split(" | ")
    return set(reads(found)) <= set(texts.split(" / ")) and (not found.later or when.endswith(AFTER_RETURN))


def lines() -> dict[str, str]:
    """Return the lines of the table in the document, by the name of their fault."""
    found = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return {line.split(" | ")[0].removeprefix("| "): line for line in found[2:]}


def main() -> None:
    rows = []
    with sync_playwright() as playwright:
        started = chromium.launch(playwright)
        for fault in FAULTS:
            with started.new_context() as context, LmsServer(build_zip(SMALL)) as lms:
                page = context.new_page()
                if fault.script:
                    page.add_init_script(fault.script)
                rows.append(row(fault, outcome(lms, page, fault, all_cases(fault))))
                print(rows[-1])
        started.close()
    TABLE.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
