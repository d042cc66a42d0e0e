"""The commands, in one table. A command is a module of this folder with the functions of `Command`."""

from __future__ import annotations

TYPE_CHECKING = False
"""True for a type checker only. The constant of `typing` would load that module for `--version` and `--help` too."""

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping
    from typing import Protocol

    class Command(Protocol):
        """What the module of a command has."""

        def add_arguments(self, parser: ArgumentParser) -> None:
            """Add the command's own arguments."""

        def run(self, options: Namespace) -> int:
            """Do the work and return the exit code. Raises UsageError, or OSError when stdout cannot be written."""


COMMANDS: Mapping[str, str] = {
    "check": "tell everything that is wrong with a course, with file and line",
    "build": "build a course into packages for a learning management system",
    "import": "take a quiz from Moodle XML, GIFT or a spreadsheet, or a page from Word",
    "words": "begin a file with the words of the player, for a language that it does not speak",
}
"""What each command does, by its name, in the order of the help. The module of the same name has the command; a word of
Python has an underscore behind it there."""


def load_command(name: str) -> Command:
    """Import the module of a command in `COMMANDS`. The others stay unloaded, because their imports take time."""
    # Here, because `--version` and `--help` load no command, and importlib costs a tenth of starting Python.
    from importlib import import_module
    from keyword import iskeyword

    return import_module(f"{__name__}.{name}{'_' * iskeyword(name)}")
