"""Checks of the tests themselves: they run, and they assert."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from .core import Finding, Module, Tree, called, check, decorators, dotted, keywords

ASSERTS = re.compile(
    r"^_*(assert|expect|check|verify|fail\b|raises|warns|start_tour|browser_js)"
)
SKIPS = {"skipTest", "skip", "skipif", "skipIf", "skipUnless", "importorskip", "xfail"}
SKIP_ROOTS = re.compile(r"^(self|cls|unittest|pytest|skip\w*|importorskip|xfail)$")


@check("test-not-imported")
def test_not_imported(tree: Tree) -> Iterator[Finding]:
    """Odoo runs only the test files that tests/__init__.py imports"""
    for name in tree.select("addons/*/tests/test_*.py"):
        path = PurePosixPath(name)
        init = str(path.with_name("__init__.py"))
        imported = init in tree.files and re.search(
            rf"^from \. import .*\b{path.stem}\b|^from \.{path.stem} import",
            tree.text(init).replace("(\n", "").replace(",\n", ","),
            re.MULTILINE,
        )
        if not imported:
            yield Finding(name, 1, "never imported by its package: it does not run")


@check("test-at-install")
def test_at_install(tree: Tree) -> Iterator[Finding]:
    """Our tests run in a finished database: one made for the next update never runs"""
    for module in tree.modules("addons/*/tests/test_*.py"):
        for node in module.walk(ast.ClassDef):
            if not _tests_of(node):
                continue
            tagged = [one for one in node.decorator_list if called(one) == "tagged"]
            tags = {arg.value for one in tagged for arg in one.args}
            if not {"post_install", "-at_install"} <= tags:
                yield module.finding(node, f"{node.name} is not post_install")


def _tests_of(node: ast.ClassDef) -> list[ast.stmt]:
    return [one for one in node.body if getattr(one, "name", "").startswith("test_")]


@check("tests-folder")
def tests_folder(tree: Tree) -> Iterator[Finding]:
    """Every addon can be proved alone"""
    for addon in tree.addons:
        if not tree.select(f"{addon}/tests/test_*.py"):
            yield Finding(f"{addon}/__manifest__.py", 1, "no test file in tests/")


@check("skipped-test")
def skipped_test(tree: Tree) -> Iterator[Finding]:
    """A skipped test proves nothing and looks like one that does"""
    for module in tree.modules("addons/*/tests/*.py", "tests/*.py"):
        for node in module.walk(ast.Attribute, ast.Name):
            name = dotted(node)
            root, last = name.partition(".")[0], name.rpartition(".")[2]
            if last in SKIPS and SKIP_ROOTS.match(root) and "." in name:
                yield module.finding(node, name)
        for function in module.walk(ast.FunctionDef, ast.ClassDef):
            for name in SKIPS & set(decorators(function)):
                yield module.finding(function, f"@{name} {function.name}")


@check("test-without-assertion")
def test_without_assertion(tree: Tree) -> Iterator[Finding]:
    """A test that asserts nothing passes whatever the code does"""
    for module in tree.test_files():
        helpers = {
            function.name
            for function in module.walk(ast.FunctionDef)
            if not function.name.startswith("test") and _asserts(function, set())
        }
        for function in _tests(module):
            if not _asserts(function, helpers):
                yield module.finding(function, f"{function.name} asserts nothing")


def _tests(module: Module) -> Iterator[ast.FunctionDef]:
    for function in module.walk(ast.FunctionDef):
        parent = module.parents[function]
        is_test = isinstance(parent, (ast.Module, ast.ClassDef))
        is_test = is_test and "fixture" not in decorators(function)
        if is_test and function.name.startswith("test_"):
            yield function


def _asserts(function: ast.FunctionDef, helpers: set[str]) -> bool:
    return any(
        isinstance(node, ast.Assert)
        or (called(node) and (ASSERTS.match(called(node)) or called(node) in helpers))
        for node in ast.walk(function)
    )


@check("assert-true-message")
def assert_true_message(tree: Tree) -> Iterator[Finding]:
    """assertTrue(a, b) never looks at b: assertEqual was meant"""
    for module in tree.addon_tests():
        for call in module.walk(ast.Call):
            if called(call) in {"assertTrue", "assertFalse"} and len(call.args) == 2:
                message = getattr(call.args[1], "value", None)
                sentence = isinstance(message, str) and " " in message
                joined = isinstance(call.args[1], ast.JoinedStr)
                if not sentence and not joined:
                    yield module.finding(call, ast.unparse(call)[:100])


@check("sleep-in-test")
def sleep_in_test(tree: Tree) -> Iterator[Finding]:
    """Waiting for the clock is slow and fails on a busy machine"""
    for module in tree.addon_tests():
        for call in module.walk(ast.Call):
            if dotted(call.func) in {"time.sleep", "sleep"}:
                yield module.finding(call, ast.unparse(call)[:100])


@check("constant-query-count")
def constant_query_count(tree: Tree) -> Iterator[Finding]:
    """A number of queries says, beside it, what it is made of"""
    for module in tree.addon_tests():
        for call in module.walk(ast.Call):
            if called(call) == "assertQueryCount":
                given = [*call.args, *keywords(call).values()]
                constant = any(isinstance(node, ast.Constant) for node in given)
                if constant and not module.has_comment(call):
                    yield module.finding(call, ast.unparse(call)[:100])
