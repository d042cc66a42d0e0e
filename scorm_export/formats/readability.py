"""How hard a page is to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scorm_export.formats.document import WORD, Document, Passage
from scorm_export.formats.syllables import count_syllables, knows_syllables
from scorm_export.problem import Position
from scorm_export.resources import Locale

LONGEST_SENTENCE = 25
"""Words after which a sentence is hard to follow."""

_ENDS = ".!?…؟۔।"
"""What ends a sentence: also the question mark of Arabic, and the full stops of Urdu and Hindi."""

_SENTENCE = re.compile(rf"[^{_ENDS}]+(?:[{_ENDS}](?![\s\"'”’)\]]|$)[^{_ENDS}]*)*[{_ENDS}]*[\"'”’)\]]*")


class Sentence(NamedTuple):
    """A sentence: its words, and the line in which it begins."""

    words: Sequence[str]
    position: Position


class Readability(NamedTuple):
    """How hard a text is to read.

    `ease` is the Flesch reading ease with the weights of the language (for Dutch those of Douma, 1960), from 0 (very
    hard) to 100 (very easy), and None where it cannot be computed; `average` the mean number of words a sentence.
    """

    ease: float | None
    average: float
    long_sentences: tuple[Sentence, ...]


def measure(document: Document, language: str, locale: Locale) -> Readability | None:
    """Return how hard a text is to read, or None when it has no words."""
    sentences = [sentence for passage in document.passages for sentence in _sentences(passage)]
    if not sentences:
        return None
    return Readability(
        ease=_ease(sentences, language, locale),
        average=sum(len(sentence.words) for sentence in sentences) / len(sentences),
        long_sentences=tuple(sentence for sentence in sentences if len(sentence.words) > LONGEST_SENTENCE),
    )


def _sentences(passage: Passage) -> Iterator[Sentence]:
    for match in _SENTENCE.finditer(passage.text):
        words = WORD.findall(match[0])
        if words:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            line = passage.position.line + passage.text.count("\n", 0, start)
            column = passage.position.column if line == passage.position.line else 1
            yield Sentence(words, Position(passage.position.file, line, column))


def can_measure_ease(language: str, locale: Locale) -> bool:
    """Tell whether the reading ease of a text in the language can be computed."""
    return "reading_ease" in locale.get("checks", {}) and knows_syllables(language)


def _ease(sentences: Sequence[Sentence], language: str, locale: Locale) -> float | None:
    if not can_measure_ease(language, locale):
        return None
    weights = locale["checks"]["reading_ease"]
    words = [word for sentence in sentences for word in sentence.words]
    syllables = count_syllables(words, language)
    return (
        float(weights["base"])
        - float(weights["syllables_per_word"]) * syllables / len(words)
        - float(weights["words_per_sentence"]) * len(words) / len(sentences)
    )
