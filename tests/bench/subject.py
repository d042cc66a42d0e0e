"""The program that is measured: how it is started, and what it builds."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

BENCH = Path(__file__).resolve().parent
REPOSITORY = BENCH.parents[1]


@dataclass(frozen=True)
class Subject:
    """A checkout of this repository, whose program is measured.

    The program runs as an ordinary installation would: with the Python that the virtual environment was made from, and
    with the libraries on its path. Starting the virtual environment itself also runs what an editable installation
    adds to every start of Python, which costs more than an empty Python does.
    """

    code: Path = REPOSITORY

    @property
    def python(self) -> str:
        return str(Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}")

    @property
    def environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        path = os.pathsep.join([str(self.code), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
        return {**own, "PYTHONPATH": path}

    def command(self, *arguments: str) -> list[str]:
        """Return the command that does what the installed `scorm-export` does.

        With -P, Python does not look for the program in the folder where it is started.
        """
        project = tomllib.loads((self.code / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        module, _, function = project["scripts"]["scorm-export"].partition(":")
        start = f"import sys; from {module} import {function}; sys.exit({function}())"
        return [self.python, "-P", "-c", start, *arguments]

    @property
    def parts(self) -> Path:
        """The program that calls the steps of a build one by one; each checkout has it for its own names of them."""
        return self.code / "tests/bench/parts.py"

    def build(self, root: Path, folder: Path) -> Path:
        """Build the course in `root` with the program, and return a folder with the files of its package."""
        made, unpacked = folder / "made", folder / "package"
        command = self.command("build", str(root), "--output", str(made))
        subprocess.run(command, env=self.environment, check=True, capture_output=True)
        (archive,) = made.glob("*.zip")
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(unpacked)
        return unpacked
