"""Every fault that there is in cmi5: nothing is lost, nothing is told twice, nothing is taken back."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from building import SMALL, build_zip
from cmi5_faults import CMI5_FAULTS
from faults import FAULTS
from lms.cmi5 import Cmi5Lms
from lms.ralph import Ralph
from playwright.sync_api import BrowserContext
from steps import STEPS, do
from trainee import SAVED, Trainee, timeless
from waiting import until

PATIENCE = 60_000
ANSWERED = ["first.several", "first.single", "first.single", "second.statement"]
STATE = "first:100*:begin,further:singleA0.a,severalA1.:0.1;second:100*:end:statementA2.f"

CASES = [
    (name, at, leaves)
    for name, at, leaves in itertools.product(CMI5_FAULTS, range(len(STEPS)), [False, True])
    if leaves or not CMI5_FAULTS[name].between_visits
]
"""A fault, the step before which it begins, and whether the trainee leaves while it lasts."""


def chosen() -> Iterator[pytest.ParameterSet]:
    """Yield each case: one of each fault runs always, with each step and each way of going on; the others in a soak."""
    always = {
        (name, 3 * number % len(STEPS), number % 2 == 1 or fault.between_visits)
        for number, (name, fault) in enumerate(CMI5_FAULTS.items())
    }
    for case in CASES:
        yield pytest.param(*case, marks=[] if case in always else [pytest.mark.soak])


def test_faults_are_those_of_the_table() -> None:
    assert CMI5_FAULTS.keys() <= {fault.name for fault in FAULTS}


@pytest.mark.parametrize(("name", "at", "leaves"), list(chosen()))
def test_fault_loses_nothing(device: BrowserContext, ralph: Ralph, name: str, at: int, leaves: bool) -> None:
    fault = CMI5_FAULTS[name]
    device.add_init_script(fault.script)
    page = device.new_page()
    with Cmi5Lms(build_zip(SMALL, "cmi5"), ralph) as lms:
        lms.launch(page)
        do(page, *STEPS[:at])
        fault.begin(lms, page)
        do(page, STEPS[at])
        if leaves:
            page.goto("about:blank")
            fault.end(lms, page)
            lms.launch(page)
        else:
            do(page, *STEPS[at + 1 : at + 2])
            fault.end(lms, page)
            page.evaluate("dispatchEvent(new Event('online'))")
        until(page, SAVED, patience=PATIENCE)
        do(page, *STEPS[at + (1 if leaves else 2) :])
        until(page, SAVED, patience=PATIENCE)
        assert Trainee(page).saving in ("saved", "saved_again")
        lms.leave(page)
        statements = lms.statements()
        told = [each["object"]["id"].rpartition("/")[2] for each in statements if "result" in each]
        assert sorted(id_ for id_ in told if "." in id_) == ANSWERED
        verbs = [each["verb"]["id"].rpartition("/")[2] for each in statements]
        assert (verbs.count("completed"), verbs.count("passed")) == (1, 1)
        assert STATE in timeless(lms.document()["state"])
        assert lms.document()["passed"] is True
