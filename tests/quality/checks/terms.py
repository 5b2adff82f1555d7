"""What an addon shows to people: the terms that its catalogue must hold.

A static reading, without Odoo: literals of ``_()``, labels of fields and choices,
messages of constraints, texts of views and templates, texts of scripts.
"""

import ast
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from .core import Module, Tree, called, class_value, dotted, keywords, model_classes

ATTRIBUTES = {
    "add-label",
    "alt",
    "aria-label",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "avg",
    "cancel-label",
    "confirm",
    "confirm-label",
    "confirm-title",
    "data-tooltip",
    "help",
    "label",
    "placeholder",
    "string",
    "sum",
    "title",
    "value_label",
}
UNTRANSLATED = {"script", "style", "title"}
TRANSLATED_RECORDS = re.compile(
    r"^(ir\.actions\.|res\.groups$|res\.groups\.privilege$|ir\.module\.category$)"
)
SCRIPT = re.compile(r"""\b_t\(\s*(["'`])(.+?)\1\s*[,)]""", re.DOTALL)
# The label is the second argument where the first names a model.
RELATIONAL = {"Many2one", "One2many", "Many2many", "Reference", "Selection"}


@dataclass(frozen=True, slots=True)
class Term:
    text: str
    path: str
    line: int
    whole: bool = True  # a piece of a view may be part of a longer term


def normal(text: str) -> str:
    return " ".join(text.split())


def terms(tree: Tree, addon: str) -> Iterator[Term]:
    # Papers that are served as they are speak for themselves.
    folders = ("tests", "i18n", "migrations", "demo", "static/documents")
    without = [f"{addon}/{folder}/*" for folder in folders]
    for module in tree.modules(f"{addon}/*.py", without=without):
        yield from _python_terms(module)
    for path in tree.select(f"{addon}/*.xml", without=without):
        yield from _xml_terms(path, etree.fromstring(tree.text(path).encode()))
    for path in tree.select(f"{addon}/static/src/*.js"):
        text = tree.text(path)
        for found in SCRIPT.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield Term(found[2], path, line)


def _python_terms(module: Module) -> Iterator[Term]:
    for call in module.walk(ast.Call):
        if called(call) in {"_", "_lt"} and call.args:
            yield from _constants(module, call.args[0])
    for node, _kind in model_classes(module):
        named = class_value(node, "_name")
        for statement in node.body:
            if not isinstance(statement, ast.Assign):
                continue
            target, value = dotted(statement.targets[0]), statement.value
            if target == "_description":
                yield from _constants(module, value)
            elif dotted(getattr(value, "func", None)).startswith("fields."):
                yield from _field_terms(module, target, value, named)
            elif called(value) in {"Constraint", "UniqueIndex"}:
                yield from _constants(module, *value.args[1:])


def _constants(module: Module, *nodes: ast.AST) -> Iterator[Term]:
    for node in nodes:
        value = getattr(node, "value", None)
        if isinstance(value, str) and value:
            yield Term(value, module.path, node.lineno)


def _field_terms(module: Module, name: str, call: ast.Call, named) -> Iterator[Term]:
    given = keywords(call)
    if getattr(given.get("export_string_translation"), "value", True) is False:
        return
    rank = 1 if called(call) in RELATIONAL else 0
    label = given.get("string") or next(iter(call.args[rank:]), None)
    if label is not None:
        yield from _constants(module, label)
    elif named and "related" not in given and not name.startswith("_"):
        base = re.sub(r"(_ids|_id)$", "", name)
        yield Term(base.replace("_", " ").title(), module.path, call.lineno)
    if "help" in given:
        yield from _constants(module, given["help"])
    choices = [given.get("selection"), given.get("selection_add")]
    choices += call.args[:1] if called(call) == "Selection" else []
    for choice in choices:
        for pair in getattr(_resolved(module, choice), "elts", []):
            yield from _constants(module, *getattr(pair, "elts", [])[1:])


def _resolved(module: Module, node: ast.AST | None) -> ast.AST | None:
    """Return what a name of the module stands for, else the node itself."""
    for statement in module.syntax.body if isinstance(node, ast.Name) else []:
        if (
            isinstance(statement, ast.Assign)
            and dotted(statement.targets[0]) == node.id
        ):
            return statement.value
    return node


def _xml_terms(path: str, root: etree._Element) -> Iterator[Term]:
    if "/static/" in path:
        yield from _texts(path, root)
        return
    for node in root.iter("template", "record", "menuitem"):
        if node.tag == "menuitem" and node.get("name"):
            yield Term(node.get("name"), path, node.sourceline)
        elif node.tag == "template":
            yield from _texts(path, node, is_root=True)
        elif node.get("model") == "ir.ui.view":
            for arch in node.findall("field[@name='arch']"):
                yield from _texts(path, arch)
        elif TRANSLATED_RECORDS.match(node.get("model", "")):
            for label in node.findall("field[@name='name']"):
                yield Term(label.text or "", path, label.sourceline)
            for help_text in node.findall("field[@name='help']"):
                yield from _texts(path, help_text)


def _texts(path: str, node: etree._Element, is_root: bool = False) -> Iterator[Term]:
    """Yield the translatable texts and attributes under a node of a view."""
    if node.tag is etree.Comment or node.get("t-translation") == "off":
        return
    if node.tag in UNTRANSLATED and not is_root:
        return
    if node.tag == "attribute" and node.get("name") not in ATTRIBUTES:
        return
    pieces = [] if "t-call" in node.attrib or is_root else _labels(node)
    pieces += [node.text, *(child.tail for child in node)]
    for piece in pieces:
        if piece and re.search(r"[^\W\d_]{2}", re.sub(r"[#{]\{.*?\}\}?", "", piece)):
            yield Term(piece, path, node.sourceline, whole=False)
    for child in node:
        yield from _texts(path, child)


def _labels(node: etree._Element) -> list[str]:
    names = ATTRIBUTES | {f"t-attf-{name}" for name in ATTRIBUTES}
    values = [value for name, value in node.attrib.items() if name in names]
    return [_number_expressions(value) for value in values]


def _number_expressions(text: str) -> str:
    """Name the expressions of a text as Odoo's catalogues do: by their rank."""
    rank = itertools.count()
    return re.sub(r"#\{.*?\}", lambda _found: f"{{{{{next(rank)}}}}}", text)
