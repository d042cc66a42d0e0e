"""Installing on a machine that has nothing yet, as the README says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from building import REPOSITORY, authoring_course, build

from scorm_export import archive

PYTHON = str(Path(sys.base_prefix) / "bin" / "python3")
"""The machine's Python, outside of the virtual environment that the tests run in."""

# The tests share one installation, which takes long; under xdist they then run in one process.
pytestmark = pytest.mark.xdist_group("install")


@dataclass(frozen=True)
class Installation:
    """What installing in two ways gave.

    `checkout` was built with `make package`: `first` and `second` are what it printed, the first time and again.
    Afterwards the wheel that `pip wheel .` makes of it took the place of the installation that `make package` made:
    `wheel` has its files by path, and `command` runs it.
    """

    checkout: Path
    first: str
    second: str
    installed_once: bool
    wheel: dict[str, bytes]
    command: str


def copy_checkout(folder: Path) -> None:
    """Copy the repository with what git knows of it, and nothing that was installed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, folder / name)


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


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    checkout = tmp_path_factory.mktemp("install") / "checkout"
    copy_checkout(checkout)
    first = run("make", "--silent", "package", f"PYTHON={PYTHON}", cwd=checkout)
    stamp = checkout / ".venv" / ".package"
    installed = stamp.stat().st_mtime_ns
    second = run("make", "--silent", "package", cwd=checkout)
    installed_once = stamp.stat().st_mtime_ns == installed
    # The dependencies stay, so this takes little time. `make package` has installed those that the project declares.
    scripts = checkout / ".venv" / "bin"
    run(str(scripts / "pip"), "wheel", "--quiet", "--no-deps", "--wheel-dir", "wheels", ".", cwd=checkout)
    (wheel,) = (checkout / "wheels").iterdir()
    run(str(scripts / "pip"), "install", "--quiet", "--no-deps", "--force-reinstall", str(wheel), cwd=checkout)
    files = archive.read(wheel)
    # Without its sources, nothing that is missing in the wheel can be found.
    shutil.rmtree(checkout / "scorm_export")
    return Installation(checkout, first, second, installed_once, files, str(scripts / "scorm-export"))


def test_make_package_installs_once_and_builds_the_course(installation: Installation) -> None:
    assert installation.second == installation.first
    assert installation.installed_once
    assert not (installation.checkout / "node_modules").exists()
    assert build(REPOSITORY).digest in installation.first
    assert archive.read(installation.checkout / "dist" / "veilige-relaties.zip") == build(REPOSITORY).files


def test_wheel_has_every_module_and_data_file(installation: Installation) -> None:
    patterns = ("**/*.py", "page/templates/**/*.j2", "page/icon.svg", "player/built/*", "locale/*.yaml", "py.typed")
    needed = (path for pattern in patterns for path in (REPOSITORY / "scorm_export").glob(pattern))
    names = {path.relative_to(REPOSITORY).as_posix() for path in needed}
    assert {name for name in installation.wheel if name.startswith("scorm_export/")} == names


def test_installed_wheel_builds_a_course_with_every_block_and_kind(installation: Installation, tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    said = run(installation.command, "build", cwd=root)
    made = build(root)
    assert made.digest in said
    assert archive.read(root / "dist" / f"{made.name}.zip") == made.files
