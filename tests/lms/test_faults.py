"""Every fault at every step: nothing lost, nothing doubled, nothing downgraded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from building import SMALL, build_zip
from fault_table import TABLE, row
from faults import FAULTS, Fault, outcome
from lms.server import LmsServer
from playwright.sync_api import Browser, Page

from scorm_export.outputs.targets import TARGETS


@pytest.fixture
def any_page(browser: Browser) -> Iterator[Page]:
    """A page that may complain, as all do while something is wrong."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_at_every_step(any_page: Page, fault: Fault, target: str) -> None:
    """The trainee goes on, or leaves and comes back; docs/faults.md tells what is seen of it."""
    if fault.script:
        any_page.add_init_script(fault.script)
    with LmsServer(build_zip(SMALL, target)) as lms:
        found = outcome(lms, any_page, fault)
    assert found.complaints == []
    assert row(fault, found) in TABLE.read_text(encoding="utf-8").splitlines(), "run `make faults`"


def test_table_has_nothing_else() -> None:
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert len(rows) == len(FAULTS) + 2
