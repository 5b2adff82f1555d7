"""Checks of how the addons use Odoo's ORM."""

import ast
import re
from collections.abc import Iterator

from .core import (
    Finding,
    Module,
    Policy,
    Tree,
    called,
    check,
    decorators,
    dotted,
    model_classes,
)

QUERIES = {
    "search",
    "search_count",
    "search_fetch",
    "search_read",
    "read_group",
    "_read_group",
    "create",
    "unlink",
    "write",
    "next_by_code",
    "ref",
    "send_mail",
    "message_post",
}
NOT_RECORDS = re.compile(
    r"^(Command|re|\w*(file|buffer|writer|sheet|pattern|regex)|f|fp)$"
)
LOOPS = (ast.For, ast.While)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
PER_RECORD = {"mapped", "filtered", "sorted", "grouped"}
OVERRIDES = {
    "copy",
    "copy_data",
    "create",
    "default_get",
    "fields_get",
    "get_view",
    "get_views",
    "init",
    "message_new",
    "message_update",
    "name_create",
    "name_search",
    "onchange",
    "read",
    "search",
    "search_fetch",
    "unlink",
    "web_read",
    "web_save",
    "write",
}


def repeated(module: Module) -> Iterator[ast.AST]:
    """Yield the parts of the code that run once per iteration."""
    for node in module.walk(*LOOPS):
        yield from node.body
    for node in module.walk(*COMPREHENSIONS):
        if isinstance(node, ast.DictComp):
            yield from (node.key, node.value)
        else:
            yield node.elt
        for generator in node.generators:
            yield from generator.ifs
    for node in module.walk(ast.Call):
        if called(node) in PER_RECORD:
            yield from (arg.body for arg in node.args if isinstance(arg, ast.Lambda))


def queries_in_loops(module: Module) -> dict[int, ast.Call]:
    """Return the first query of each line that runs once per iteration."""
    found = {}
    for part in repeated(module):
        for node in ast.walk(part):
            if called(node) in QUERIES and isinstance(node.func, ast.Attribute):
                receiver = dotted(node.func.value).rpartition(".")[2]
                if not NOT_RECORDS.match(receiver) and not receiver.isupper():
                    found.setdefault(node.lineno, node)
    return found


@check("query-in-loop", Policy.REVIEW)
def query_in_loop(tree: Tree) -> Iterator[Finding]:
    """Work grows with the records: one grouped query before the loop"""
    for module in tree.code():
        for call in queries_in_loops(module).values():
            function = getattr(module.function(call), "name", "module")
            if not function.startswith("_compute"):
                message = f"{function}: .{called(call)}() inside a loop"
                yield module.finding(call, message)


@check("query-in-compute")
def query_in_compute(tree: Tree) -> Iterator[Finding]:
    """A computed field of a list of records must not query once per record"""
    for module in tree.code():
        for call in queries_in_loops(module).values():
            function = getattr(module.function(call), "name", "module")
            if function.startswith("_compute"):
                message = f"{function}: .{called(call)}() inside a loop"
                yield module.finding(call, message)


@check("compute-without-depends")
def compute_without_depends(tree: Tree) -> Iterator[Finding]:
    """A compute says what it depends on, be it nothing: @api.depends()"""
    for module in tree.code():
        for node, _kind in model_classes(module):
            for function in node.body:
                name = getattr(function, "name", "")
                if not isinstance(function, ast.FunctionDef):
                    continue
                declared = {"depends", "depends_context"} & set(decorators(function))
                if name.startswith("_compute_") and not declared:
                    yield module.finding(function, name)


@check("public-method", Policy.REVIEW)
def public_method(tree: Tree) -> Iterator[Finding]:
    """Whatever has no underscore can be called by RPC, with any arguments"""
    for module in tree.code():
        for node, _kind in model_classes(module):
            for function in node.body:
                if not isinstance(function, ast.FunctionDef):
                    continue
                name = function.name
                expected = name.startswith(("_", "action_", "button_"))
                if name in OVERRIDES:
                    continue
                if not expected and "private" not in decorators(function):
                    yield module.finding(function, f"{node.name}.{name}")
