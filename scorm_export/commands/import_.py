"""`scorm-export import`: take a quiz or a page from a file of another program."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from scorm_export.archive import write
from scorm_export.commands.shared import add_root
from scorm_export.importing import FORMATS, INSTEAD, load_importer
from scorm_export.importing.names import make_id
from scorm_export.importing.page_file import write_page
from scorm_export.importing.quiz_file import write_quiz
from scorm_export.importing.values import MAX_FILE, Imported, ImportedPage, ImportedQuiz, UnreadableInput
from scorm_export.problem import did_you_mean
from scorm_export.report import format_losses
from scorm_export.usage import OK, UsageError

PAGE_STEP = 10
"""How far the numbers of pages are apart, so that later ones find room."""

LIBRARIES = ("mammoth", "openpyxl", "ruamel")
"""What only `scorm-export[import]` installs."""


class _File(NamedTuple):
    """What to write: the quiz or page, where it goes, what is in it, and what is left for its author to write."""

    path: Path
    text: str
    about: str
    to_write: tuple[tuple[str, str], ...] = ()


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of `import`."""
    formats = "; ".join(f"{suffix}: {format_.about}" for suffix, format_ in FORMATS.items())
    parser.add_argument("file", metavar="FILE", type=Path, help=f"the file to import. {formats}")
    add_root(parser)
    parser.add_argument(
        "--module",
        metavar="NAME",
        help="the module that gets it: a quiz becomes quizzes/NAME.yaml (default: named as FILE), "
        "a page the last one in modules/NAME/",
    )
    parser.add_argument("--output", metavar="PATH", type=Path, help="the quiz file or page to write, instead of that")


def run(options: Namespace) -> int:
    """Write what the file holds, and tell what could not be carried over and what is left to write."""
    source: Path = options.file
    if not options.root.is_dir():
        raise UsageError(f"there is no folder {options.root}")
    try:
        imported = _read(source)
        made = _file(imported, options)
    except UnreadableInput as error:
        raise UsageError(f"cannot import {source}: {error}") from error
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in LIBRARIES:
            raise
        message = f'reading {source} needs more libraries; install them with: pip install "scorm-export[import]"'
        raise UsageError(message) from error
    images = {made.path.parent / name: data for name, data in imported.files.items()}
    _write({made.path: made.text.encode(), **images})
    print(f"{made.path}: {made.about}")
    for image in images:
        print(image)
    print(format_losses(imported.losses, made.to_write), end="", file=sys.stderr)
    return OK


def _read(source: Path) -> Imported:
    suffix = source.suffix.lower()
    if suffix not in FORMATS:
        known = f"a file that ends with {', '.join(FORMATS)} can be imported"
        raise UnreadableInput(INSTEAD.get(suffix, known))
    try:
        if not source.is_file():
            raise UsageError(f"there is no file {source}")
        with source.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise UsageError(f"cannot read {source}: {error.strerror}") from error
    if len(data) > MAX_FILE:
        raise UnreadableInput(f"it has more than {MAX_FILE:,} bytes: divide it")
    return load_importer(suffix)(data, make_id(source.stem, "imported"))


def _file(imported: Imported, options: Namespace) -> _File:
    if isinstance(imported.content, ImportedPage):
        return _page(imported.content, options)
    return _quiz(imported.content, imported, options)


def _quiz(quiz: ImportedQuiz, imported: Imported, options: Namespace) -> _File:
    if not quiz.questions:
        print(format_losses(imported.losses, ()), end="", file=sys.stderr)
        raise UnreadableInput("no question of it can be carried over")
    id_ = make_id(options.module or (options.output or options.file).stem, "imported")
    text, to_write = write_quiz(quiz, id_, options.file.name)
    count = len(quiz.questions)
    about = f"{count} {'question' if count == 1 else 'questions'}"
    return _File(options.output or options.root / "quizzes" / f"{id_}.yaml", text, about, to_write)


def _page(page: ImportedPage, options: Namespace) -> _File:
    page = page._replace(title=page.title or " ".join(re.sub(r"[-_]", " ", options.file.stem).split()))
    id_ = make_id(page.title, "page")
    path = options.output or _page_folder(options) / f"{_next_number(_page_folder(options))}-{id_}.md"
    return _File(path, write_page(page, id_), f'the page "{page.title}"')


def _page_folder(options: Namespace) -> Path:
    """Return the folder of the module that gets the page. Raises UsageError when there is none."""
    modules: Path = options.root / "modules"
    names = sorted(path.name for path in modules.iterdir() if path.is_dir()) if modules.is_dir() else []
    if options.module in names:
        return modules / str(options.module)
    listing = (
        f"the modules are {', '.join(names)}" if names else f"there is no module in {modules} yet: use --output PATH"
    )
    if options.module is None:
        raise UsageError(f"a page needs the module that gets it: add --module NAME; {listing}")
    help_ = did_you_mean(options.module, names, listing)
    raise UsageError(f"there is no module {modules / str(options.module)}; {help_}")


def _next_number(folder: Path) -> int:
    found = (re.match(r"(\d{1,6})-.*\.md", path.name) for path in folder.iterdir())
    return (max((int(number[1]) for number in found if number), default=0) // PAGE_STEP + 1) * PAGE_STEP


def _write(files: Mapping[Path, bytes]) -> None:
    """Write all files or none. Raises UsageError when one of them is there with another content, or on an error."""
    written: list[Path] = []
    try:
        for path, data in files.items():
            if path.exists() and (path == next(iter(files)) or path.read_bytes() != data):
                raise UsageError(
                    f"{path} is there already, and nothing is overwritten: choose another with --output PATH"
                )
        for path, data in files.items():
            if not path.exists():
                written.append(path)
                write(path, data)
    except OSError as error:
        for path in written:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise UsageError(f"cannot write {error.filename or path}: {error.strerror}") from error
