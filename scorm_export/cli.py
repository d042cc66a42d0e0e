"""The command line: finds the command, parses its arguments, runs it, and turns errors into exit codes."""

from __future__ import annotations

import os
import sys

from scorm_export import __version__
from scorm_export.commands import COMMANDS, load_command
from scorm_export.usage import OK, WRONG_USE, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
"""Exit code after an interrupt from the keyboard, as shells give it: 128 and the number of the signal."""

PROGRAM = "scorm-export"

HELP = f"""\
usage: {PROGRAM} [-h] [--version] COMMAND ...

Build SCORM packages from a course written in text files.

commands:
{{commands}}

options:
  -h, --help  show this help message and exit
  --version   show the version and exit

examples:
  {PROGRAM} check                    tell everything that is wrong with the course in this folder
  {PROGRAM} build                    build it into dist/
  {PROGRAM} build courses/first-aid  build the course in another folder
  {PROGRAM} import questions.xml     take a quiz from another program into quizzes/
  {PROGRAM} build --help             show the options of a command

A course is a folder that holds course/, modules/ and quizzes/. Exit codes: 0 no errors, 1 the course has errors,
2 the command was used in a wrong way, or its output cannot be written.
"""
"""The help without a command. It stands here as text, because loading argparse takes as long as starting Python."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with the arguments (those of the process by default) and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets its number instead of a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except UsageError as error:
        return _wrong_use(str(error))
    except OSError as error:
        # Standard output cannot be written: its reader has closed it, or the disk is full.
        from contextlib import suppress

        with suppress(OSError):
            _wrong_use(str(error.strerror))
        # What is still buffered must not be written again when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG_USE
    return code


def _run(arguments: Sequence[str]) -> int:
    first = arguments[0] if arguments else ""
    if first in COMMANDS:
        return _run_command(first, arguments[1:])
    if first in ("-h", "--help"):
        print(_help(), end="")
        return OK
    if first == "--version":
        print(f"{PROGRAM} {__version__}")
        return OK
    if first:
        kind = "option" if first.startswith("-") else "command"
        raise UsageError(f"there is no {kind} {first}; `{PROGRAM} --help` shows what there is")
    print(_help(), end="", file=sys.stderr)
    return WRONG_USE


def _run_command(name: str, arguments: Sequence[str]) -> int:
    # Here, because only a command needs them; see HELP.
    import gc
    from argparse import ArgumentParser

    # Almost nothing that a command makes is garbage before it ends, and looking for some takes the longer the larger a
    # course is.
    gc.disable()
    command = load_command(name)
    parser = ArgumentParser(f"{PROGRAM} {name}", description=COMMANDS[name])
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments))


def _help() -> str:
    width = max(len(name) for name in COMMANDS) + 2
    return HELP.format(commands="\n".join(f"  {name:{width}}{about}" for name, about in COMMANDS.items()))


def _wrong_use(message: str) -> int:
    print(f"{PROGRAM}: {message}", file=sys.stderr)
    return WRONG_USE
