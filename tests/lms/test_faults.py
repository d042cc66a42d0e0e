"""Every fault: nothing is lost, nothing is there twice, no status or score goes down."""

from __future__ import annotations

import pytest
from building import SMALL, build_zip
from fault_cases import OPENING, TARGETS, all_cases, chosen_cases, ways
from fault_table import is_covered, lines, of_cmi5, row
from fault_visits import outcome
from faults import FAULTS, Fault
from lms.server import LmsServer
from playwright.sync_api import BrowserContext
from steps import STEPS


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_loses_nothing(device: BrowserContext, fault: Fault, target: str, is_soak: bool) -> None:
    """The trainee goes on, or leaves and comes back; docs/faults.md tells what is seen of it in SCORM 1.2.

    All cases together give the line of the document; some of them must give nothing that it does not have.
    """
    page = device.new_page()
    if fault.script:
        page.add_init_script(fault.script)
    cases = all_cases(fault) if is_soak else chosen_cases(target)[fault.name]
    with LmsServer(build_zip(SMALL, target)) as lms:
        found = outcome(lms, page, fault, cases)
    assert found.complaints == []
    if target == "scorm12":
        line = lines()[fault.name]
        if is_soak:
            assert row(fault, found) == line, "run `make faults`"
        else:
            assert is_covered(found, line), f"{found} is not in {line}: run `make faults`"


def test_table_has_each_fault_once() -> None:
    assert list(lines()) == [fault.name for fault in FAULTS]
    for fault in FAULTS:
        assert lines()[fault.name].startswith(f"| {fault.name} | {fault.what} | ")
        assert lines()[fault.name].endswith(f" | {of_cmi5(fault)} |")


def test_chosen_cases_have_each_pair() -> None:
    for target in TARGETS:
        chosen = chosen_cases(target)
        assert chosen == chosen_cases(target)
        for fault in FAULTS:
            cases = chosen[fault.name]
            assert set(cases) <= set(all_cases(fault))
            assert len({case.at for case in cases}) == len(cases) >= 1
        every = {case for cases in chosen.values() for case in cases}
        assert {case.at for case in every} == set(range(OPENING, len(STEPS)))
        assert {case.leaves for case in every} == {False, True}
    in_12 = chosen_cases("scorm12")
    for fault in FAULTS:
        assert {case.leaves for case in in_12[fault.name]} == set(ways(fault))
    for lasts in (False, True):
        tried = {case for fault in FAULTS if fault.lasts is lasts for case in in_12[fault.name]}
        possible = {case for fault in FAULTS if fault.lasts is lasts for case in all_cases(fault)}
        assert tried == possible
