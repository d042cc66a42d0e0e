"""Problems as text, each with its line of source and a caret under the place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scorm_export.formats.readability import Readability
from scorm_export.problem import Problem, Severity


def _printable(text: str) -> str:
    """Return the text with control characters shown as numbers: a terminal must not obey them."""
    return "".join(c if c.isprintable() or c == "\t" else ascii(c)[1:-1] for c in text)


def format_problem(problem: Problem, texts: Mapping[str, str]) -> str:
    """Return one problem as text.

    `texts` holds the text of each file by name; without it, the source line is left out.
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


def format_readability(pages: Iterable[tuple[str, Readability | None]]) -> str:
    """Return how hard each page is to read, as a table: a line a page."""
    lines = ["reading ease   words a sentence   long sentences   page"]
    for file, found in pages:
        if found:
            lines.append(f"{found.ease:12.0f}   {found.average:16.1f}   {len(found.long_sentences):14}   {file}")
    return "\n".join(lines)


def format_problems(problems: Iterable[Problem], texts: Mapping[str, str]) -> str:
    """Return all problems as text, with a count at the end; the empty text when there is none."""
    problems = list(problems)
    if not problems:
        return ""
    parts = [format_problem(problem, texts) for problem in problems]
    counts = ((severity, sum(p.severity is severity for p in problems)) for severity in Severity)
    total = ", ".join(f"{n} {severity}{'' if n == 1 else 's'}" for severity, n in counts if n)
    return "\n".join([*parts, f"{total}\n"])
