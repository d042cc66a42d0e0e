"""The zip: what is in it, that it follows the standard, and that the same content gives the same bytes."""

from __future__ import annotations

import gzip
import html
import io
import itertools
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from building import REPOSITORY, SMALL, WITH_LMS, build, build_packages, build_zip, edited, read_course, replace
from lms.schemas import validate_manifest
from lxml import etree
from node import NODE

from scorm_export.archive import zip_bytes
from scorm_export.authoring.content import read_content
from scorm_export.authoring.load import load
from scorm_export.course.resolve import resolve
from scorm_export.outputs.learner_state import largest_state
from scorm_export.outputs.output import LAYOUTS, Package
from scorm_export.outputs.targets import DEFAULT_TARGET, TARGETS
from scorm_export.resources import player

GOLDEN = Path(__file__).parents[1] / "golden"


ROOTS = {"repository": REPOSITORY, "small": SMALL}


@pytest.fixture(scope="module", params=itertools.product(ROOTS, WITH_LMS, LAYOUTS), ids=" ".join)
def built(request: pytest.FixtureRequest) -> Package:
    """The last package of a course for a target in a layout."""
    root, target, layout = request.param
    return build_packages(ROOTS[root], target, layout)[-1]


@pytest.mark.parametrize("script", sorted({target.player.script for target in TARGETS.values()}))
def test_player_is_small(script: str) -> None:
    """What every trainee loads, as a server compresses it: a phone on a slow network must not wait."""
    assert len(gzip.compress(player(f"{script}.js").encode())) <= 25_000
    assert len(gzip.compress(player("player.css").encode())) <= 10_000


@pytest.mark.parametrize("target", TARGETS)
def test_package_of_this_course_is_small(target: str) -> None:
    assert len(build_zip(REPOSITORY, target)) <= 150_000


@pytest.mark.parametrize("target", WITH_LMS)
def test_manifest_is_the_golden_one(target: str) -> None:
    manifest = build(SMALL, target).files["imsmanifest.xml"]
    assert manifest.decode() == (GOLDEN / f"small-{target}.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", WITH_LMS)
