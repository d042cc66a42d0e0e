"""The smallest courses that each have one problem: an overlay on `courses/minimal`, a folder a code.

`removed.txt` names files of the minimal course to leave out, `grown.txt` files to make longer, with the bytes to add;
`expected.txt` holds what the program must say.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from scorm_export.commands.shared import read_options
from scorm_export.outputs import DEFAULT_OUTPUT, OUTPUTS
from scorm_export.report import format_problems
from scorm_export.workspace import open_workspace, plan

HERE = Path(__file__).parents[1]
MINIMAL = HERE / "courses" / "minimal"
PROBLEMS = HERE / "problems"
NOT_CONTENT = ("expected.txt", "removed.txt", "grown.txt")


def make_course(code: str, folder: Path) -> Path:
    """Make the course that has the problem, and return its root."""
    overlay = PROBLEMS / code
    root = folder / code
    shutil.copytree(MINIMAL, root)
    removed = overlay / "removed.txt"
    for name in removed.read_text().split() if removed.exists() else ():
        (root / name).unlink()
    shutil.copytree(overlay, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*NOT_CONTENT))
    grown = overlay / "grown.txt"
    for line in grown.read_text().splitlines() if grown.exists() else ():
        name, count = line.split()
        with (root / name).open("ab") as file:
            file.write(bytes(int(count)))
    return root


def report(root: Path) -> str:
    """Return what `scorm-export check` says of the course."""
    workspace = open_workspace(root)
    return format_problems(plan(workspace, OUTPUTS[DEFAULT_OUTPUT], read_options(workspace)).problems, workspace.texts)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(report(make_course(sys.argv[1], Path(made))), end="")
