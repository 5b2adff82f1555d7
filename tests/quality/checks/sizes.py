"""Checks of size: methods, files, models a file, glue addons."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from .core import Finding, Policy, Tree, check, class_value, model_classes
from .manifests import is_glue

METHOD_SOFT, METHOD_HARD = 25, 50
FILE_HARD, CHECK_FILE_HARD = 700, 400
GLUE_HARD = 250
# Installed by themselves with an application of Odoo, but whole parts of the suite: the
# public directory and joint projects are of caetic_skills, kept apart from those who
# have no website or no projects.
WHOLE = {"addons/caetic_skills_project", "addons/caetic_skills_website"}
SOURCES = ("*.py", "addons/*.xml", "addons/*.js", "addons/*.scss", "caetic")


def _functions(tree: Tree, low: int, high: float) -> Iterator[Finding]:
    for module in tree.modules("*.py", "caetic"):
        for function in module.walk(ast.FunctionDef, ast.AsyncFunctionDef):
            length = function.end_lineno - function.lineno + 1
            if low < length <= high:
                yield module.finding(function, f"{function.name}: {length} lines")


@check("long-method")
def long_method(tree: Tree) -> Iterator[Finding]:
    """Nobody holds more than 50 lines in mind"""
    yield from _functions(tree, METHOD_HARD, float("inf"))


@check("longish-method", Policy.REPORT)
def longish_method(tree: Tree) -> Iterator[Finding]:
    """25 lines are enough for one thing; between 26 and 50, look again"""
    yield from _functions(tree, METHOD_SOFT, METHOD_HARD)


@check("long-file")
def long_file(tree: Tree) -> Iterator[Finding]:
    """A file is read in one go"""
    for name in tree.select(*SOURCES, without=["*/static/lib/*"]):
        limit = CHECK_FILE_HARD if name.startswith("tests/quality/") else FILE_HARD
        length = len(tree.text(name).splitlines())
        if length > limit:
            yield Finding(name, limit, f"{length} lines, at most {limit}")


@check("one-model-a-file")
def one_model_a_file(tree: Tree) -> Iterator[Finding]:
    """The file of a model is found by its name"""
    for module in tree.modules("addons/*/models/*.py", "addons/*/wizard/*.py"):
        for rank, (node, _kind) in enumerate(model_classes(module)):
            if rank:
                yield module.finding(node, f"second model of the file: {node.name}")
                continue
            parents = class_value(node, "_inherit")
            parent = parents[0] if isinstance(parents, list) else parents
            name = class_value(node, "_name") or parent or ""
            stem = PurePosixPath(module.path).stem
            is_model = "/models/" in module.path
            if is_model and not stem.startswith(name.replace(".", "_")):
                yield module.finding(node, f"{name} belongs in a file of its name")


@check("glue-size")
def glue_size(tree: Tree) -> Iterator[Finding]:
    """What joins two addons is thin; the rest belongs to one of them"""
    for addon in tree.addons:
        if addon in WHOLE or not is_glue(tree, addon):
            continue
        names = tree.select(
            *(f"{addon}/*.{suffix}" for suffix in ("py", "xml", "js")),
            without=["*/tests/*", "*/i18n/*", "*/demo/*"],
        )
        length = sum(len(tree.text(name).splitlines()) for name in names)
        if length >= GLUE_HARD:
            path = f"{addon}/__manifest__.py"
            yield Finding(path, 1, f"{length} lines of glue, under {GLUE_HARD} wanted")
