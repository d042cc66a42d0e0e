"""How a command ends: its exit codes, and the error for a command that was used in a wrong way."""

OK, BAD_CONTENT, WRONG_USE = 0, 1, 2
"""Exit codes: no errors; the course has errors; wrong use, or an output that cannot be written."""


class UsageError(Exception):
    """The command cannot do what was asked, whatever the course says. Its text is a message for the user."""
