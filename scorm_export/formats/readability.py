"""How hard a page is to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scorm_export.formats.document import WORD, Document, Passage
from scorm_export.formats.syllables import count_syllables
from scorm_export.problem import Position
from scorm_export.resources import locale

LONGEST_SENTENCE = 25
"""Words after which a sentence is hard to follow."""

_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…](?![\s\"'”’)\]]|$)[^.!?…]*)*[.!?…]*[\"'”’)\]]*")


@dataclass(frozen=True)
class Sentence:
    """A sentence, how many words it has, and the line in which it begins."""

    text: str
    words: int
    position: Position


@dataclass(frozen=True)
class Readability:
    """How hard a text is to read.

    `ease` is the Flesch reading ease with the weights of the language (for Dutch those of Douma, 1960), from 0 (very
    hard) to 100 (very easy); `average` the mean number of words a sentence.
    """

    ease: float
    average: float
    long_sentences: tuple[Sentence, ...]


def measure(document: Document, language: str) -> Readability | None:
    """Return how hard a text is to read, or None when it has no words."""
    sentences = [sentence for passage in document.passages for sentence in _sentences(passage)]
    words = sum(sentence.words for sentence in sentences)
    if not words:
        return None
    return Readability(
        ease=_ease(sentences, language),
        average=words / len(sentences),
        long_sentences=tuple(sentence for sentence in sentences if sentence.words > LONGEST_SENTENCE),
    )


def _sentences(passage: Passage) -> Iterator[Sentence]:
    for match in _SENTENCE.finditer(passage.text):
        words = len(WORD.findall(match[0]))
        if words:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            line = passage.position.line + passage.text.count("\n", 0, start)
            column = passage.position.column if line == passage.position.line else 1
            yield Sentence(" ".join(match[0].split()), words, Position(passage.position.file, line, column))


def _ease(sentences: Sequence[Sentence], language: str) -> float:
    weights = locale(language)["checks"]["reading_ease"]
    words = [word for sentence in sentences for word in WORD.findall(sentence.text)]
    syllables = sum(count_syllables(word, language) for word in words)
    return (
        float(weights["base"])
        - float(weights["syllables_per_word"]) * syllables / len(words)
        - float(weights["words_per_sentence"]) * len(words) / len(sentences)
    )
