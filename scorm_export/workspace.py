"""A course that has been opened: what was read, what is wrong with it, and the packages it can become.

Every command works on these values. Nothing here prints, and nothing writes an output.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache as once
from pathlib import Path
from typing import NamedTuple

from scorm_export import cache
from scorm_export.authoring.content import Content, read_content
from scorm_export.course.model import Course
from scorm_export.outputs.output import Options, Output, Package, PlannedPackage, package_problems
from scorm_export.problem import Problem, has_errors, sort_problems
from scorm_export.results import Results
from scorm_export.usage import UsageError


class Workspace(NamedTuple):
    """A course folder that has been read and checked.

    `root` is the folder and `digest` that of its content. `problems` are sorted and complete: those of reading and
    those of every check. `texts` has the text of each file by its path from the root, to show problems with. `course`
    is None when one of the problems is an error.
    """

    root: Path
    digest: str
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    course: Course | None


class Plan(NamedTuple):
    """What building a workspace for an output will give.

    `problems` are those of the workspace and those of the packages, such as a limit of the output, sorted. `packages`
    is empty when one of them is an error.
    """

    output: Output
    problems: tuple[Problem, ...]
    packages: tuple[PlannedPackage, ...]


def open_workspace(root: Path) -> Workspace:
    """Read and check the course in the folder `root`. Raises UsageError when `root` is not a course folder."""
    try:
        is_course = (root / "course").is_dir()
        is_folder = is_course or root.is_dir()
    except OSError as error:
        raise UsageError(f"cannot look into {root}: {error.strerror}") from error
    if not is_folder:
        raise UsageError(f"there is no folder {root}")
    if not is_course:
        raise UsageError(f"{root} is not a course: it has no folder course/")
    content = read_content(root)
    kept = Results().get(f"checked {root.absolute()}", content.digest, lambda: _without_files(_check(content), content))
    # The same folder may be named in another way now.
    return kept._replace(root=root, course=_with_files(kept.course, content) if kept.course else None)


def _check(content: Content) -> Workspace:
    # Here, because nothing of this is needed while a course has not changed, and importing it takes as long as a check.
    from scorm_export.authoring.load import load
    from scorm_export.checks import check
    from scorm_export.course.resolve import resolve
    from scorm_export.formats.syllables import keep_counts

    project, found = load(content)
    problems = tuple(sort_problems([*found, *check(project)]))
    keep_counts()
    _make_room()
    course = None if has_errors(problems) else resolve(project)
    return Workspace(content.root, content.digest, problems, project.texts, course)


@once
def _make_room() -> None:
    """Make room in the cache, once in a process: looking at all of it for each course would take long."""
    cache.forget_oldest()


def _without_files(workspace: Workspace, content: Content) -> Workspace:
    """Return the workspace without the bytes of the author's files, which would fill the cache.

    Those that the program has changed stay.
    """
    course = workspace.course
    if course is None:
        return workspace
    assets = {path: b"" if data == content.files.get(path) else data for path, data in course.assets.items()}
    drawings, captions = dict.fromkeys(course.drawings, b""), dict.fromkeys(course.captions, b"")
    named = replace(course, assets=assets, drawings=drawings, captions=captions)
    return workspace._replace(course=named)


def _with_files(course: Course, content: Content) -> Course:
    """Return the course with the bytes of the files that it names."""
    files = content.files
    return replace(
        course,
        assets={path: changed or files[path] or b"" for path, changed in course.assets.items()},
        drawings={path: files[path] or b"" for path in course.drawings},
        captions={path: files[path] or b"" for path in course.captions},
    )


def plan(workspace: Workspace, output: Output, options: Options) -> Plan:
    """Divide the course into packages for an output, and compare each with the limits of the output."""
    packages = output.plan(workspace.course, options) if workspace.course else ()
    problems = tuple(sort_problems([*workspace.problems, *package_problems(packages)]))
    return Plan(output, problems, () if has_errors(problems) else packages)


def build(plan: Plan) -> Iterator[Package]:
    """Yield each package of a plan with its files. Only one is in memory at a time."""
    return (plan.output.make(planned) for planned in plan.packages)
