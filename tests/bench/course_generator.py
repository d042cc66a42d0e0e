"""Writes a course of any number of modules: the same bytes for the same number of modules and seed.

A module is as large as one of the course in this repository: five pages of about a thousand words together, eight
questions, one drawing. Each module uses every directive; every kind of question occurs from four modules on. The words
are Dutch and simple, so that the checks of readability and of guessing run and find nothing.

The generator knows the author files and nothing of the program, so that it can measure an older program too.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

WORDS = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()
"""Simple words, none of which the checks of guessing look for, such as a negation."""

SYLLABLES = [consonant + vowel for consonant in "bdfgklmnpt" for vowel in "ao"]
"""What the invented words of the glossary are made of: three syllables name 8,000 of them."""

PAGES = 5
LARGEST = len(SYLLABLES) ** 3
"""The most modules that a course can have here."""

Entry = dict[str, object]


def module_id(number: int) -> str:
    """Return the id of the module with this number, counted from 0."""
    return f"m{number:04}"


def term(number: int) -> str:
    """Return the word that the glossary explains for the module with this number."""
    base = len(SYLLABLES)
    return "".join(SYLLABLES[number // base**place % base] for place in (2, 1, 0))


def write_course(root: Path, modules: int, seed: int = 1) -> None:
    """Write the author files of a course into the folder `root`."""
    if not 1 <= modules <= LARGEST:
        raise ValueError(f"a generated course has 1 to {LARGEST} modules, not {modules}")
    numbers = range(modules)
    shared: dict[str, Entry] = {
        "course/course.yaml": _course(modules),
        "course/sources.yaml": {"sources": [_source(number) for number in numbers]},
        "course/facts.yaml": {"facts": [fact for number in numbers for fact in _facts(number)]},
        "course/glossary.yaml": {"terms": [_term(number) for number in numbers]},
    }
    for name, data in shared.items():
        _write(root / name, _yaml(data))
    for number in numbers:
        for name, text in _Module(number, random.Random(f"{seed}/{number}")).files():
            _write(root / name, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _yaml(data: Entry) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)


def _course(modules: int) -> Entry:
    return {
        "id": "generated",
        "title": "Een gemaakte cursus",
        "language": "nl",
        "summary": "Een cursus om mee te meten.",
        "publisher": "De meters",
        "license": "CC BY 4.0",
        "reading_ease": 65,
        "help_lines": [{"name": "Hulp", "region": "Vlaanderen", "phone": "112", "text": "Bel als er gevaar is."}],
        "foreign_words": {"en": ["serve and return"]},
        "modules": [module_id(number) for number in range(modules)],
    }


def _source(number: int) -> Entry:
    return {
        "id": f"s{number:04}",
        "authors": "Voorbeeld, A.",
        "year": "2020",
        "title": f"Over {term(number)}",
        "publication": "Voorbeeldpers",
        "doi": f"10.1000/{number}",
    }


def _facts(number: int) -> Iterator[Entry]:
    for letter in "abc":
        text = f"Wat je over {term(number)} weet, deel {letter}."
        yield {"id": f"{module_id(number)}-{letter}", "text": text, "sources": [f"s{number:04}"]}


def _term(number: int) -> Entry:
    word = term(number)
    return {"id": word, "term": word, "forms": [f"{word}s"], "text": f"Een woord voor deel {number + 1} van de cursus."}


@dataclass(frozen=True)
class _Module:
    """Writes the files of one module. What it says depends on its number and `chance` alone."""

    number: int
    chance: random.Random

    @property
    def id(self) -> str:
        return module_id(self.number)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield each file by its path from the root of the course."""
        folder = f"modules/{self.id}"
        yield f"{folder}/module.yaml", _yaml(self.head())
        yield f"{folder}/media/drawing.svg", self.drawing()
        blocks = (self.page_1, self.page_2, self.page_3, self.page_4, self.page_5)
        for index, (write, taught) in enumerate(zip(blocks, ("a", "b", "c", "ab", "c"), strict=True), start=1):
            facts = ", ".join(f"{self.id}-{letter}" for letter in taught)
            front = f"---\nid: p{index}\ntitle: {self.words(3).capitalize()}\nteaches: [{facts}]\n---\n\n"
            yield f"{folder}/{index}0-p{index}.md", front + "\n\n".join([self.prose(3), *write(), self.prose(2)]) + "\n"
        yield f"quizzes/{self.id}.yaml", _yaml(self.quiz())

    def head(self) -> Entry:
        head: Entry = {"id": self.id, "title": self.words(4).capitalize(), "summary": self.prose(1)}
        if self.number % 7 == 0:
            head["content_note"] = self.sentence()
        objectives = [{"text": self.sentence(), "facts": [f"{self.id}-{letter}"]} for letter in "abc"]
        return {**head, "objectives": objectives}

    # ---- words ----

    def words(self, count: int) -> str:
        return " ".join(self.chance.choices(WORDS, k=count))

    def sentence(self) -> str:
        return f"{self.words(self.chance.randint(6, 12)).capitalize()}."

    def prose(self, paragraphs: int) -> str:
        return "\n\n".join(" ".join(self.sentence() for _ in range(2)) for _ in range(paragraphs))

    def kind(self, *kinds: str) -> str:
        """Return one of the kinds of a directive: each in turn, from module to module."""
        return kinds[self.number % len(kinds)]

    # ---- pages: each returns its blocks ----

    def page_1(self) -> list[str]:
        return [
            f"Een *{term(self.number)}* is **{self.words(2)}**. {self.sentence()}",
            _directive("case", self.words(3), self.prose(2)),
            _directive("quote", self.words(2), self.prose(1)),
            f"## {self.words(3).capitalize()}",
            _directive("note", "", f":kind: {self.kind('good-to-know', 'watch-out', 'tip')}\n{self.prose(1)}"),
        ]

    def page_2(self) -> list[str]:
        long = _directive("long-description", "", self.prose(1))
        steps = [_directive("step", self.words(3), self.prose(1)) for _ in range(3)]
        return [
            _directive("figure", "media/drawing.svg", f":alt: {self.sentence()}\n{self.sentence()}\n\n{long}", depth=1),
            f"## {self.words(2).capitalize()}\n\n### {self.words(3).capitalize()}",
            _directive("steps", self.words(3), *steps, depth=1),
            _directive("check-yourself", "practice"),
        ]

    def page_3(self) -> list[str]:
        columns = [_directive("column", self.words(2), self.prose(1)) for _ in range(2)]
        cards = [_directive("card", self.words(2), self.prose(1)) for _ in range(3)]
        return [
            f"Dit is [serve and return]{{lang=en}}, en {term(self.number)}s. {self.sentence()}",
            _directive("comparison", "", *columns, depth=1),
            _directive("cards", "", *cards, depth=1),
            _directive("reveal", self.words(4), f":kind: {self.kind('question', 'think', 'show')}\n{self.prose(1)}"),
        ]

    def page_4(self) -> list[str]:
        panels = [_directive("panel", self.words(3), self.prose(1)) for _ in range(2)]
        scenes = [self.scene("begin", "verder", "einde"), self.scene("verder", "einde", "begin")]
        ending = _directive("ending", "einde", self.prose(1), depth=1)
        return [
            _directive("accordion", self.words(2), *panels, depth=1),
            _directive("branching", self.words(3), *scenes, ending, depth=2),
            _directive("check-yourself", "q1"),
        ]

    def scene(self, name: str, *targets: str) -> str:
        choices = [_directive("choice", self.words(4), f":to: {target}\n{self.sentence()}") for target in targets]
        return _directive("scene", name, self.prose(1), *choices, depth=1)

    def page_5(self) -> list[str]:
        items = "\n".join(f"- {self.words(5).capitalize()}." for _ in range(3))
        rows = "\n".join(f"| {self.words(1)} | {self.words(3)} |" for _ in range(3))
        link = f"[{self.words(2)}](#{self.id}/p1)"
        return [
            f"Lees {link}, of kijk op [{self.words(1)}](https://www.example.org/{self.id}). {self.sentence()}",
            f"| {self.words(1)} | {self.words(2)} |\n| --- | :-: |\n{rows}",
            f"![{self.sentence()}](media/drawing.svg)",
            _directive("reflection", self.words(3), self.prose(1)),
            _directive("key-points", "", items),
        ]

    def drawing(self) -> str:
        rows = range(self.chance.randint(10, 16))
        shapes = [
            f'<rect class="{self.chance.choice(("area", "area-sand", "area-card"))}" x="{20 * column}" y="{20 * row}" '
            f'width="18" height="{self.chance.randint(4, 18)}" rx="2"/>'
            for row in rows
            for column in range(3)
        ]
        labels = [f'<text class="small" x="70" y="{20 * row + 14}">{self.words(2)}</text>' for row in rows]
        content = "\n".join([*shapes, *labels])
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 {20 * len(rows)}">\n{content}\n</svg>\n'

    # ---- the quiz ----

    def quiz(self) -> Entry:
        """Three single-choice questions, which test each fact, and five of the other kinds, in turn."""
        others = [QUESTIONS[(5 * self.number + i) % len(QUESTIONS)] for i in range(5)]
        kinds = [_single_choice, *others[:2], _single_choice, *others[2:4], _single_choice, others[4]]
        questions = [self.question(f"q{i + 1}", "abc"[i // 3], write) for i, write in enumerate(kinds)]
        practice = [self.question("practice", "a", _true_false)]
        return {"id": self.id, "shuffle": self.number % 2 == 0, "questions": questions, "practice": practice}

    def question(self, id_: str, letter: str, write: Callable[[_Module], Entry]) -> Entry:
        tests = {"tests": [f"{self.id}-{letter}"]}
        return {
            "id": id_,
            **tests,
            "text": f"{self.words(7).capitalize()}?",
            "explanation": self.prose(1),
            **write(self),
        }

    def texts(self, count: int, words: int) -> Sequence[str]:
        """Return different texts of so many words, none of them a sentence."""
        starts = self.chance.sample(WORDS, count)
        return [" ".join([start, *self.chance.choices(WORDS, k=words - 1)]) for start in starts]

    def feedback(self) -> Entry:
        return {"right": self.prose(1), "wrong": self.prose(1)}


def _directive(name: str, argument: str, *content: str, depth: int = 0) -> str:
    """Return a directive that holds directives of `depth` levels."""
    fence = ":" * (3 + depth)
    return "\n".join([f"{fence}{{{name}}} {argument}".rstrip(), *(["\n\n".join(content)] if content else []), fence])


def _single_choice(module: _Module) -> Entry:
    right = module.chance.randrange(4)
    options = [
        {"id": id_, "text": text, **({"correct": True} if i == right else {}), "feedback": module.prose(1)}
        for i, (id_, text) in enumerate(zip("abcd", module.texts(4, 7), strict=True))
    ]
    return {"kind": "single-choice", "options": options}


def _multiple_response(module: _Module) -> Entry:
    options = [
        {"id": id_, "text": text, **({"correct": True} if id_ in "ac" else {})}
        for id_, text in zip("abcd", module.texts(4, 6), strict=True)
    ]
    return {"kind": "multiple-response", "options": options, "feedback": module.feedback()}


def _true_false(module: _Module) -> Entry:
    correct = module.chance.random() < 0.5
    return {"kind": "true-false", "text": module.sentence(), "correct": correct, "feedback": module.feedback()}


def _matching(module: _Module) -> Entry:
    found = zip("abc", module.texts(3, 2), module.texts(3, 2), strict=True)
    pairs = [{"id": id_, "text": text, "match": match} for id_, text, match in found]
    return {"kind": "matching", "pairs": pairs, "feedback": module.feedback()}


def _ordering(module: _Module) -> Entry:
    items = [{"id": id_, "text": text} for id_, text in zip("abcd", module.texts(4, 3), strict=True)]
    return {"kind": "ordering", "items": items, "feedback": module.feedback()}


def _cloze(module: _Module) -> Entry:
    text = f"{module.words(3).capitalize()} {{a}} {module.words(3)} {{b}}."
    gaps = [
        {"id": gap, "options": [{"id": "a", "text": first, "correct": True}, {"id": "b", "text": second}]}
        for gap, (first, second) in zip("ab", (module.texts(2, 1), module.texts(2, 1)), strict=True)
    ]
    return {"kind": "cloze", "text": text, "gaps": gaps, "feedback": module.feedback()}


def _numeric(module: _Module) -> Entry:
    answer = str(module.chance.randint(2, 90))
    return {"kind": "numeric", "answer": answer, "tolerance": "0.5", "unit": "dagen", "feedback": module.feedback()}


def _fill_in(module: _Module) -> Entry:
    return {"kind": "fill-in", "accepted": list(module.texts(2, 1)), "feedback": module.feedback()}


def _likert(module: _Module) -> Entry:
    options = [{"id": id_, "text": text} for id_, text in zip("abc", module.texts(3, 2), strict=True)]
    return {"kind": "likert", "options": options}


QUESTIONS = (_multiple_response, _true_false, _matching, _ordering, _cloze, _numeric, _fill_in, _likert)
"""What writes each kind of question, but for the single-choice ones that every quiz has."""
