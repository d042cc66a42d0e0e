"""What every output has: a plan, the limits of its packages, and the files of each package.

An output is a way to turn a course into files. Planning is cheap: it says which packages there will be and how large
each can become, so that a course that is too large is reported before anything is rendered. Making the files of a
package is the expensive part, and is done for one package at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from scorm_export.course.model import Course
from scorm_export.course.slice import module_course
from scorm_export.problem import Code, Position, Problem


class Part(NamedTuple):
    """Something that an LMS launches: a course of its own, and the folder of its files in the zip, such as `name/`."""

    course: Course
    folder: str = ""


class Division(NamedTuple):
    """What goes into one package: the course that it is called after, and the parts that an LMS can launch."""

    course: Course
    parts: tuple[Part, ...]


class Layout(NamedTuple):
    """A way to divide a course into packages.

    `several_items` says whether a package can have several items, and `warning` what a coordinator should know before
    choosing it.
    """

    about: str
    divide: Callable[[Course], tuple[Division, ...]]
    several_items: bool = False
    warning: str = ""


def _whole(course: Course) -> Division:
    return Division(course, (Part(course),))


def _several_scos(course: Course) -> Division:
    parts = (Part(module_course(course, module, "sco-"), f"{module.id}/") for module in course.modules)
    return Division(course, tuple(parts))


LAYOUTS: Mapping[str, Layout] = {
    "course": Layout("one zip with all modules inside", lambda course: (_whole(course),)),
    "modules": Layout(
        "a zip for each module",
        lambda course: tuple(_whole(module_course(course, module)) for module in course.modules),
    ),
    "multi-sco": Layout(
        "one zip in which each module is an item that the LMS launches",
        lambda course: (_several_scos(course),),
        several_items=True,
        warning="Moodle loses data of a package with several items: its player keeps the values of one item in "
        "another, and the first item that is passed completes them all. Use the layout course or modules there.",
    ),
}
"""Every way to divide a course into packages, by its name on the command line."""

DEFAULT_LAYOUT = "course"


class Options(NamedTuple):
    """What a user can choose about an output.

    `layout` is a name in `LAYOUTS`. `control_documents` are the files of a folder of control documents by their path
    (see `control_documents.py`); None leaves them out of the packages.
    """

    layout: str = DEFAULT_LAYOUT
    control_documents: Mapping[str, bytes] | None = None


class Limit(NamedTuple):
    """The most characters that a standard keeps of something that grows with the course.

    `name` is what the standard calls it. `measure` returns the most characters that a course can need. When that is
    more than `most`, a problem has the code `code`, the text `message` with `{size}` and `{most}` filled in, and the
    text `help`.
    """

    name: str
    most: int
    measure: Callable[[Course], int]
    code: Code
    message: str
    help: str


class Size(NamedTuple):
    """How much of a limit a package can need, in characters."""

    limit: Limit
    value: int

    @property
    def problem(self) -> Problem | None:
        """What is wrong when the package needs more than the limit; None when it does not."""
        if self.value <= self.limit.most:
            return None
        message = self.limit.message.format(size=self.value, most=self.limit.most)
        return Problem(Position("course/course.yaml"), self.limit.code, message, self.limit.help)


class PlannedPackage(NamedTuple):
    """A package before its files are made: its file name without suffix, what goes into it, and its sizes.

    `control_documents` go into it by their paths. `problems` are those that are not of a size.
    """

    name: str
    course: Course
    parts: tuple[Part, ...]
    sizes: tuple[Size, ...]
    control_documents: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


class Package(NamedTuple):
    """One zip: its file name without suffix, the bytes of its files by path, and what they were made from."""

    name: str
    files: Mapping[str, bytes]
    course: Course
    sizes: tuple[Size, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over the names and contents of the files, in hexadecimal. It does not depend on their order."""
        total = hashlib.sha256()
        for name, data in sorted(self.files.items()):
            total.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
        return total.hexdigest()


class Output(NamedTuple):
    """A kind of files that a course can be built as.

    `layouts` are the names of the layouts that it has. `plan` divides a course into packages and measures each. `make`
    makes the files of one planned package.
    """

    layouts: tuple[str, ...]
    plan: Callable[[Course, Options], tuple[PlannedPackage, ...]]
    make: Callable[[PlannedPackage], Package]


def package_problems(packages: Sequence[PlannedPackage]) -> list[Problem]:
    """Return what is wrong with packages, such as a limit that one exceeds."""
    found = [package.problems for package in packages]
    exceeded = [size.problem for package in packages for size in package.sizes]
    return [*chain.from_iterable(found), *filter(None, exceeded)]
