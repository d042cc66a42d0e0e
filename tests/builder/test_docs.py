"""The documents say what is so."""

from __future__ import annotations

import fnmatch
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
from building import REPOSITORY, authoring_course, read_course

from scorm_export.authoring.quiz import QuizFile
from scorm_export.formats.directives import DIRECTIVES
from scorm_export.problem import Code
from scorm_export.questions import KINDS

DOCUMENTS = [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")]

COMMANDS = {
    *("make package", "pip install .", "scorm-export build", "scorm-export check", "make test"),
    "scorm-export build --target all --layout modules",
}
"""Every command of the README. All are run: by `test_install.py`, `test_layouts.py` and this file."""


def console(document: Path) -> list[tuple[str, str]]:
    """Return each command of a document with the output that it shows."""
    blocks = re.findall(r"```console\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)
    commands = []
    for block in blocks:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            commands.append((command, output))
    return commands


def test_readme_has_no_other_commands() -> None:
    assert {command for command, _ in console(REPOSITORY / "README.md")} == COMMANDS


@pytest.mark.parametrize("subcommand", ["build", "check"])
def test_readme_shows_what_the_command_says(subcommand: str, tmp_path: Path) -> None:
    shown = {command: output for command, output in console(REPOSITORY / "README.md") if output}
    expected = shown["make package" if subcommand == "build" else "scorm-export check"]
    extra = ["--output", str(tmp_path / "dist")] if subcommand == "build" else []
    said = subprocess.run(
        [sys.executable, "-m", "scorm_export", subcommand, *extra],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.replace(f"{tmp_path}/", "")
    assert fnmatch.fnmatchcase(said, expected.replace("...", "*").replace("[", "[[]"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_paths_exist(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\((?!https?:|#)([^)]+)\)", text):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"
    for path in re.findall(r"`((?:scorm_export|tests|docs|course)/[\w./-]*)`", text):
        assert (REPOSITORY / path).exists(), f"{document.name} names {path}"


def test_authoring_shows_every_directive_and_kind_of_question(tmp_path: Path) -> None:
    course = read_course(authoring_course(tmp_path))
    assert {question.entry.kind for question in course.questions} == set(KINDS)
    text = (REPOSITORY / "docs" / "authoring.md").read_text(encoding="utf-8")
    for name, spec in DIRECTIVES.items():
        used = [directive for page in course.pages for directive in page.document.directives(name)]
        assert used, f"no example of {name}"
        for option, values in spec.choices.items():
            shown = {directive.options[option] for directive in used}
            # What a switch does when it is off needs no example.
            assert shown >= set(values) - {"false"} or option == "required", f"no example of {name} {option}"
        assert f":::{{{name}}}" in text
        if not spec.inside:
            assert f"| `:::{{{name}}}" in text


def test_authoring_explains_every_key_of_a_quiz() -> None:
    text = (REPOSITORY / "docs" / "authoring.md").read_text(encoding="utf-8")
    for key in fields(QuizFile):
        assert f"`{key.name}`" in text


def test_every_problem_is_explained() -> None:
    text = (REPOSITORY / "docs" / "problems.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE)) == sorted(get_args(Code))


def test_architecture_names_every_folder() -> None:
    """A newcomer finds the place for a change; the files in a folder say in their first line what they are for."""
    text = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
    package = REPOSITORY / "scorm_export"
    for path in [*package.iterdir(), *(package / "player").iterdir()]:
        name = f"{path.name}/" if path.is_dir() else path.name
        if path.suffix in ("", ".py", ".js") and not path.name.startswith("__"):
            assert f"{name}`" in text, f"ARCHITECTURE.md does not place {name}"
