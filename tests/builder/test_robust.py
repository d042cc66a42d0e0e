"""Whatever an author types, the program has an answer: a package, or problems with a place."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from building import SMALL, build_course
from hypothesis import given
from hypothesis import strategies as st

from scorm_export.report import format_problems
from scorm_export.workspace import open_workspace

FILES = sorted(
    path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*") if path.suffix in (".yaml", ".md", ".svg")
)

SNIPPETS = [
    *("", " ", "\t", "\n", "-", ":", ": ", "#", "&x ", "*x", "!", "|", ">", "[", "{", '"', "'", "---\n", "\ufeff"),
    *(
        "\x00",
        "\x07",
        "\u2028",
        "\ud800",
        "é",
        "☺",
        "<b>",
        "</script>",
        "<!--",
        "]]>",
        "{{ x }}",
        "::::",
        ":::{note}\n",
    ),
    *(
        ":::{figure} x\n",
        "![](",
        "](javascript:x)",
        "](../../../etc/passwd)",
        "\\",
        "\\U00110000",
        "```\n",
        "```{note}\n",
    ),
    *("    ", "> > > >", "- - - - -", "##### ", "| a |\n| - |\n", "&amp;", "null", "true", "1e999", "<<: ", "? x\n"),
]

EDITS = st.tuples(
    st.sampled_from(FILES), st.floats(0, 1), st.integers(0, 40), st.sampled_from(SNIPPETS) | st.text(max_size=8)
)


def answer(root: Path) -> None:
    """Do all that the command does, and see that each problem has a place in its file."""
    workspace = open_workspace(root)
    texts = workspace.texts
    for problem in workspace.problems:
        lines = texts.get(problem.position.file, "\n" * 1000).split("\n")
        assert 1 <= problem.position.line <= len(lines), problem
        assert 1 <= problem.position.column <= len(lines[problem.position.line - 1]) + 1, problem
    said = format_problems(workspace.problems, texts)
    said.encode("utf-8")
    assert "\x07" not in said
    if workspace.course:
        page = build_course(workspace.course).files["index.html"].decode()
        assert page.count("<script") == 3
        assert page.count("<!--") == 0


@given(st.lists(EDITS, min_size=1, max_size=3))
def test_any_edit(edits: list[tuple[str, float, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "course"
        shutil.copytree(SMALL, root)
        for name, place, length, new in edits:
            text = (root / name).read_text(encoding="utf-8", errors="surrogatepass")
            at = int(place * len(text))
            changed = text[:at] + new + text[at + length :]
            (root / name).write_bytes(changed.encode("utf-8", "surrogatepass"))
        answer(root)


ODD_PAGES = {
    "a fence": "```python\nx < 1\n```\n\n~~~\nopen\n",
    "a deep list": "".join("  " * n + "- x\n" for n in range(30)),
    "many quotes": ">" * 300 + " x\n",
    "an aligned table": "| a | b |\n| :-: | --: |\n| 1 | 2 |\n",
    "a name without end": ":::{" + " " * 5000 + "x\n",
    "a wide table": "| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n",
    "nothing": "",
    "a lone fence": ":::\n",
    "a swallowed directive": ":::{note} A\nfoo\n\ntext\n\n:::{case} B\nbar\n:::\n",
    "a footnote": "[^1]: b\n",
    "links to nowhere": "[a]() [b](#) [c](##) [d](#first/) [e](http://) [f](//host/x) [g](%2e%2e/%2e%2e/x)\n",
    "entities": "&lt;script&gt; &#0; &#x7; &copy;\n",
}


@pytest.mark.parametrize("name", ODD_PAGES)
def test_odd_page(name: str, tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(SMALL, root)
    page = root / "modules" / "second" / "10-end.md"
    page.write_text(page.read_text(encoding="utf-8").replace("The end.\n", ODD_PAGES[name]), encoding="utf-8")
    answer(root)


def codes(root: Path) -> list[tuple[str, str]]:
    return sorted({(problem.code, problem.position.file) for problem in open_workspace(root).problems})


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(SMALL, root)
    outside = tmp_path / "secret.yaml"
    outside.write_text("secret: x\n")
    for name in ("course/facts.yaml", "modules/first/media/square.png"):
        (root / name).unlink()
        (root / name).symlink_to(outside)
    (root / "modules" / "loop").symlink_to(root / "modules")
    (root / "modules" / "first" / "self.png").symlink_to("self.png")
    assert codes(root) == [
        ("missing-image", "modules/first/10-begin.md"),
        ("outside-course", "course/facts.yaml"),
        ("outside-course", "modules/first/media/square.png"),
        ("unreadable-file", "modules/first/self.png"),
    ]


def test_odd_files_are_named_and_never_waited_for(tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(SMALL, root)
    (root / "course" / "facts.yaml").unlink()
    os.mkfifo(root / "course" / "facts.yaml")
    (root / "modules" / "second" / "20-more.markdown").write_text("x")
    (root / "quizzes" / "third.yml").write_text("x")
    (root / "modules" / "10-stray.md").write_text("x")
    assert ("unreadable-file", "course/facts.yaml") in codes(root)
    (root / "course" / "facts.yaml").unlink()
    shutil.copy(SMALL / "course" / "facts.yaml", root / "course" / "facts.yaml")
    misnamed = ["modules/second/20-more.markdown", "quizzes/third.yml"]
    assert codes(root) == [("file-ending", name) for name in misnamed]
    for name in misnamed:
        (root / name).unlink()
    assert codes(root) == [("unused-file", "modules/10-stray.md")]


def test_misspelt_id_is_reported_once(tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(SMALL, root)
    quiz = root / "quizzes" / "first.yaml"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("id: first\n", "id: firts\n"), encoding="utf-8")
    assert codes(root) == [("unused-quiz", "quizzes/first.yaml")]
