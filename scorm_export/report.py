"""What the commands print, as text: problems with their lines of source, and what a course or a package is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scorm_export.course.model import Course
from scorm_export.outputs.output import Package
from scorm_export.problem import Problem, Severity

if TYPE_CHECKING:
    from scorm_export.importing.values import Loss


def _printable(text: str) -> str:
    """Return the text with control characters shown as numbers: otherwise a terminal would obey them."""
    return "".join(c if c.isprintable() or c == "\t" else ascii(c)[1:-1] for c in text)


def format_problem(problem: Problem, texts: Mapping[str, str]) -> str:
    """Return one problem as text, with its line of source and a caret under the place.

    `texts` holds the text of each file by name. The source line is left out when it is blank or not there.
    """
    at = problem.position
    head = f"{at.file}:{at.line}:{at.column}: {problem.severity}: {problem.message} [{problem.code}]"
    head = _printable(head)
    gutter = " " * len(str(at.line))
    help_line = _printable(f"{gutter}  = help: {problem.help}")
    lines = texts.get(at.file, "").split("\n")
    if at.line > len(lines) or not lines[at.line - 1].strip():
        return f"{head}\n{help_line}\n"
    source = _printable(lines[at.line - 1].rstrip())
    # Tabs before the caret are repeated, so that it stands under its character however wide a tab is.
    indent = "".join("\t" if c == "\t" else " " for c in source[: at.column - 1])
    return f"{head}\n{gutter}  |\n{at.line}  | {source}\n{gutter}  | {indent}^\n{help_line}\n"


def format_losses(losses: Sequence[Loss], to_write: Sequence[tuple[str, str]]) -> str:
    """Return what an import could not carry over, and what is left for the author to write, as text.

    `to_write` has the id of a question and a key that is empty.
    """
    lines = [f"not carried over, or not as it was ({len(losses)}):"] if losses else []
    lines += [f"  {f'{loss.where}: ' if loss.where else ''}{loss.what}" for loss in losses]
    keys: dict[str, list[str]] = {}
    for id_, key in to_write:
        keys.setdefault(id_, []).append(key)
    lines += [f"left to write ({len(to_write)}), where a comment in the file says so:"] if keys else []
    lines += [f"  {id_}: {', '.join(dict.fromkeys(empty))}" for id_, empty in keys.items()]
    return "".join(f"{_printable(line)}\n" for line in lines)


def format_problems(problems: Iterable[Problem], texts: Mapping[str, str]) -> str:
    """Return all problems as text, with a count at the end; the empty text when there is none."""
    problems = list(problems)
    if not problems:
        return ""
    parts = [format_problem(problem, texts) for problem in problems]
    counts = ((severity, sum(p.severity is severity for p in problems)) for severity in Severity)
    total = ", ".join(f"{n} {severity}{'' if n == 1 else 's'}" for severity, n in counts if n)
    return "\n".join([*parts, f"{total}\n"])


def format_counts(course: Course) -> str:
    """Return how many modules, pages and questions a course has."""
    counts = {"module": len(course.modules), "page": len(course.pages), "question": len(course.questions)}
    return ", ".join(f"{count} {what}{'' if count == 1 else 's'}" for what, count in counts.items())


def format_readability(course: Course) -> str:
    """Return how hard each page is to read, as a table with a line for each page that has words."""
    # Here, because a check that does not ask for it must not wait for it.
    from scorm_export.formats.readability import measure

    lines = ["reading ease   words a sentence   long sentences   page"]
    for page in course.pages:
        found = measure(page.document, course.language, course.locale)
        if found:
            ease = "-" if found.ease is None else f"{found.ease:.0f}"
            lines.append(f"{ease:>12}   {found.average:16.1f}   {len(found.long_sentences):14}   {page.file}")
    return "\n".join(lines)


def format_package(package: Package, path: Path, size: int) -> str:
    """Return where a package was written, its size in bytes, and what is in it."""
    facts = {"size": f"{size:,} bytes", "content": format_counts(package.course)}
    facts |= {each.limit.name: f"at most {each.value:,} of {each.limit.most:,} characters" for each in package.sizes}
    facts |= {"content digest": package.digest}
    return "\n".join([str(path), *(f"  {name:<19}{text}" for name, text in facts.items())])
