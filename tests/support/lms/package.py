"""Reads a SCORM package: its files, and what its manifest tells an LMS."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from scorm_export import archive

from .standards import Standard, standard_of

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


@dataclass(frozen=True)
class Package:
    files: Mapping[str, bytes]
    start: str
    # What the manifest's first item tells the LMS: mastery_score, launch_data.
    item: Mapping[str, str]
    standard: Standard


def pack_folder(folder: Path) -> bytes:
    """Return a folder as the bytes of a zip."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return archive.zip_bytes({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})


def read_package(source: bytes | Path) -> Package:
    if isinstance(source, Path):
        source = pack_folder(source) if source.is_dir() else source.read_bytes()
    files = archive.read(source)
    if "imsmanifest.xml" not in files:
        raise ValueError("the package has no imsmanifest.xml at its root")
    root = etree.fromstring(files["imsmanifest.xml"], etree.XMLParser(no_network=True, load_dtd=False))
    items = root.xpath("//*[local-name()='item'][@identifierref]")
    if not isinstance(items, list) or not items:
        raise ValueError("the manifest has no item with an identifierref")
    item: Any = items[0]
    resources: Any = root.xpath("//*[local-name()='resource'][@identifier=$id]", id=item.get("identifierref"))
    if not resources or not resources[0].get("href"):
        raise ValueError("the manifest's first item names no resource with an href")
    resource = resources[0]
    bases = [node.get(XML_BASE, "") for node in (root, resource.getparent(), resource)]
    start = posixpath.join(*bases, resource.get("href")) + (item.get("parameters") or "")
    facts = {}
    for tag, element in (
        ("masteryscore", "cmi.student_data.mastery_score"),
        ("datafromlms", "cmi.launch_data"),
        ("maxtimeallowed", "cmi.student_data.max_time_allowed"),
        ("timelimitaction", "cmi.student_data.time_limit_action"),
        ("minNormalizedMeasure", "cmi.scaled_passing_score"),
    ):
        found = [child.text for child in item.iter() if etree.QName(child).localname == tag and child.text]
        if found:
            facts[element] = found[0].strip()
    version: Any = root.xpath("string(//*[local-name()='schemaversion'])")
    return Package(files, start, facts, standard_of(version))
