"""`scorm-export words`: begin a file with the words of the player, to be translated."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from pathlib import Path

from scorm_export.archive import write
from scorm_export.authoring.words import OPTIONAL
from scorm_export.resources import languages, read_text
from scorm_export.usage import OK, UsageError


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of `words`."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write, such as course/words.yaml")
    parser.add_argument(
        "--language", choices=languages(), default="en", help="the language to translate from (default: en)"
    )


def _for_trainees(text: str) -> str:
    """Return a file of words with the sections that no trainee reads as comments, because each language has its own."""
    sections = re.split(r"^(?=\w+:)", text, flags=re.MULTILINE)
    return "".join(
        re.sub(r"^(?=[^#\n])", "# ", each, flags=re.MULTILINE) if each.startswith(OPTIONAL) else each
        for each in sections
    )


def run(options: Namespace) -> int:
    """Write the words of a language into a file that is not there yet."""
    path: Path = options.file
    if path.exists():
        raise UsageError(f"{path} is there already, and stays as it is")
    try:
        write(path, _for_trainees(read_text("locale", f"{options.language}.yaml")).encode())
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    print(f"{path}: translate what stands behind each key, and name the file under locale in course/course.yaml")
    return OK
