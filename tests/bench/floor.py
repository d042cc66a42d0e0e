"""The least that a build can cost: imports the libraries, reads the author files, and zips the bytes of the package.

Arguments: the root of the course, the folder with the files of its package (empty when it cannot be built), and the zip
to write. Runs without the package `scorm_export`.
"""

import sys
import zipfile
from pathlib import Path

import yaml
from jinja2 import Environment
from lxml import etree
from markdown_it import MarkdownIt
from pydantic import BaseModel

USED = (yaml.safe_load, Environment, etree.fromstring, MarkdownIt, BaseModel)
"""pydantic imports most of itself only when a name is asked for."""


def main(root: Path, package: Path, target: Path) -> None:
    for folder in ("course", "modules", "quizzes"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                path.read_bytes()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(package.rglob("*")):
            if path.is_file():
                archive.writestr(path.relative_to(package).as_posix(), path.read_bytes())


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
