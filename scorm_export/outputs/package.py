"""A course as packages for a learning management system: a page, the author's files, and the files of a standard."""

from __future__ import annotations

from scorm_export.course.model import Course
from scorm_export.outputs.manifest import Item, Manifest
from scorm_export.outputs.output import LAYOUTS, Output, Package, PlannedPackage, Size
from scorm_export.outputs.target import Target

LAUNCH_PAGE = "index.html"


def package_output(target: Target) -> Output:
    """Return the output that makes packages for a standard."""
    return Output(
        plan=lambda course, options: tuple(_plan(part, target) for part in LAYOUTS[options.layout](course)),
        make=lambda planned: Package(planned.name, _files(planned.course, target), planned.course, planned.sizes),
    )


def _plan(course: Course, target: Target) -> PlannedPackage:
    sizes = tuple(Size(limit, limit.measure(course)) for limit in target.limits)
    return PlannedPackage(f"{course.id}{target.suffix}", course, sizes)


def _files(course: Course, target: Target) -> dict[str, bytes]:
    """Return every file of a package in which the course is one item, which has navigation of its own."""
    # Here, because a check makes no page and must not wait for the template engine.
    from scorm_export.page.render import render

    page = render(course, target.script, target.connect_sources, describes=target.describes)
    files = {LAUNCH_PAGE: page.encode(), **course.assets}
    # Each module has to be passed, so one score is enough only where there is one module.
    pass_mark = course.modules[0].rules.pass_mark if len(course.modules) == 1 else None
    item = Item(course.id, course.title, (LAUNCH_PAGE, *sorted(course.assets)), pass_mark)
    return {**files, **target.control_files(Manifest(course.id, course.title, (item,)))}
