"""A short script does what the long one does."""

from __future__ import annotations

import re
import subprocess

import pytest
from node import NODE

from scorm_export.shorten import shorten

SCRIPT = """
const table = { first: 1, second: [2, 3] };
class Counter {
  constructor(start) { this.start = start; }
  next(step = 1) { this.start += step; return this.start; }
}
function added({ first, second: [left, right = 9], ...others }, ...more) {
  const sum = first + left + right + more.length;
  return { sum, others, first: `${first}/${sum}` };
}
const counter = new Counter(4);
for (const one of [counter.next(), counter.next(5)]) table[one] = (value) => ({ one, value });
try { throw new Error("a message with table and counter"); } catch (error) { table.error = error.message; }
const { first: renamed, ...left } = added({ ...table, extra: true }, 1, 2);
const shadow = (counter) => counter?.start ?? "none";
console.log(JSON.stringify([renamed, left, shadow(counter), shadow(null), table["10"]("v"), table]));
"""


def run(script: str) -> str:
    return subprocess.run([NODE, "--eval", script], capture_output=True, text=True, check=True).stdout


def test_script_with_short_names_does_the_same() -> None:
    short = shorten(SCRIPT)
    assert run(short) == run(SCRIPT) != ""
    # Names of their own are gone, properties and texts are not.
    for name in ("added", "Counter", "renamed", "shadow"):
        assert name not in short
    for name in ("next", "extra", "sum", "a message with table and counter"):
        assert name in short


def test_what_the_browser_gives_keeps_its_name() -> None:
    """Also where a function has something of its own by the same name."""
    script = "const f = (window) => window.x; console.log(f({ x: 1 }), typeof window, globalThis.a === undefined);"
    short = shorten(script)
    assert "typeof window" in short
    assert run(short) == run(script)


def test_name_that_is_given_is_not_given_again() -> None:
    script = "globalThis.a = 7; const long = 1; const f = () => a + long; console.log(f());"
    assert run(shorten(script)) == run(script) == "8\n"


def test_spaces_and_comments_go_where_nothing_needs_them() -> None:
    script = """
      // A comment
      const list = [ 1, 2, ];
      // Another
      const more = 3; let other = 4;
      let third = () => { const x = 1; const y = 2; return x + y; };
      const twice = (value) => value * 2;
      for (let at = 0; at < 2; at += 1) { list.push(at + +"3", at - -at,); }
      /* another  one */ if ("x" in { x: 1, }) ; else {}
      const matches = "a b".match(/a b/g) ?? [];
      console.log(typeof list, list.join("  "), `one  ${ list.length }  two`, matches, more, other, third());
      console.log(twice(2), [1, , ].length, [, ].length, /x/ instanceof RegExp, 1 .toFixed(2), 8 / more / 2);
    """
    short = shorten(script)
    assert run(short) == run(script) != ""
    assert "comment" not in short
    assert "[1,2]" in short
    assert short.count("let ") == 4
    assert len(short) < len("".join(line.strip() for line in script.splitlines()))


def test_names_of_one_function_are_short_for_others_in_another() -> None:
    """But what is declared for all of them has a name that nothing else has."""
    script = """
      const total = (list) => list.reduce((sum, each) => sum + each, 0);
      function first(values) { const doubled = values.map((value) => value * 2); return total(doubled); }
      function second(words) { const lengths = words.map((word) => word.length); return total(lengths) + outer()(); }
      function outer() { const total = 5; { const inner = total + 1; return () => inner; } }
      class Box { constructor(list) { this.list = list; } sum() { return total(this.list) + second(["abc"]); } }
      for (const each of [first([1, 2]), second(["a", "bc"]), outer()(), new Box([4]).sum()]) console.log(String(each));
    """
    short = shorten(script)
    assert run(short) == run(script) != ""
    names = set(re.findall(r"(?<![.\w\"])[a-z](?!\w)", short))
    # At the top: total, first, second, outer, Box, each. In a function: two names and a parameter, at the most.
    assert len(names) <= 6 + 3


@pytest.mark.parametrize(
    "script",
    [
        "let a = 1\nlet b = 2;",
        "const f = () => {\n  return\n  1;\n};",
        "class A {\n  x = 1\n  y = 2;\n}",
        "debugger\nf();",
    ],
)
def test_end_of_a_line_ends_nothing(script: str) -> None:
    with pytest.raises(ValueError, match=r"line \d: a semicolon is missing"):
        shorten(script)


def test_what_is_no_script_is_refused() -> None:
    with pytest.raises(ValueError, match="not JavaScript"):
        shorten("const = ;")
