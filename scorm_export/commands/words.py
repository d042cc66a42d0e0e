"""`scorm-export words`: begin a file with the words of the player, to be translated."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from scorm_export.archive import write
from scorm_export.resources import languages, read_text
from scorm_export.usage import OK, UsageError


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of `words`."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write, such as course/words.yaml")
    parser.add_argument(
        "--language", choices=languages(), default="en", help="the language to translate from (default: en)"
    )


def run(options: Namespace) -> int:
    """Write the words of a language into a file that is not there yet."""
    path: Path = options.file
    if path.exists():
        raise UsageError(f"{path} is there already, and stays as it is")
    try:
        write(path, read_text("locale", f"{options.language}.yaml").encode())
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    print(f"{path}: translate what stands behind each key, and name the file under locale in course/course.yaml")
    return OK
