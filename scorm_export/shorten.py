"""A script with short names: what only its authors need does not travel to every trainee's phone.

A name gets the same short one wherever it stands, so that it does not matter which scope it is from. Properties keep
their names, and so does whatever the browser gives.
"""

from __future__ import annotations

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


def shorten(script: str) -> str:
    """Return a script that does the same with short names.

    Raises ValueError when the script is not JavaScript.
    """
    source = script.encode()
    root = _PARSER.parse(source).root_node
    if root.has_error:
        raise ValueError("this is not JavaScript")
    names = sorted(_names(root), key=lambda node: node.start_byte)
    declared = {(_text(node), _scope(node)) for node in names if _declares(node)}
    given = {_text(node) for node in names if not _is_declared(node, declared)}
    used = Counter(_text(node) for node in names if _text(node) not in given)
    fresh = (name for name in _short_names() if name not in given and name not in _RESERVED)
    short = {name: next(fresh) for name, _ in used.most_common()}
    parts, end = [], 0
    for node in names:
        name = _text(node)
        if name in short:
            # In { name } it is a property as well, which keeps its name.
            new = short[name] if node.type == "identifier" else f"{name}:{short[name]}"
            parts += [source[end : node.start_byte], new.encode()]
            end = node.end_byte
    return b"".join([*parts, source[end:]]).decode()


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


def _scope(node: Node) -> int:
    """Return the id of the scope in which a declared name can be used; a function's own name stands around it."""
    around = next(_around(node))
    own = around.type in ("function_declaration", "class_declaration")
    scopes = (each.id for each in _around(node) if each.type in _SCOPES)
    return next(islice(scopes, int(own), None))


def _is_declared(node: Node, declared: set[tuple[str, int]]) -> bool:
    return any((_text(node), each.id) in declared for each in _around(node))
