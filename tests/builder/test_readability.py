"""How hard a page is to read: the formula, and what counts as a sentence."""

from __future__ import annotations

import pytest

from scorm_export.formats.markdown import parse_markdown
from scorm_export.formats.readability import LONGEST_SENTENCE, Readability, measure
from scorm_export.resources import locale


def read(text: str, language: str = "nl") -> Readability:
    found = measure(parse_markdown("page.md", text)[0], language, locale(language))
    assert found
    return found


def ease(text: str) -> float:
    found = read(text).ease
    assert found is not None
    return found


def test_formula_of_douma() -> None:
    """206.84 - 0.77 x syllables in 100 words - 0.93 x words a sentence."""
    # Two sentences, six words, eight syllables: de hond blaft, de kat sla-pen-de... counted by hand.
    found = read("De hond blaft. De kat is wakker.")
    words, syllables, sentences = 7, 8, 2
    assert found.ease == pytest.approx(206.84 - 77 * syllables / words - 0.93 * words / sentences)
    assert found.average == words / sentences


def test_harder_words_and_longer_sentences_are_harder() -> None:
    easy = ease("Het kind lacht. Jij lacht terug.")
    assert ease("Het kind lacht en jij lacht terug.") < easy
    assert ease("Ontwikkelingspsychologische gehechtheidsrelaties. Verantwoordelijkheden.") < easy


def test_headings_list_items_and_directives_are_sentences_of_their_own() -> None:
    found = read("## Een kop\n\n- een punt\n- nog een punt\n\n:::{note}\nEen zin.\n:::\n")
    assert found.average == (2 + 2 + 3 + 2) / 4


def test_numbers_and_quotes_do_not_split_a_sentence() -> None:
    assert read('Het is 48,2 of 3.5 procent. "Klaar!" zegt hij.').average == (6 + 3) / 3


def test_long_sentence_is_found_in_its_line() -> None:
    words = " ".join(["woord"] * (LONGEST_SENTENCE + 1))
    found = read(f"Kort.\n\nOok kort.\n{words}.\n")
    (sentence,) = found.long_sentences
    assert (len(sentence.words), sentence.position.line) == (LONGEST_SENTENCE + 1, 4)


def test_no_words_are_neither_easy_nor_hard() -> None:
    assert measure(parse_markdown("page.md", "---\n")[0], "nl", locale("nl")) is None


def test_language_without_weights_has_sentences_but_no_ease() -> None:
    found = measure(parse_markdown("page.md", "من أنت؟ أنا هنا.")[0], "ar", {})
    assert found
    assert (found.ease, found.average) == (None, 2)
