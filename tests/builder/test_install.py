"""Building on a machine that has nothing yet, as the README says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from building import REPOSITORY, SMALL, build

PYTHON = str(Path(sys.base_prefix) / "bin" / "python3")
"""The machine's Python, outside of the virtual environment that the tests run in."""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of the repository with what git knows of it, and nothing that was installed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (REPOSITORY / name).exists():
            (tmp_path / "checkout" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, tmp_path / "checkout" / name)
    return tmp_path / "checkout"


def run(*command: str, cwd: Path) -> str:
    """Run a command without anything of the environment that the tests run in."""
    own = str(Path(sys.executable).parent)
    path = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if part != own)
    hidden = ("VIRTUAL_ENV", "PYTHONPATH", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    variables = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        command, cwd=cwd, env={**variables, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_make_package_twice(checkout: Path) -> None:
    """The first time installs, the second only builds; both give the package of the checked-out course."""
    first = run("make", "--silent", "package", f"PYTHON={PYTHON}", cwd=checkout)
    stamp = checkout / ".venv" / ".package"
    installed = stamp.stat().st_mtime_ns
    assert not (checkout / "node_modules").exists()
    second = run("make", "--silent", "package", cwd=checkout)
    assert second == first
    assert stamp.stat().st_mtime_ns == installed
    digest = build(REPOSITORY).digest
    assert digest in first
    assert (checkout / "dist" / "veilige-relaties.zip").exists()


def test_pip_install_works_outside_the_checkout(checkout: Path, tmp_path: Path) -> None:
    """Templates, style, runtime and words are a part of what is installed."""
    run(PYTHON, "-m", "venv", str(tmp_path / "venv"), cwd=tmp_path)
    scripts = tmp_path / "venv" / "bin"
    run(str(scripts / "pip"), "install", "--quiet", ".", cwd=checkout)
    shutil.rmtree(checkout)
    shutil.copytree(SMALL, tmp_path / "elsewhere")
    said = run(str(scripts / "scorm-export"), "build", cwd=tmp_path / "elsewhere")
    assert build(SMALL).digest in said
    with zipfile.ZipFile(tmp_path / "elsewhere" / "dist" / "small.zip") as archive:
        assert archive.read("index.html") == build(SMALL).files["index.html"]
