"""Checks of the engines: pure functions that explain themselves."""

import ast
from collections.abc import Iterator

from .core import (
    Finding,
    Module,
    Tree,
    called,
    check,
    class_value,
    dotted,
    model_classes,
)

# Libraries that only compute; csv, hashlib, stdnum and lxml are given their text.
PURE_MODULES = {
    "__future__",
    "abc",
    "bisect",
    "calendar",
    "collections",
    "csv",
    "dataclasses",
    "datetime",
    "dateutil",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "itertools",
    "lxml",
    "math",
    "operator",
    "re",
    "stdnum",
    "typing",
    "unicodedata",
}
# The engine that the others share; nothing else of its addon.
HUB_ENGINE = "odoo.addons.caetic_members.engine"
IMPURE_CALLS = {
    "__import__",
    "eval",
    "exec",
    "float",
    "input",
    "open",
    "print",
    "round",
}
CLOCK_CALLS = {"today", "now", "utcnow"}
# Numbers that no law sets: nothing, one, a half, a percentage.
PLAIN_NUMBERS = {0, 1, 2, 100}


@check("engine-impure")
def engine_impure(tree: Tree) -> Iterator[Finding]:
    """An engine has no Odoo, no float, no clock, no input and no output"""
    for module in tree.engines():
        for node in module.walk(ast.Import, ast.ImportFrom):
            for name in _imported(node):
                if name != HUB_ENGINE and name.partition(".")[0] not in PURE_MODULES:
                    yield module.finding(node, f"imports {name}")
        for node in module.walk(ast.Constant):
            if isinstance(node.value, float):
                yield module.finding(node, f"float literal {node.value}")
        for node in module.walk(ast.Call):
            if dotted(node.func) in IMPURE_CALLS or called(node) in CLOCK_CALLS:
                yield module.finding(node, ast.unparse(node)[:100])
        for node in module.walk(ast.Global, ast.Nonlocal):
            yield module.finding(node, ast.unparse(node))


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    # One dot stays inside the engine; two reach the addon, which imports Odoo.
    return [] if node.level == 1 else ["." * node.level + (node.module or "")]


@check("law-in-code")
def law_in_code(tree: Tree) -> Iterator[Finding]:
    """A rate, a ceiling or a threshold of pay is a dated row with its source"""
    for module in tree.modules("addons/caetic_payroll*/engine/*.py"):
        for node in module.walk(ast.Constant):
            number = type(node.value) in (int, float)
            if number and node.value not in PLAIN_NUMBERS:
                yield module.finding(node, f"number {node.value}")
        for node in module.walk(ast.Call):
            if called(node) == "Decimal" and _is_figure(node.args):
                yield module.finding(node, ast.unparse(node))


def _is_figure(arguments: list[ast.expr]) -> bool:
    """Tell a figure from a last digit kept, such as 0.01 or 1E-10."""
    if not arguments or not isinstance(arguments[0], ast.Constant):
        return False
    digits = str(arguments[0].value).upper().partition("E")[0]
    return digits.replace(".", "").strip("0") not in ("", "1")


@check("engine-docstring")
def engine_docstring(tree: Tree) -> Iterator[Finding]:
    """Units, rounding, errors and the article of law stand beside the formula"""
    for module in tree.engines():
        if not module.path.endswith("__init__.py"):
            yield from _undocumented(module, module.syntax.body)


def _undocumented(module: Module, body: list[ast.stmt]) -> Iterator[Finding]:
    for node in body:
        if not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            continue
        if not node.name.startswith("_") and not ast.get_docstring(node):
            yield module.finding(node, f"{node.name} has no docstring")
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(module, node.body)


@check("contract-docstring")
def contract_docstring(tree: Tree) -> Iterator[Finding]:
    """What others implement or override says what is expected of them"""
    for module in tree.code():
        for node, kind in model_classes(module):
            new = kind == "AbstractModel" and class_value(node, "_name")
            if new and not ast.get_docstring(node):
                yield module.finding(node, f"{node.name} has no docstring")
        for function in module.walk(ast.FunctionDef):
            raised = {
                dotted(getattr(raised.exc, "func", raised.exc))
                for raised in ast.walk(function)
                if isinstance(raised, ast.Raise)
            }
            if "NotImplementedError" in raised and not ast.get_docstring(function):
                yield module.finding(function, f"{function.name} has no docstring")
