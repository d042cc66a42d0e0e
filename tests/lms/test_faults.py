"""Every fault: nothing is lost, nothing is there twice, no status or score goes down."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from building import SMALL, build_zip
from fault_cases import OPENING, Case, all_cases, chosen_cases
from fault_table import is_covered, lines, of_cmi5, row
from fault_visits import outcome
from faults import FAULTS, Fault
from lms.server import LmsServer
from playwright.sync_api import Browser, Page
from steps import STEPS


@pytest.fixture
def any_page(browser: Browser) -> Iterator[Page]:
    """A page that may complain, as all do while something is wrong."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_loses_nothing(any_page: Page, small_zip: bytes, fault: Fault, is_soak: bool) -> None:
    """The trainee goes on, or leaves and comes back; docs/faults.md tells what is seen of it.

    All cases together give the line of the document; some of them must give nothing that it does not have.
    """
    if fault.script:
        any_page.add_init_script(fault.script)
    cases = all_cases(fault) if is_soak else chosen_cases()[fault.name]
    with LmsServer(small_zip) as lms:
        found = outcome(lms, any_page, fault, cases)
    assert found.complaints == []
    line = lines()[fault.name]
    if is_soak:
        assert row(fault, found) == line, "run `make faults`"
    else:
        assert is_covered(found, line), f"{found} is not in {line}: run `make faults`"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_loses_nothing_in_scorm_2004(any_page: Page, fault: Fault, is_soak: bool) -> None:
    """The same in SCORM 2004, whose script differs only in its dialect: one case of each fault."""
    if fault.script:
        any_page.add_init_script(fault.script)
    cases = all_cases(fault) if is_soak else chosen_cases()[fault.name][-1:]
    with LmsServer(build_zip(SMALL, "scorm2004-4th")) as lms:
        assert outcome(lms, any_page, fault, cases).complaints == []


def test_table_has_each_fault_once() -> None:
    assert list(lines()) == [fault.name for fault in FAULTS]
    for fault in FAULTS:
        assert lines()[fault.name].startswith(f"| {fault.name} | {fault.what} | ")
        assert lines()[fault.name].endswith(f" | {of_cmi5(fault)} |")


def test_chosen_cases_have_every_step_in_every_way() -> None:
    chosen = chosen_cases()
    assert chosen == chosen_cases()
    for fault in FAULTS:
        cases = chosen[fault.name]
        assert set(cases) <= set(all_cases(fault))
        assert len({case.at for case in cases}) == len(cases) >= 2
        assert {case.leaves for case in cases} == {case.leaves for case in all_cases(fault)}
    for lasts in (False, True):
        tried = {case for fault in FAULTS if fault.lasts is lasts for case in chosen[fault.name]}
        possible = {case for fault in FAULTS if fault.lasts is lasts for case in all_cases(fault)}
        assert tried == possible
    assert {Case(OPENING, leaves=True), Case(len(STEPS) - 1, leaves=False)} <= {
        case for cases in chosen.values() for case in cases
    }