@pytest.mark.parametrize(("layout", "name"), [("modules", "small-first"), ("multi-sco", "small-items")])
def test_manifest_in_another_layout_is_the_golden_one(target: str, layout: str, name: str) -> None:
    manifest = build_packages(SMALL, target, layout)[0].files["imsmanifest.xml"]
    assert manifest.decode() == (GOLDEN / f"{name}-{target}.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_course_structure_is_the_golden_one(layout: str) -> None:
    structure = build_packages(SMALL, "cmi5", layout)[0].files["cmi5.xml"]
    assert structure.decode() == (GOLDEN / f"small-{layout}-cmi5.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("root", ROOTS.values(), ids=ROOTS)
def test_course_structure_of_cmi5(root: Path, layout: str) -> None:
    """What its schema asks: it is in no registry, so its rules stand here (cmi5 1.0, sections 13 and 14)."""
    name = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
    for package in build_packages(root, "cmi5", layout):
        structure = etree.fromstring(package.files["cmi5.xml"])
        course, *units = structure
        assert [structure.tag, course.tag] == [f"{name}courseStructure", f"{name}course"]
        assert {unit.tag for unit in units} == {f"{name}au"}
        ids = [str(element.get("id")) for element in (course, *units)]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", id_) for id_ in ids)
        for element in (course, *units):
            expected = ["title", "description", "url"] if element in units else ["title", "description"]
            assert [child.tag for child in element] == [name + each for each in expected]
            for text in element.iter(f"{name}langstring"):
                assert text.get("lang")
                assert text.text
        for unit in units:
            assert set(unit.keys()) <= {"id", "moveOn", "masteryScore"}
            assert unit.get("moveOn") == "CompletedAndPassed"
            assert 0 <= float(unit.get("masteryScore", "0")) <= 1
            assert unit.findtext(f"{name}url") in package.files


def test_manifest_is_valid(built: Package) -> None:
    assert validate_manifest(built.files["imsmanifest.xml"]) == []


def test_manifest_lists_every_file(built: Package) -> None:
    root = etree.fromstring(built.files["imsmanifest.xml"])
    listed = [str(file.get("href")) for file in root.iter("{*}file")]
    about = {"imsmanifest.xml", "metadata.xml"} & set(built.files)
    assert sorted([*listed, *about]) == sorted(built.files)


def metadata_of(package: Package) -> etree._Element:
    """Return the metadata of a package of SCORM, which stand in its manifest or in a file that the manifest names."""
    root = etree.fromstring(package.files["imsmanifest.xml"])
    location = root.find("{*}metadata/{*}location")
    if location is None:
        (inline,) = root.iter("{http://www.imsglobal.org/xsd/imsmd_rootv1p2p1}lom")
        return inline
    return etree.fromstring(package.files[str(location.text)])


def test_metadata(built: Package) -> None:
    """In the order of the schemas: that of SCORM 2004 is in no registry."""
    course = built.course
    root = metadata_of(built)

    def texts(path: str) -> list[str]:
        found = root.findall("/".join(f"{{*}}{name}" for name in path.split("/")))
        return ["".join(str(text) for text in element.itertext()).strip() for element in found]

    categories = [etree.QName(child).localname.lower() for child in root]
    assert categories == ["general", "lifecycle", "educational", *(["rights"] if course.license else [])]
    assert [etree.QName(child).localname for child in root[0]] == [
        "title",
        "language",
        "description",
        *["keyword"] * len(course.keywords),
    ]
    assert texts("general/title") == [course.title]
    assert texts("general/language") == [course.language]
    assert texts("general/description") == [course.summary]
    assert texts("general/keyword") == list(course.keywords)
    (duration,) = [*texts("educational/typicalLearningTime"), *texts("educational/typicallearningtime")]
    match = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?", duration)
    assert match
    assert int(match[1] or 0) * 60 + int(match[2] or 0) == sum(module.minutes for module in course.modules)
    assert texts("rights/description") == ([course.license] if course.license else [])
    languages = {value for element in root.iter("*") for value in element.attrib.values()}
    assert languages <= {course.language, "x-none"}


def test_manifest_leaves_the_status_to_the_course(built: Package) -> None:
    text = built.files["imsmanifest.xml"].decode()
    assert "masteryscore" not in text
    assert "prerequisites" not in text
    # Moodle refuses a package with it.
    assert "mapInfo" not in text


def test_each_page_is_one_item_and_one_sco(built: Package) -> None:
    root = etree.fromstring(built.files["imsmanifest.xml"])
    pages = sorted(name for name in built.files if name.endswith("index.html"))
    assert sorted(str(resource.get("href")) for resource in root.iter("{*}resource")) == pages
    assert len(list(root.iter("{*}item"))) == len(pages)
    assert len(re.findall(rb'adlcp:scorm[tT]ype="sco"', built.files["imsmanifest.xml"])) == len(pages)


def test_identifiers_come_from_the_author(tmp_path: Path) -> None:
    """A new title, text or order changes no identifier: an LMS would drop every record."""

    def rewrite(root: Path) -> None:
        replace(root / "course" / "course.yaml", "title: A small course", "title: Quite another title")
        replace(root / "course" / "course.yaml", "[first, second]", "[second, first]")

    def identifiers(root: Path) -> list[str]:
        manifest = etree.fromstring(build(root).files["imsmanifest.xml"])
        return [str(e.get("identifier")) for e in manifest.iter("{*}item", "{*}resource", "{*}organization")]

    assert identifiers(edited(SMALL, tmp_path, rewrite)) == identifiers(SMALL)


@pytest.mark.parametrize("target", WITH_LMS)
def test_edition_is_seen_by_trainees_and_by_the_lms(tmp_path: Path, target: str) -> None:
    def name(root: Path) -> None:
        replace(root / "course" / "course.yaml", "title: A small course", "title: A small course\nedition: 2026-11")

    files = build(edited(SMALL, tmp_path, name), target).files
    assert "· edition 2026-11</p></footer>" in files["index.html"].decode()
    assert etree.fromstring(files["imsmanifest.xml"]).get("version") == "2026-11"
    assert validate_manifest(files["imsmanifest.xml"]) == []


def test_zip_is_plain(built: Package) -> None:
    with zipfile.ZipFile(io.BytesIO(zip_bytes(built.files))) as archive:
        entries = archive.infolist()
        assert archive.testzip() is None
    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    assert "imsmanifest.xml" in names
    for entry in entries:
        assert entry.filename.isascii()
        assert not entry.filename.startswith("/")
        assert not entry.is_dir()
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert stat.S_IMODE(entry.external_attr >> 16) == 0o644
        assert entry.compress_type == zipfile.ZIP_DEFLATED


@pytest.mark.parametrize("layout", LAYOUTS)
def test_same_content_gives_the_same_bytes(tmp_path: Path, layout: str) -> None:
    """For every target. The folder, the time, the locale, the umask and the order of hashes make no difference."""
    surroundings = [
        {"TZ": "Asia/Kolkata", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    ]
    zips = []
    for number, (variables, umask) in enumerate(zip(surroundings, (0o077, 0o000), strict=True)):
        root = tmp_path / f"a folder {number}"
        shutil.copytree(SMALL, root)
        for path in root.rglob("*"):
            os.utime(path, (number * 10_000_000, number * 10_000_000))
        subprocess.run(
            [sys.executable, "-m", "scorm_export", "build", str(root), "--target", "all", "--layout", layout],
            env={**os.environ, **variables},
            umask=umask,
            check=True,
            capture_output=True,
        )
        zips.append({path.name: path.read_bytes() for path in (root / "dist").iterdir()})
    assert len(zips[0]) >= sum(target.items for target in TARGETS.values())
    assert zips[0] == zips[1]


def test_digest_follows_the_content() -> None:
    built = build(SMALL)

    def digest(files: dict[str, bytes]) -> str:
        return built._replace(files=files).digest

    assert digest({"a": b"x", "b": b"y"}) == digest({"b": b"y", "a": b"x"})
    assert digest({"a": b"x", "b": b"y"}) != digest({"a": b"x", "b": b"z"})
    assert digest({"a": b"x", "b": b"y"}) != digest({"a": b"x", "c": b"y"})


def test_drawings_are_in_the_page_and_other_files_beside_it() -> None:
    files = build(SMALL).files
    assert sorted(files) == [
        "images/modules/first/media/square.png.webp",
        "imsmanifest.xml",
        "index.html",
        "modules/first/media/sheet.txt",
    ]
    page = files["index.html"].decode()
    assert 'marker-end="url(#first/begin/drawing/1/tip)"' in page
    assert 'aria-label="An arrow that goes round and “comes back”."' in page


SEVEN_MODULES = 7
TEN_QUESTIONS = 10


def test_state_of_seven_modules_of_ten_questions_is_small(tmp_path: Path) -> None:
    """With ids as long as the longest of the course in this repository, and as many pages as its longest module."""
    repository = read_course(REPOSITORY)
    question_id = max((question.id for question in repository.questions), key=len)
    page_id = max((page.id for page in repository.pages), key=len)
    module_ids = [module.id for module in repository.modules]
    assert len(module_ids) == SEVEN_MODULES
    pages = max(len(module.pages) for module in repository.modules)

    def enlarge(root: Path) -> None:
        replace(root / "course" / "course.yaml", "modules: [one]", f"modules: [{', '.join(module_ids)}]")
        for id_ in module_ids:
            shutil.copytree(root / "modules" / "one", root / "modules" / id_)
            replace(root / "modules" / id_ / "module.yaml", "id: one", f"id: {id_}")
            page = (root / "modules" / id_ / "10-page.md").read_text()
            for number in range(pages):
                name = f"{page_id[:-1]}{number}"
                (root / "modules" / id_ / f"{number + 11}-page.md").write_text(page.replace("id: page", f"id: {name}"))
            (root / "modules" / id_ / "10-page.md").unlink()
            head, body = (root / "quizzes" / "one.yaml").read_text().split("questions:\n")
            questions = "".join(
                body.replace("id: question", f"id: {question_id[:-1]}{number}") for number in range(TEN_QUESTIONS)
            )
            (root / "quizzes" / f"{id_}.yaml").write_text(f"{head.replace('one', id_)}questions:\n{questions}")
        shutil.rmtree(root / "modules" / "one")
        (root / "quizzes" / "one.yaml").unlink()

    project, problems = load(read_content(edited(SMALL.parent / "minimal", tmp_path, enlarge)))
    assert problems == []
    course = resolve(project)
    assert len(course.questions) == SEVEN_MODULES * TEN_QUESTIONS
    assert len(largest_state(course)) < 2000


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_builds(name: str) -> None:
    page = build(SMALL, name).files["index.html"].decode()
    assert player(f"{TARGETS[name].player.script}.js") in page
    assert f"connect-src {' '.join(TARGETS[name].player.connect_sources)};" in html.unescape(page)


def test_packages_of_targets_have_names_of_their_own() -> None:
    """Two builds into one folder must not overwrite each other."""
    suffixes = {name: target.suffix for name, target in TARGETS.items()}
    assert suffixes[DEFAULT_TARGET] == ""
    assert len(set(suffixes.values())) == len(suffixes)
    assert {build(SMALL, name).name for name in TARGETS} == {f"small{suffix}" for suffix in suffixes.values()}


def test_package_tells_how_much_state_it_needs() -> None:
    (size,) = build(SMALL).sizes
    assert size.value == len(largest_state(read_course(SMALL)))
    assert size.limit.most == 4096


def test_built_player_is_up_to_date(tmp_path: Path) -> None:
    """Whoever installs the program has no Node.js, so the bundles are committed."""
    subprocess.run([NODE, REPOSITORY / "scorm_export" / "player" / "build.js", tmp_path], check=True)
    committed = REPOSITORY / "scorm_export" / "player" / "built"
    fresh = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert fresh == {path.name: path.read_bytes() for path in committed.iterdir()}, "run `make player`"
