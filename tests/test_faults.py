"""Every fault at every step: nothing lost, nothing doubled, nothing downgraded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from faults import FAULTS, STEPS, Fault, Visitor, complaints
from lms.server import LmsServer
from playwright.sync_api import Browser, BrowserContext


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as made:
        yield made


SWITCHED = [fault for fault in FAULTS if not fault.lasts]


@pytest.mark.parametrize("fault", SWITCHED, ids=lambda fault: fault.name)
def test_fault_that_passes(context: BrowserContext, small_zip: bytes, fault: Fault) -> None:
    """It begins before a step, lasts for two, and the trainee goes on."""
    for begin in range(len(STEPS)):
        with LmsServer(small_zip) as lms:
            visitor = Visitor(lms, context.new_page(), fault)
            for number, step in enumerate(STEPS):
                if number == begin:
                    visitor.begin()
                if number == begin + 2:
                    visitor.end()
                visitor.do(step)
            visitor.end()
            visitor.saved()
            found = complaints(lms.record, lms.sessions, fault)
            lms.close(visitor.page)
            assert [begin, found] == [begin, []]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_leaving_while_it_lasts(context: BrowserContext, small_zip: bytes, fault: Fault) -> None:
    """The trainee leaves after a step with the fault, and comes back when it is over."""
    if fault.script:
        context.add_init_script(fault.script)
    for last in range(len(STEPS)):
        with LmsServer(small_zip) as lms:
            visitor = Visitor(lms, context.new_page(), fault)
            for number, step in enumerate(STEPS):
                if number == last:
                    visitor.begin()
                visitor.do(step)
                if number == last:
                    visitor.leave()
                    visitor.come_back()
            visitor.saved()
            found = complaints(lms.record, lms.sessions, fault)
            lms.close(visitor.page)
            assert [last, found] == [last, []]
