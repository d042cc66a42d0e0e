"""The course's own colours: they can be told apart from what they meet, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.authoring.project import Project
from scorm_export.formats.colours import nearest
from scorm_export.formats.theme import Scheme, described, failures
from scorm_export.problem import Problem


def contrasts(project: Project) -> Iterator[Problem]:
    """An accent has the contrast that text needs (WCAG 2.2, 1.4.3).

    One for dark colours is made where none is given.
    """
    theme = project.course.model.theme if project.course else None
    if not project.course or not theme:
        return
    given: tuple[tuple[str, str | None, Scheme], ...] = (
        ("accent", theme.accent, "light"),
        ("accent_dark", theme.accent_dark, "dark"),
    )
    for key, accent, scheme in given:
        found = failures(accent, scheme) if accent else []
        if accent and found:
            (pair, ratio), *_ = found
            message = f"in {scheme}, {described(pair)} has a contrast of {ratio:.2f}:1; text needs {pair.least}:1"
            good = _nearest(accent, scheme)
            help_ = f"the nearest colour of this hue that has it is {good}" if good else "choose another colour"
            yield Problem(project.course.value("theme", key), "low-contrast", message, help_)


def _nearest(accent: str, scheme: Scheme) -> str | None:
    """Return the colour of the same hue that is nearest to the accent and has the contrast; None when there is none."""
    return nearest(accent, lambda colour: not failures(colour, scheme))
