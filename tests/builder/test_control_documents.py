"""Packages with the official schemas inside, which a validator finds without a network."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from building import SMALL, WITH_LMS, edited
from lms.schemas import DEFINITIONS, FIXES, NODE_MODULES
from lxml import etree

from scorm_export import archive
from scorm_export.cli import main
from scorm_export.workspace import open_workspace

FOLDERS = {"scorm12": "scorm12edition", "scorm2004-3rd": "scorm20043rdedition", "scorm2004-4th": "scorm20044thedition"}
LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `make control-documents` makes."""
    folder = tmp_path_factory.mktemp("control-documents")
    for target, edition in FOLDERS.items():
        shutil.copytree(NODE_MODULES / DEFINITIONS / edition, folder / target)
    return folder


def test_make_takes_the_schemas_of_each_target() -> None:
    """As the fixture does."""
    assert sorted(FOLDERS) == sorted(WITH_LMS)
    recipe = (SMALL.parents[2] / "Makefile").read_text(encoding="utf-8")
    for target, edition in FOLDERS.items():
        assert f"cp -R $(SCHEMAS)/{edition}/. $@/{target}" in recipe


class InPackage(etree.Resolver):
    """Gives a schema from the root of a package, and fails for any other address."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    # The stubs have forgotten the third argument.
    def resolve(self, system_url: str, _public_id: str, context: Any) -> Any:  # type: ignore[override]
        name = system_url.removeprefix("package:///")
        text = self.files[name]
        # libxml2 refuses two places of the published files.
        old, new = FIXES.get(name, (b"", b""))
        return self.resolve_string(text.replace(old, new) if old else text, context, base_url=f"package:///{name}")


def validate(files: Mapping[str, bytes]) -> list[str]:
    """Return what is wrong with the manifest by the schemas that it names, which are in the package."""
    manifest = etree.fromstring(files["imsmanifest.xml"])
    words = str(manifest.get(LOCATION)).split()
    imports = "".join(
        f'<xs:import namespace="{namespace}" schemaLocation="package:///{name}"/>'
        for namespace, name in zip(words[::2], words[1::2], strict=True)
    )
    parser = etree.XMLParser(no_network=True, load_dtd=False)
    parser.resolvers.add(InPackage(files))
    combined = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    schema = etree.XMLSchema(etree.fromstring(combined, parser, base_url="package:///combined.xsd"))
    schema.validate(manifest)
    errors: Any = schema.error_log
    return [str(entry.message) for entry in errors]


@pytest.mark.parametrize("layout", ["course", "multi-sco"])
@pytest.mark.parametrize("target", WITH_LMS)
def test_manifest_is_valid_by_the_schemas_in_its_package(
    tmp_path: Path, documents: Path, target: str, layout: str
) -> None:
    options = ["--target", target, "--layout", layout, "--control-documents", str(documents)]
    assert main(["build", str(SMALL), "--output", str(tmp_path), *options]) == 0
    (package,) = tmp_path.iterdir()
    files = archive.read(package)
    assert {path.name for path in (documents / target).iterdir()} <= set(files)
    manifest = etree.fromstring(files["imsmanifest.xml"])
    named = str(manifest.get(LOCATION)).split()[::2]
    used = {str(etree.QName(element).namespace) for element in manifest.iter("*")}
    assert used <= set(named)
    assert validate(files) == []


@pytest.mark.parametrize("target", WITH_LMS)
def test_missing_file_is_named(
    tmp_path: Path, documents: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    """Also one that only another schema names. Nothing is written then."""
    first = min((documents / target).glob("imscp*.xsd")).name
    for name in (first, "ims_xml.xsd" if target == "scorm12" else "xml.xsd"):
        folder = tmp_path / name
        shutil.copytree(documents, folder)
        (folder / target / name).unlink()
        options = ["--target", target, "--control-documents", str(folder), "--output", str(tmp_path / "made")]
        assert main(["build", str(SMALL), *options]) == 1
        said = capsys.readouterr().err
        assert f"the control documents of {target} lack {name} [missing-control-document]" in said
        assert not (tmp_path / "made").exists()


def test_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(SMALL), "--control-documents", str(tmp_path / "none")]) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_a_course_names_its_own_folder(tmp_path: Path, documents: Path) -> None:
    def name_folder(root: Path) -> None:
        path = root / "course" / "course.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "\ncontrol_documents: ../schemas\n", encoding="utf-8")

    root = edited(SMALL, tmp_path, name_folder)
    shutil.copytree(documents, root.parent / "schemas")
    assert main(["check", str(root)]) == 0
    assert main(["build", str(root), "--output", str(tmp_path / "made")]) == 0
    (package,) = (tmp_path / "made").iterdir()
    assert validate(archive.read(package)) == []


@pytest.mark.parametrize("named", ["/", "..", "../..", ".", "/usr/share"])
def test_folder_around_the_course_is_not_read(tmp_path: Path, named: str) -> None:
    def name_folder(root: Path) -> None:
        path = root / "course" / "course.yaml"
        path.write_text(path.read_text(encoding="utf-8") + f"\ncontrol_documents: {named}\n", encoding="utf-8")

    (problem,) = open_workspace(edited(SMALL, tmp_path, name_folder)).problems
    assert problem.code == "outside-course"


def test_target_without_a_manifest_has_none(tmp_path: Path, documents: Path) -> None:
    options = ["--target", "web", "--control-documents", str(documents), "--output", str(tmp_path)]
    assert main(["build", str(SMALL), *options]) == 0
    (package,) = tmp_path.iterdir()
    assert not [name for name in archive.read(package) if name.endswith(".xsd")]
