"""Every fault at every step: nothing lost, nothing doubled, nothing downgraded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from faults import FAULTS, STEPS, Fault, Visitor
from lms.server import LmsServer
from playwright.sync_api import Browser, Page


@pytest.fixture
def any_page(browser: Browser) -> Iterator[Page]:
    """A page that may complain, as all do while something is wrong."""
    with browser.new_context() as context:
        yield context.new_page()


SWITCHED = [fault for fault in FAULTS if not fault.lasts]


@pytest.mark.parametrize("fault", SWITCHED, ids=lambda fault: fault.name)
def test_fault_that_passes(any_page: Page, small_zip: bytes, fault: Fault) -> None:
    """It begins before a step, lasts for two, and the trainee goes on."""
    with LmsServer(small_zip) as lms:
        for begin in range(len(STEPS)):
            visitor = Visitor(lms, any_page, fault)
            for number, step in enumerate(STEPS):
                if number == begin:
                    visitor.begin()
                if number == begin + 2:
                    visitor.end()
                visitor.do(step)
            visitor.end()
            visitor.saved()
            assert [begin, visitor.complaints()] == [begin, []]
            lms.leave(any_page)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_leaving_while_it_lasts(any_page: Page, small_zip: bytes, fault: Fault) -> None:
    """The trainee leaves after a step with the fault, and comes back when it is over."""
    if fault.script:
        any_page.add_init_script(fault.script)
    with LmsServer(small_zip) as lms:
        for last in range(len(STEPS)):
            visitor = Visitor(lms, any_page, fault)
            for number, step in enumerate(STEPS):
                if number == last:
                    visitor.begin()
                visitor.do(step)
                if number == last:
                    visitor.leave()
                    visitor.come_back()
            visitor.saved()
            assert [last, visitor.complaints()] == [last, []]
            lms.leave(any_page)
