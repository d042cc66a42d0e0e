"""The code follows the invariants of ARCHITECTURE.md."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
from building import REPOSITORY

from scorm_export.authoring.words import is_counted
from scorm_export.commands import COMMANDS
from scorm_export.formats.directives import DIRECTIVES
from scorm_export.formats.svg import CLASSES
from scorm_export.outputs.targets import TARGETS
from scorm_export.questions import KINDS
from scorm_export.questions.base import InteractionType
from scorm_export.resources import languages, locale

PACKAGE = REPOSITORY / "scorm_export"
SOURCES = sorted(PACKAGE.rglob("*.py"))
PLAYER = sorted(path for path in (PACKAGE / "player").rglob("*.js") if path.parent.name != "built")
TEMPLATES = PACKAGE / "page" / "templates"

LAYERS = [
    ["archive", "problem", "usage"],
    ["cache"],
    ["resources"],
    ["formats"],
    ["questions"],
    ["results"],
    ["authoring"],
    ["checks"],
    ["course"],
    ["page"],
    ["outputs"],
    ["importing"],
    ["build_record", "id_writer", "report", "workspace"],
    ["commands"],
    ["cli"],
    ["__main__"],
]
"""The order in which data passes through the program. A part imports from earlier layers and from its own folder."""


def module_name(path: Path) -> str:
    """Return the part of the package that a file belongs to: its module, or its folder."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Return the parts of the package that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {name.split(".")[1] for name in names if name.startswith("scorm_export.")}
    return found


def test_every_module_has_a_layer() -> None:
    named = sorted(name for layer in LAYERS for name in layer)
    assert named == sorted({module_name(path) for path in SOURCES} - {"__init__"})


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    level = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    me = module_name(path)
    for imported in imports(path) - {me}:
        assert level[imported] < level[me], f"{path.name} may not import {imported}"


DISK = re.compile(
    r"\b(open|print|input)\(|\.(read_text|read_bytes|write_text|write_bytes|mkdir|unlink|iterdir|rglob|glob|stat|"
    r"exists|is_file|is_dir|resolve)\(|\bsys\.(exit|stdout|stderr|argv)|\b(subprocess|tempfile|shutil|socket|urllib\.request)\b"
)
MAY_TOUCH_THE_DISK = {
    "authoring/content.py",  # reads the author's files
    "workspace.py",  # asks whether the folder of a course is there
    "archive.py",  # reads and writes zips
    "cache.py",  # reads and writes the user's cache folder
    "resources.py",  # reads the package's own files, never an author's
    "commands/build.py",  # prints, and compares the folders of the course and of the output
    "commands/check.py",  # prints
    "commands/import_.py",  # prints, reads the file to import, and looks for a free place
    "commands/words.py",  # prints, and asks whether the file is there
    "commands/shared.py",  # prints, and reads control documents
    "id_writer.py",  # writes ids into quiz files
    "build_record.py",  # reads and writes the record of what was built
    "cli.py",
    "__main__.py",
}


def test_what_may_touch_the_disk_does() -> None:
    """A file that no longer needs the exception must not be listed."""
    for name in MAY_TOUCH_THE_DISK:
        assert DISK.search((PACKAGE / name).read_text(encoding="utf-8")), name


