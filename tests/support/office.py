"""Files of Office, made for the tests: a document of Word with all that an import meets, and sheets of Excel."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl

from scorm_export.archive import zip_bytes

_OFFICE = "http://schemas.openxmlformats.org"
_RELATIONS = f"{_OFFICE}/officeDocument/2006/relationships"
_NAMES = " ".join(
    f'xmlns:{prefix}="{_OFFICE}/{path}"'
    for prefix, path in (
        ("w", "wordprocessingml/2006/main"),
        ("r", "officeDocument/2006/relationships"),
        ("wp", "drawingml/2006/wordprocessingDrawing"),
        ("a", "drawingml/2006/main"),
        ("pic", "drawingml/2006/picture"),
        ("m", "officeDocument/2006/math"),
    )
)


def words(text: str, properties: str = "") -> str:
    """Return a run of words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str, style: str = "", level: int | None = None) -> str:
    """Return a paragraph; with a level, an item of a list."""
    numbering = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{numbering}</w:pPr>{inside}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """Return a table, of the texts of its cells."""
    cells = ("".join(f"<w:tc>{paragraph(words(cell))}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def picture(relation: str, alternative: str) -> str:
    """Return an image; the relation embeds it (`r:embed="rId5"`), or links to it (`r:link="rId6"`)."""
    blip = f"<pic:pic><pic:blipFill><a:blip {relation}/></pic:blipFill></pic:pic>"
    graphic = f"<a:graphic><a:graphicData>{blip}</a:graphicData></a:graphic>"
    inline = f'<wp:inline><wp:docPr id="1" name="x" descr="{alternative}"/>{graphic}</wp:inline>'
    return f"<w:r><w:drawing>{inline}</w:drawing></w:r>"


def note_mark() -> str:
    """Return the mark of the one footnote."""
    return '<w:r><w:footnoteReference w:id="2"/></w:r>'


def link(text: str) -> str:
    """Return a link to https://example.org/a."""
    return f'<w:hyperlink r:id="rId9">{words(text)}</w:hyperlink>'


def document(body: str, image: bytes = b"") -> bytes:
    """Return a document of Word with this body, a footnote, a comment, and an image."""
    styles = [("Title", "Title"), ("Heading1", "heading 1"), ("Heading3", "heading 3"), ("Fancy", "Fancy words")]
    named = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/></w:style>' for id_, name in styles
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{format_}"/></w:lvl>'
        for level, format_ in enumerate(("bullet", "decimal"))
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    external = ' TargetMode="External"'
    relations = [
        ("rId1", "styles", "styles.xml", ""),
        ("rId2", "numbering", "numbering.xml", ""),
        ("rId3", "footnotes", "footnotes.xml", ""),
        ("rId5", "image", "media/image1.png", ""),
        ("rId6", "image", "http://127.0.0.1:9/x.png", external),
        ("rId9", "hyperlink", "https://example.org/a", external),
    ]
    footnote = f'<w:footnote w:id="2">{paragraph(words("From a book."))}</w:footnote>'
    comment = f'<w:comment w:id="1">{paragraph(words("Is this so?"))}</w:comment>'
    types = f'<Types xmlns="{_OFFICE}/package/2006/content-types"><Default Extension="png" ContentType="image/png"/>'
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    texts = {
        "[Content_Types].xml": f'{types}<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": _relationships([("rId1", "officeDocument", "word/document.xml", "")]),
        "word/_rels/document.xml.rels": _relationships(relations),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_NAMES}>{named}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_NAMES}>{numbering}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {_NAMES}>{footnote}</w:footnotes>",
        "word/comments.xml": f"<w:comments {_NAMES}>{comment}</w:comments>",
    }
    return zip_bytes({name: text.encode() for name, text in texts.items()} | {"word/media/image1.png": image})


def _relationships(relations: Sequence[tuple[str, str, str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{id_}" Type="{_RELATIONS}/{type_}" Target="{target}"{mode}/>'
        for id_, type_, target, mode in relations
    )
    return f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">{listed}</Relationships>'


def workbook(rows: Sequence[Sequence[object]], *other_sheets: str, looks: str = "") -> bytes:
    """Return a workbook of Excel whose first sheet has these rows. `looks` is the number format of the cell B2."""
    made = openpyxl.Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    if looks:
        sheet["B2"].number_format = looks
    for name in other_sheets:
        made.create_sheet(name)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
