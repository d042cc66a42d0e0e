"""What is known of languages, compared with Unicode's data in Node.js."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from node import NODE

from scorm_export.formats.languages import direction, plural_categories, plural_category

KNOWN_TO_NODE = """
const letters = [..."abcdefghijklmnopqrstuvwxyz"];
const codes = letters.flatMap((a) => letters.flatMap((b) => [a + b, ...letters.map((c) => a + b + c)]));
const plurals = Object.fromEntries(
  Intl.PluralRules.supportedLocalesOf(codes).map((language) => {
    const rules = new Intl.PluralRules(language);
    return [language, Array.from({ length: 1001 }, (_, number) => rules.select(number))];
  }),
);
const way = (tag) => { const l = new Intl.Locale(tag); return (l.getTextInfo?.() ?? l.textInfo).direction; };
const scripts = ["az-Arab", "ur-Latn", "uz-Arab-AF", "ks-Deva", "ff-Adlm", "yi-Latn", "en-Hebr"];
const tags = [...Object.keys(plurals), ...scripts];
console.log(JSON.stringify({ plurals, directions: Object.fromEntries(tags.map((tag) => [tag, way(tag)])) }));
"""

NOT_KNOWN = {"gv", "kw", "sgs", "shi", "tzm"}
"""Languages whose rules are left out."""


@pytest.fixture(scope="module")
def unicode() -> dict[str, Any]:
    said = subprocess.run([NODE, "-e", KNOWN_TO_NODE], capture_output=True, text=True, check=True).stdout
    found: dict[str, Any] = json.loads(said)
    assert len(found["plurals"]) > 100
    return found


def test_every_language_counts_as_unicode_says(unicode: dict[str, Any]) -> None:
    wrong = {
        language: [(n, expected) for n, expected in enumerate(forms) if plural_category(language, n) != expected][:3]
        for language, forms in unicode["plurals"].items()
    }
    assert {language for language, found in wrong.items() if found} <= NOT_KNOWN, wrong


def test_every_language_is_written_as_unicode_says(unicode: dict[str, Any]) -> None:
    expected = {tag: way for tag, way in unicode["directions"].items() if way}
    assert {tag: direction(tag) for tag in expected} == expected


def test_forms_of_a_language_say_which_number_each_is_for() -> None:
    assert plural_categories("en") == {"one": 1, "other": None}
    assert plural_categories("ja") == {"other": None}
    assert plural_categories("ar") == {"one": 1, "two": 2, "few": None, "many": None, "other": None}
    assert plural_categories("ru") == {"one": None, "few": None, "many": None}
