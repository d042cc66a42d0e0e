"""What every output has: a plan, the limits of its packages, and the files of each package.

An output is a way to turn a course into files. Planning is cheap: it says which packages there will be and how large
each can become, so that a course that is too large is reported before anything is rendered. Making the files of a
package is the expensive part, and is done for one package at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from scorm_export.course.model import Course
from scorm_export.course.slice import module_course
from scorm_export.problem import Code, Position, Problem

LAYOUTS: Mapping[str, Callable[[Course], tuple[Course, ...]]] = {
    "course": lambda course: (course,),
    "modules": lambda course: tuple(module_course(course, module) for module in course.modules),
}
"""Every way to divide a course into packages, by its name on the command line.

`course` is one package with it all, `modules` a package for each module.
"""

DEFAULT_LAYOUT = "course"


@dataclass(frozen=True)
class Options:
    """What a user can choose about an output. `layout` is a name in `LAYOUTS`."""

    layout: str = DEFAULT_LAYOUT


@dataclass(frozen=True)
class Limit:
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


@dataclass(frozen=True)
class Size:
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


@dataclass(frozen=True)
class PlannedPackage:
    """A package before its files are made: its file name without suffix, what goes into it, and its sizes."""

    name: str
    course: Course
    sizes: tuple[Size, ...]


@dataclass(frozen=True)
class Package:
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


@dataclass(frozen=True)
class Output:
    """A kind of files that a course can be built as.

    `plan` divides a course into packages and measures each. `make` makes the files of one planned package.
    """

    plan: Callable[[Course, Options], tuple[PlannedPackage, ...]]
    make: Callable[[PlannedPackage], Package]


def limit_problems(packages: Iterable[PlannedPackage]) -> list[Problem]:
    """Return a problem for each limit that a package exceeds."""
    return [problem for package in packages for size in package.sizes if (problem := size.problem)]
