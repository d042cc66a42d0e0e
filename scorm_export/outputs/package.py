"""A course as packages for a learning management system: a page, the author's files, and the files of a standard."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.course.model import Course
from scorm_export.outputs.control_documents import find_missing, schema_location, select
from scorm_export.outputs.manifest import Item, Manifest
from scorm_export.outputs.output import LAYOUTS, Division, Options, Output, Package, Part, PlannedPackage, Size
from scorm_export.outputs.target import Target
from scorm_export.problem import Position, Problem, Severity

LAUNCH_PAGE = "index.html"


def package_output(target: Target) -> Output:
    """Return the output that makes packages for a standard."""
    return Output(
        layouts=tuple(name for name, layout in LAYOUTS.items() if target.items or not layout.several_items),
        plan=lambda course, options: tuple(
            _plan(division, target, options) for division in LAYOUTS[options.layout].divide(course)
        ),
        make=lambda planned: Package(planned.name, _files(planned, target), planned.course, planned.sizes),
    )


def _plan(division: Division, target: Target, options: Options) -> PlannedPackage:
    course, parts = division.course, division.parts
    # What a standard limits, it limits for each item.
    sizes = tuple(Size(limit, max(limit.measure(part.course) for part in parts)) for limit in target.limits)
    name, heavy = f"{course.id}{target.suffix}", tuple(_weight_problems(course, parts))
    if options.control_documents is None or not target.schemas:
        return PlannedPackage(name, course, parts, sizes, {}, heavy)
    documents = select(options.control_documents, target.name)
    missing = find_missing(documents, target.name, target.schemas)
    return PlannedPackage(name, course, parts, sizes, documents, (*heavy, *missing))


HEAVY = 20_000_000
"""Bytes of the files of a package that a trainee on a phone waits long for, and some LMSs do not accept."""


def _weight_problems(course: Course, parts: tuple[Part, ...]) -> Iterator[Problem]:
    """Yield a warning when the files of a package are heavy, with the three heaviest."""
    weights = {path: len(data) for part in parts for path, data in part.course.assets.items()}
    total = sum(weights.values())
    if total > HEAVY:
        heaviest = sorted(weights, key=lambda path: (-weights[path], path))[:3]
        listed = ", ".join(f"{path} ({_megabytes(weights[path])})" for path in heaviest)
        message = f"the package {course.id} weighs {_megabytes(total)}; the heaviest of its files: {listed}"
        help_ = "save them smaller, or show a film of another site with :::{embed}"
        yield Problem(Position("course/course.yaml"), "heavy-package", message, help_, Severity.WARNING)


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"


def _files(planned: PlannedPackage, target: Target) -> dict[str, bytes]:
    """Return every file of a package. Each part is one item, which has navigation of its own."""
    files: dict[str, bytes] = {}
    items = []
    for part in planned.parts:
        made = _part_files(part, target)
        files |= made
        course = part.course
        is_scored = bool(course.questions)
        items.append(Item(course.id, course.title, course.summary, tuple(made), _pass_mark(course), is_scored))
    course = planned.course
    manifest = Manifest(
        course.id,
        course.title,
        course.summary,
        course.language,
        tuple(items),
        version=course.edition or "1.0",
        keywords=course.keywords,
        minutes=sum(module.minutes for module in course.modules),
        rights=course.license,
        schema_location=schema_location(target.schemas) if planned.control_documents else "",
    )
    return {**files, **target.control_files(manifest, files), **planned.control_documents}


def _part_files(part: Part, target: Target) -> dict[str, bytes]:
    """Return the files of a part, its launch page first."""
    # Here, because a check makes no page and must not wait for the template engine.
    from scorm_export.page.render import render

    course = part.course
    page = render(course, target.player)
    files = {LAUNCH_PAGE: page.encode(), **dict(sorted(course.assets.items()))}
    return {f"{part.folder}{path}": data for path, data in files.items()}


def _pass_mark(course: Course) -> int | None:
    """Return the score that passes a course.

    None where there is no quiz, and where there are several modules, each of which has to be passed.
    """
    return course.modules[0].rules.pass_mark if len(course.modules) == 1 and course.questions else None
