"""Finding the words of the glossary, and foreign ones, in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_WORD = re.compile(r"\w+")


def word_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the words, the longest first, as whole words."""
    forms = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE)


class Phrase(NamedTuple):
    """What is looked for: words or groups of words that mean the same."""

    number: int
    """Its place among all phrases."""
    pattern: re.Pattern[str]


class PhraseIndex:
    """Finds which of many phrases may occur in a text, at a cost that does not grow with their number."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        """Index the phrases, each with all its forms, by the first word of each form."""
        self._by_word: dict[str, list[Phrase]] = defaultdict(list)
        self._size = 0
        for number, forms in enumerate(phrases):
            self._size += 1
            phrase = Phrase(number, word_pattern(forms))
            for word in {_first_word(form) for form in forms}:
                self._by_word[word].append(phrase)

    def candidates(self, text: str) -> list[Phrase]:
        """Return the phrases of which a form begins with a word of the text, in their order."""
        # A form without any word can only be looked for; its first word is the empty one.
        words = {"", *(word.lower() for word in set(_WORD.findall(text)))}
        found = {phrase for word in words & self._by_word.keys() for phrase in self._by_word[word]}
        return sorted(found, key=lambda phrase: phrase.number)

    def occurring(self, texts: Iterable[str]) -> set[int]:
        """Return the places of the phrases that occur in one of the texts."""
        found: set[int] = set()
        for text in texts:
            if len(found) == self._size:
                break
            new = (phrase for phrase in self.candidates(text) if phrase.number not in found)
            found |= {phrase.number for phrase in new if phrase.pattern.search(text)}
        return found


def _first_word(form: str) -> str:
    match = _WORD.search(form)
    return match[0].lower() if match else ""
