"""The invariants of ARCHITECTURE.md, held against the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
from building import REPOSITORY

from scorm_export.bundle import bundle
from scorm_export.directives import DIRECTIVES
from scorm_export.quiz import KINDS, Form
from scorm_export.resources import folder, languages, locale
from scorm_export.svg import CLASSES
from scorm_export.targets import TARGETS

PACKAGE = REPOSITORY / "scorm_export"
SOURCES = sorted(PACKAGE.rglob("*.py"))
RUNTIME = sorted((PACKAGE / "runtime").rglob("*.js"))

LAYERS = [
    ["problem", "references", "svg", "resources", "bundle", "shorten", "fields", "directives"],
    ["source", "markdown"],
    ["files", "quiz", "readability"],
    ["terms", "report"],
    ["project"],
    ["validate"],
    ["load", "checks", "suspend"],
    ["model"],
    ["texts", "targets"],
    ["render"],
    ["package"],
    ["write"],
    ["cli"],
    ["__main__"],
]
"""Who may import whom: a module imports from earlier layers, and from its own folder."""


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
MAY_TOUCH_THE_DISK = {"load", "write", "cli", "__main__", "resources"}
"""`resources` reads the package's own files, never an author's."""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_load_write_and_cli_do_io(path: Path) -> None:
    if module_name(path) in MAY_TOUCH_THE_DISK:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    code = ast.unparse(tree)
    assert [match[0] for match in DISK.finditer(code)] == []
    # str.replace takes two arguments or more; Path.replace, which moves a file, takes one.
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    assert not [call for call in calls if ast.unparse(call.func).endswith(".replace") and len(call.args) < 2]
    assert not re.search(r"\b(datetime|time|random|uuid)\b", "\n".join(re.findall(r"^import.*|^from.*", code, re.M)))


STANDARD = re.compile(
    r"scorm[ _-]?(12|1\.2|2004)|\bcmi\b|cmi5|aicc|adlcp|imscp|\bLMS(Initialize|SetValue|Commit)", re.I
)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_targets_name_a_standard(path: Path) -> None:
    if module_name(path) == "targets":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        # A docstring may name the standard that a rule comes from; code may not.
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value = ast.Constant(None)
    assert not STANDARD.search(ast.unparse(tree))


@pytest.mark.parametrize("path", RUNTIME, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_adapters_name_a_standard(path: Path) -> None:
    if path.parent.name == "adapters":
        return
    assert not STANDARD.search(path.read_text(encoding="utf-8"))


def test_templates_name_no_standard() -> None:
    for path in (PACKAGE / "templates").rglob("*.j2"):
        assert not STANDARD.search(path.read_text(encoding="utf-8"))


def test_every_target_has_an_adapter() -> None:
    table = (PACKAGE / "runtime" / "adapters" / "table.js").read_text(encoding="utf-8")
    found = re.search(r"const ADAPTERS = \{(.*?)\}", table, re.S)
    assert found
    assert re.findall(r"(\w+):", found[1]) == list(TARGETS)


def test_every_directive_has_a_template() -> None:
    templates = {path.name.removesuffix(".html.j2") for path in (PACKAGE / "templates" / "blocks").iterdir()}
    assert templates == {name for name, spec in DIRECTIVES.items() if not spec.inside}


def test_every_form_of_question_has_a_template_and_a_script() -> None:
    forms = {path.name.removesuffix(".html.j2") for path in (PACKAGE / "templates" / "forms").iterdir()}
    script = (PACKAGE / "runtime" / "forms.js").read_text(encoding="utf-8")
    assert forms == {kind.form for kind in KINDS} == set(get_args(Form))
    assert all(re.search(rf"^  {form}: {{", script, re.MULTILINE) for form in forms)


def test_theme_colours_every_class_of_drawings() -> None:
    style = (PACKAGE / "theme" / "style.css").read_text(encoding="utf-8")
    assert set(re.findall(r"\.drawing \.([\w-]+)", style)) == CLASSES
    authoring = (REPOSITORY / "docs" / "authoring.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in authoring for name in CLASSES)


def test_builder_knows_no_course() -> None:
    """No module or theme of the course in this repository is named in the code."""
    names = [path.name for path in (REPOSITORY / "modules").iterdir()]
    assert names
    for path in [*SOURCES, *RUNTIME, *(PACKAGE / "templates").rglob("*.j2"), *(PACKAGE / "locale").iterdir()]:
        text = path.read_text(encoding="utf-8")
        for name in names:
            assert not re.search(rf"\b{re.escape(name)}\b", text, re.I), f"{path.name} names {name}"


def shape(words: object) -> object:
    """Return the keys of a locale, and the places to fill in of each text."""
    if isinstance(words, dict):
        return {key: shape(value) for key, value in words.items()}
    return sorted(re.findall(r"\{\d\}", str(words)))


def test_languages_have_the_same_words() -> None:
    assert len(languages()) > 1
    shapes = [shape(locale(language)) for language in languages()]
    assert all(each == shapes[0] for each in shapes)


def test_every_word_is_used() -> None:
    words = locale("en")
    templates = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "templates").rglob("*.j2"))
    script = "".join(path.read_text(encoding="utf-8") for path in RUNTIME)
    assert [word for word in words["page"] if not re.search(rf"words\.{word}\b", templates)] == []
    computed = ("place_", "mark_")
    direct = [word for word in words["player"] if not word.startswith(computed)]
    assert [word for word in direct if not re.search(rf'words\.{word}\b|"{word}"|\b{word}: "', script)] == []


def test_bundle_refuses_what_it_cannot_join() -> None:
    files = {
        "main.js": 'import { a } from "./a.js";\na();\n',
        "a.js": "export function a() {}\n",
        "twice.js": 'import { a } from "./a.js";\nfunction a() {}\n',
        "loop.js": 'import { b } from "./loop.js";\n',
        "default.js": "export default 1;\n",
    }
    assert "function a() {}\n\na();" in bundle("main.js", files.__getitem__)
    for name, said in [("twice.js", "declared in two files: a"), ("loop.js", "imports itself"), ("default.js", "form")]:
        with pytest.raises(ValueError, match=said):
            bundle(name, files.__getitem__)


def test_package_data_is_complete() -> None:
    for name in ("templates", "theme", "runtime", "locale"):
        assert folder(name).is_dir()
