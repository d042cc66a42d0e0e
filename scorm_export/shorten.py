"""A short script: names, spaces and comments that only its authors need do not travel to every trainee's phone.

A name gets the same short one wherever it stands, so that it does not matter which scope it is from. Properties keep
their names, and so does whatever the browser gives.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator
from itertools import count, islice, product

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_javascript.language()))

_SHORTHAND = "shorthand_property_identifier"
_NAMES = ("identifier", _SHORTHAND, f"{_SHORTHAND}_pattern")

_SCOPES = (
    "program",
    "statement_block",
    "function_declaration",
    "function_expression",
    "arrow_function",
    "method_definition",
    "for_statement",
    "for_in_statement",
    "catch_clause",
    "class_declaration",
)

_DECLARING = {
    ("function_declaration", "name"),
    ("class_declaration", "name"),
    ("variable_declarator", "name"),
    ("arrow_function", "parameter"),
    ("pair_pattern", "value"),
    ("assignment_pattern", "left"),
    ("for_in_statement", "left"),
    ("catch_clause", "parameter"),
}
"""Where a name is declared: the node around it, and which part of that it is (grammar of tree-sitter-javascript)."""

_ENDED = (
    "expression_statement",
    "lexical_declaration",
    "variable_declaration",
    "return_statement",
    "throw_statement",
    "break_statement",
    "continue_statement",
    "debugger_statement",
    "field_definition",
)
"""What a semicolon ends. Without one the end of the line would, and lines go."""

_WOULD_JOIN = re.compile(rb"[\w$]{2}|\+\+|--|//|/\*|<!|/\w|\d\.")
"""The end of one part and the beginning of the next that need a space, so that they do not become another part."""


def shorten(script: str) -> str:
    """Return a script that does the same with short names, and without comments and spaces.

    Raises ValueError when the script is not JavaScript, or leaves out a semicolon.
    """
    source = script.encode()
    root = _PARSER.parse(source).root_node
    if root.has_error:
        raise ValueError("this is not JavaScript")
    short = _short(root)
    leaves = [*_leaves(root)]
    parts: list[bytes] = []
    end = 0
    for leaf, after in zip(leaves, [*leaves[1:], root], strict=True):
        text = short.get(leaf.start_byte, _needed(leaf, after))
        if not text:
            continue
        if parts and leaf.start_byte > end and _WOULD_JOIN.fullmatch(parts[-1][-1:] + text[:1]):
            parts.append(b" ")
        parts.append(text)
        end = leaf.end_byte
    return b"".join(parts).decode()


def _short(root: Node) -> dict[int, bytes]:
    """Return what stands for each name of the script's own, by where it begins.

    What is declared at the top has a name that nothing else has. Other names are short for several: in each function or
    class at the top each is short for one.
    """
    names = sorted(_names(root), key=lambda node: node.start_byte)
    declared = {(_text(node), _scope(node).id) for node in names if _declares(node)}
    given = {_text(node) for node in names if not _is_declared(node, declared)}
    own = [node for node in names if _text(node) not in given]
    at_top = {_text(node) for node in own if _declares(node) and not _place(_scope(node))}
    places: dict[str, set[int]] = {}
    for node in own:
        places.setdefault(_text(node), set()).add(_place(node))
    everywhere = set().union(*places.values())
    taken: dict[str, set[int]] = dict.fromkeys((*given, *_RESERVED), everywhere)
    short: dict[str, str] = {}
    for name, _ in Counter(_text(node) for node in own).most_common():
        wanted = everywhere if name in at_top else places[name]
        short[name] = next(each for each in _short_names() if not taken.get(each, set()) & wanted)
        taken[short[name]] = taken.get(short[name], set()) | wanted
    # In { name } it is a property as well, which keeps its name.
    return {
        node.start_byte: (
            short[_text(node)] if node.type == "identifier" else f"{_text(node)}:{short[_text(node)]}"
        ).encode()
        for node in own
    }


def _place(node: Node) -> int:
    """Return the id of the function, class or declaration at the top in which a name stands; 0 when it is in none."""
    outermost = 0
    for each in (node, *_around(node)):
        if each.type in ("function_declaration", "class_declaration", "lexical_declaration"):
            outermost = each.id
    return outermost


def _leaves(node: Node) -> Iterator[Node]:
    """Yield the smallest parts of a script in their order, but no comment."""
    if node.type == "comment":
        return
    if node.type in _ENDED and not _is_ended(node):
        raise ValueError(f"line {node.end_point.row + 1}: a semicolon is missing")
    if not node.children:
        yield node
    for child in node.children:
        yield from _leaves(child)


def _is_ended(node: Node) -> bool:
    end = node.next_sibling if node.type == "field_definition" else node.children[-1]
    return end is not None and end.type == ";"


def _needed(leaf: Node, after: Node) -> bytes:
    """Return what must stand for a part that is no name of the script's own."""
    around = next(_around(leaf), leaf)
    # The last comma of a list, the last semicolon of a block, what is around the only name of an arrow function.
    if leaf.type == "," and after.type in (")", "]", "}") and not _is_hole(leaf):
        return b""
    if leaf.type == ";" and after.type == "}" and around.type != "empty_statement":
        return b""
    if leaf.type in ("(", ")") and _is_one_name(around):
        return b""
    # A declaration goes on with the one that follows.
    if leaf.type == ";" and _are_declarations(around, _beside(around, "next_sibling")):
        return b","
    if leaf.type in ("const", "let"):
        return b"" if _are_declarations(around, _beside(around, "prev_sibling")) else b"let"
    return leaf.text or b""


def _is_hole(comma: Node) -> bool:
    """Tell whether there is nothing before this comma of an array, so that it counts."""
    before = _beside(comma, "prev_sibling")
    return before is not None and before.type in (",", "[")


def _is_one_name(node: Node) -> bool:
    """Tell whether these are the parameters of an arrow function, and only one name."""
    arrow = next(_around(node), node).type == "arrow_function"
    return arrow and node.type == "formal_parameters" and [each.type for each in node.named_children] == ["identifier"]


def _are_declarations(one: Node, other: Node | None) -> bool:
    return other is not None and one.type == other.type == "lexical_declaration"


def _beside(node: Node, side: str) -> Node | None:
    """Return what stands next to a node, but for comments."""
    beside: Node | None = getattr(node, side)
    return _beside(beside, side) if beside is not None and beside.type == "comment" else beside


_RESERVED = ("as", "do", "if", "in", "is", "of")


def _short_names() -> Iterator[str]:
    for length in count(1):
        yield from ("".join(letters) for letters in product(string.ascii_letters, repeat=length))


def _names(node: Node) -> Iterator[Node]:
    if node.type in _NAMES:
        yield node
    for child in node.children:
        yield from _names(child)


def _text(node: Node) -> str:
    assert node.text is not None
    return node.text.decode()


def _around(node: Node) -> Iterator[Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _declares(node: Node) -> bool:
    around = next(_around(node))
    if node.type == f"{_SHORTHAND}_pattern" or around.type in ("formal_parameters", "array_pattern", "rest_pattern"):
        return True
    return any(around.type == kind and around.child_by_field_name(part) == node for kind, part in _DECLARING)


def _scope(node: Node) -> Node:
    """Return the scope in which a declared name can be used; a function's own name stands around it."""
    around = next(_around(node))
    own = around.type in ("function_declaration", "class_declaration")
    return next(islice((each for each in _around(node) if each.type in _SCOPES), int(own), None))


def _is_declared(node: Node, declared: set[tuple[str, int]]) -> bool:
    return any((_text(node), each.id) in declared for each in _around(node))