PURE = [path for path in SOURCES if path.relative_to(PACKAGE).as_posix() not in MAY_TOUCH_THE_DISK]


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_a_few_files_do_io(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    code = ast.unparse(tree)
    assert [match[0] for match in DISK.finditer(code)] == []
    # str.replace takes two arguments or more; Path.replace, which moves a file, takes one.
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    assert not [call for call in calls if ast.unparse(call.func).endswith(".replace") and len(call.args) < 2]
    imported = "\n".join(re.findall(r"^import.*|^from.*", code, re.M))
    # A UUID of version 5 is made of a name, and not of the clock or of chance.
    assert not re.search(
        r"\b(datetime|time|random|uuid)\b", imported.replace("from uuid import NAMESPACE_URL, uuid5", "")
    )


STANDARD = re.compile(
    r"scorm[ _-]?(12|1\.2|2004)|\bcmi\b|cmi5|aicc|adlcp|imscp|\bLMS(Initialize|SetValue|Commit)", re.I
)


OF_NO_STANDARD = [path for path in SOURCES if module_name(path) != "outputs"]
SCRIPTS_OF_NO_STANDARD = [
    path for path in PLAYER if not {"lms", "entries", "workers"} & set(path.relative_to(PACKAGE).parts)
]


@pytest.mark.parametrize("path", OF_NO_STANDARD, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_targets_name_a_standard(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        # A docstring may name the standard that a rule comes from; code may not.
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value = ast.Constant(None)
    assert not STANDARD.search(ast.unparse(tree))


@pytest.mark.parametrize("path", SCRIPTS_OF_NO_STANDARD, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_adapters_name_a_standard(path: Path) -> None:
    assert not STANDARD.search(path.read_text(encoding="utf-8"))


def test_only_a_dialect_names_what_versions_of_scorm_call_differently() -> None:
    """The adapter is the same for all of them."""
    folder = PACKAGE / "player" / "lms" / "scorm"
    names = re.compile(r"\bLMS[A-Z]\w+|\bcmi\.")
    assert names.search((folder / "scorm12.js").read_text(encoding="utf-8"))
    for name in ("adapter.js", "api.js", "elements.js", "find-api.js"):
        assert not names.search((folder / name).read_text(encoding="utf-8")), name


PLAYER_IMPORTS = {
    "lms": set(),
    "core": {"questions"},
    "saving": {"core", "browser.js"},
}
"""What each folder of the player imports besides its own files."""


@pytest.mark.parametrize("folder", PLAYER_IMPORTS)
def test_player_folder_imports_only_what_it_may(folder: str) -> None:
    found = set()
    for path in (PACKAGE / "player" / folder).rglob("*.js"):
        for target in re.findall(r'^import .* from "(\..+)";', path.read_text(encoding="utf-8"), re.MULTILINE):
            found.add((path.parent / target).resolve().relative_to(PACKAGE / "player").parts[0])
    assert found - {folder} == PLAYER_IMPORTS[folder]


def test_templates_name_no_standard() -> None:
    for path in TEMPLATES.rglob("*.j2"):
        assert not STANDARD.search(path.read_text(encoding="utf-8"))


def test_every_command_is_in_the_table() -> None:
    modules = {path.stem.removesuffix("_") for path in (PACKAGE / "commands").glob("[!_]*.py")}
    assert modules - {"shared"} == set(COMMANDS)


def test_every_target_has_an_entry() -> None:
    entries = {path.stem for path in (PACKAGE / "player" / "entries").iterdir()}
    assert {target.player.script for target in TARGETS.values()} == entries


def test_every_directive_has_a_template() -> None:
    templates = {path.name.removesuffix(".html.j2") for path in (TEMPLATES / "blocks").iterdir()} - {"_recording"}
    assert templates == {name for name, spec in DIRECTIVES.items() if not spec.inside}


def test_every_form_of_question_has_a_template_and_a_script() -> None:
    templates = {path.name.removesuffix(".html.j2") for path in (TEMPLATES / "forms").iterdir()}
    scripts = {path.stem for path in (PACKAGE / "player" / "questions").iterdir()}
    table = (PACKAGE / "player" / "questions" / "forms.js").read_text(encoding="utf-8")
    (listed,) = re.findall(r"export const FORMS = \{ (.*?) \};", table)
    forms = {kind.form for kind in KINDS.values()}
    assert forms == set(listed.split(", "))
    assert forms == {name for name in templates if not name.startswith("_")}
    assert forms <= scripts


def test_kinds_are_told_apart_nowhere_else() -> None:
    """A kind of question is one file: no other file of the program names one, or asks which one a question is.

    Only an import tells apart the kinds of other programs, which become ours.
    """
    names = "|".join(re.escape(name) for name in KINDS if name not in get_args(InteractionType))
    classes = "|".join(kind.__name__ for kind in KINDS.values())
    named = re.compile(rf"[\"'](?:{names})[\"']|\b(?:{classes})\b|question\.kind|entry\.kind")
    allowed = {PACKAGE / "questions", PACKAGE / "importing", PACKAGE / "player" / "built"}
    for path in (path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".js", ".j2", ".ts")):
        if allowed.isdisjoint(path.parents):
            assert not named.search(path.read_text(encoding="utf-8")), path.relative_to(PACKAGE)


def test_theme_colours_every_class_of_drawings() -> None:
    style = (PACKAGE / "player" / "style" / "style.css").read_text(encoding="utf-8")
    assert set(re.findall(r"\.drawing \.([\w-]+)", style)) == CLASSES
    authoring = (REPOSITORY / "docs" / "authoring.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in authoring for name in CLASSES)


def test_builder_knows_no_course() -> None:
    """The code names no module of the course in this repository."""
    names = [path.name for path in (REPOSITORY / "modules").iterdir()]
    assert names
    for path in [*SOURCES, *PLAYER, *TEMPLATES.rglob("*.j2"), *(PACKAGE / "locale").iterdir()]:
        text = path.read_text(encoding="utf-8")
        for name in names:
            assert not re.search(rf"\b{re.escape(name)}\b", text, re.I), f"{path.name} names {name}"


def shape(words: object) -> object:
    """Return the keys of a locale, and the placeholders of each text; a language has forms of its own."""
    if is_counted(words):
        return "forms"
    if isinstance(words, dict):
        return {key: shape(value) for key, value in words.items()}
    return sorted(re.findall(r"\{\d\}", str(words)))


def test_languages_have_the_same_words() -> None:
    assert len(languages()) > 1
    shapes = [shape(locale(language)) for language in languages()]
    assert all(each == shapes[0] for each in shapes)


def test_every_word_is_used() -> None:
    """A text that templates and script need stands once, among those of both."""
    texts = locale("en")
    templates = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.j2"))
    script = "".join(path.read_text(encoding="utf-8") for path in PLAYER)
    in_texts = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "page").glob("*.py"))
    in_page = {*re.findall(r"\bwords\.(\w+)", templates), *re.findall(r'\bwords\["(\w+)"\]', in_texts)}
    # Some are named by what they are of: words[`place_${kind}`], with kinds such as "start".
    prefixes = re.findall(r"words\[`(\w+_)\$\{", script)
    computed = {
        f"{prefix}{name}" for prefix in prefixes for name in re.findall(r'"(\w+)"|\b(\w+):', script) for name in name
    }

    def is_in_script(word: str) -> bool:
        return bool(re.search(rf'words\.{word}\b|"{word}"|\b{word}: "', script)) or word in computed

    assert in_page == texts["page"].keys() | texts["both"].keys()
    assert [word for word in (*texts["player"], *texts["both"]) if not is_in_script(word)] == []
    assert not texts["page"].keys() & texts["player"].keys()
