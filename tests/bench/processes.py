"""Runs commands in turns and tells what each run cost. A program of its own, which imports next to nothing.

Linux counts to the peak memory of a process what its parent held when it was started, so the parent must be small:
start this with `python -I -S`.

It reads a JSON object from standard input: `rounds`, the number of rounds to do; `errors`, the file for what commands
say when they fail; and `commands`, a list of objects with the keys of `Command`. Each round runs every command once, so
that the runs of a round are done under the same conditions. It writes a JSON list with the costs of the runs of each
command, in the order of the rounds; None stands for a run that took more CPU seconds than it may.
"""

import json
import os
import resource
import sys
import time

KIBIBYTE = 1024

Cost = dict[str, float]
"""`cpu` (user and system together) and `wall` in seconds, and `memory`, the peak, in bytes."""


class Command:
    """A command with its arguments, its environment, the exit codes it may end with, and its limit of CPU seconds.

    A blank line is added to the file `edited`, if there is one, before each run.
    """

    def __init__(
        self, command: list[str], environment: dict[str, str], allowed: list[int], limit: int, edited: str | None
    ) -> None:
        self.command = command
        self.edited = edited
        self.environment = environment
        self.allowed = allowed
        self.limit = limit

    def run(self, errors: str) -> Cost | None:
        """Run the command once. Return None when it takes more than its limit; exit when it fails."""
        if self.edited:
            with open(self.edited, "a", encoding="utf-8") as page:  # noqa: PTH123 (importing pathlib takes memory)
                page.write("\n")
        began = time.perf_counter()
        child = os.fork()
        if not child:
            self._become(errors)
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - began
        code = os.waitstatus_to_exitcode(status)
        if code < 0:
            return None
        if code not in self.allowed:
            with open(errors, encoding="utf-8") as file:  # noqa: PTH123 (importing pathlib takes memory)
                sys.exit(f"{self.command} ended with {code}:\n{file.read()}")
        return {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "memory": usage.ru_maxrss * KIBIBYTE}

    def _become(self, errors: str) -> None:
        """Turn this process into the command."""
        resource.setrlimit(resource.RLIMIT_CPU, (self.limit, self.limit))
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)
        os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        os.execve(self.command[0], self.command, self.environment)


def main() -> None:
    given = json.load(sys.stdin)
    commands = [Command(**each) for each in given["commands"]]
    for command in commands:
        # The first run fills the caches: compiled modules, and the pages of the files.
        command.run(given["errors"])
    costs: list[list[Cost | None]] = [[] for _ in commands]
    for _ in range(given["rounds"]):
        for command, runs in zip(commands, costs, strict=True):
            runs.append(command.run(given["errors"]))
    json.dump(costs, sys.stdout)


if __name__ == "__main__":
    main()
