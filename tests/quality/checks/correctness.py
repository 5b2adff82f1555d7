"""Checks of the Python of the addons: clocks, money, errors, overrides."""

import ast
import collections
import re
from collections.abc import Iterator

from .core import (
    Finding,
    Policy,
    Tree,
    called,
    check,
    class_value,
    decorators,
    dotted,
    model_classes,
)
from .core import keywords as keywords_of

MONEY = re.compile(
    r"amount|salary|price|total|wage|cost|fee\b|balance|turnover|budget|debit|credit",
    re.IGNORECASE,
)
IMPORT_TIME = {"today", "now", "utcnow", "uuid4", "uuid1", "time"}
CLOCKS = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow"}
BROAD = {"", "Exception", "BaseException"}


@check("hard-coded-id")
def hard_coded_id(tree: Tree) -> Iterator[Finding]:
    """The number of a record differs from one database to the next"""
    for module in tree.code():
        for call in module.walk(ast.Call):
            if called(call) == "browse" and any(_numbers(a) for a in call.args):
                yield module.finding(call, ast.unparse(call)[:100])
        for node in module.walk(ast.Compare):
            name = dotted(node.left).rpartition(".")[2]
            if name in {"id", "uid"} and any(_numbers(c) for c in node.comparators):
                yield module.finding(node, ast.unparse(node)[:100])


def _numbers(node: ast.AST) -> bool:
    items = node.elts if isinstance(node, (ast.List, ast.Tuple, ast.Set)) else [node]
    return any(isinstance(n, ast.Constant) and type(n.value) is int for n in items)


@check("default-at-import")
def default_at_import(tree: Tree) -> Iterator[Finding]:
    """A default computed when the server starts is stale the next day"""
    for module in tree.code():
        for call in module.walk(ast.Call):
            default = keywords_of(call).get("default")
            if not dotted(call.func).startswith("fields.") or default is None:
                continue
            late = isinstance(default, ast.Lambda)
            if not late and any(called(n) in IMPORT_TIME for n in ast.walk(default)):
                yield module.finding(call, ast.unparse(default)[:100])


@check("naive-clock")
def naive_clock(tree: Tree) -> Iterator[Finding]:
    """The server's clock knows no time zone: use context_today or context_timestamp"""
    for module in tree.code():
        for call in module.walk(ast.Call):
            name = ".".join(dotted(call.func).split(".")[-2:])
            if name in CLOCKS and not call.args and not call.keywords:
                yield module.finding(call, ast.unparse(call)[:100])


@check("float-money")
def float_money(tree: Tree) -> Iterator[Finding]:
    """Euros are Decimal in the engine and Monetary in models, rounded by policy"""
    for module in tree.code():
        for call in module.walk(ast.Call):
            if dotted(call.func) == "round":
                yield module.finding(call, ast.unparse(call)[:100])
        for node in module.walk(ast.Assign):
            if dotted(getattr(node.value, "func", None)) != "fields.Float":
                continue
            label = f"{dotted(node.targets[0])} {ast.unparse(node.value)}"
            if MONEY.search(label) and "digits" not in keywords_of(node.value):
                yield module.finding(node, f"{label[:90]}: use fields.Monetary")


@check("unlink-override", Policy.REVIEW)
def unlink_override(tree: Tree) -> Iterator[Finding]:
    """An override of unlink() runs at uninstall as well"""
    for module in tree.code():
        for function in module.walk(ast.FunctionDef):
            if function.name == "unlink":
                yield module.finding(function, "def unlink(self)")


@check("unlink-raise")
def unlink_raise(tree: Tree) -> Iterator[Finding]:
    """A refusal to delete is an @api.ondelete(at_uninstall=False) method"""
    for module in tree.code():
        for function in module.walk(ast.FunctionDef):
            raises = any(isinstance(node, ast.Raise) for node in ast.walk(function))
            if function.name == "unlink" and raises:
                yield module.finding(function, "raise inside unlink()")


@check("create-not-multi")
def create_not_multi(tree: Tree) -> Iterator[Finding]:
    """create() takes a list of values, so that imports stay fast"""
    for module in tree.code():
        for function in module.walk(ast.FunctionDef):
            names = [argument.arg for argument in function.args.args]
            multi = "model_create_multi" in decorators(function)
            if function.name == "create" and names[:1] == ["self"] and not multi:
                yield module.finding(function, f"def create({', '.join(names)})")


@check("swallowed-exception")
def swallowed_exception(tree: Tree) -> Iterator[Finding]:
    """An unexpected error is never turned into silence"""
    for module in tree.modules("*.py", "caetic"):
        for handler in module.walk(ast.ExceptHandler):
            types = getattr(handler.type, "elts", [handler.type])
            broad = any(dotted(node) in BROAD for node in types)
            nodes = [node for body in handler.body for node in ast.walk(body)]
            tells = any(isinstance(n, ast.Raise) or _tells(n, handler) for n in nodes)
            if broad and not tells:
                yield module.finding(handler, ast.unparse(handler).split("\n")[0])


def _tells(node: ast.AST, handler: ast.ExceptHandler) -> bool:
    """Tell whether the node logs, or hands on the error that was caught."""
    logs = dotted(getattr(node, "func", None)).startswith(("_logger.", "logging."))
    uses = isinstance(node, ast.Name) and handler.name and node.id == handler.name
    return bool(logs or uses)


@check("onchange", Policy.REVIEW)
def onchange(tree: Tree) -> Iterator[Finding]:
    """A computed field also works by import, by RPC and on the portal"""
    for module in tree.code():
        for function in module.walk(ast.FunctionDef):
            if "onchange" in decorators(function):
                yield module.finding(function, f"@api.onchange {function.name}")


@check("translated-computed-string")
def translated_computed_string(tree: Tree) -> Iterator[Finding]:
    """Only a literal can be found in the catalogue: values go in as arguments"""
    for module in tree.code():
        for call in module.walk(ast.Call):
            if called(call) not in {"_", "_lt"} or not call.args:
                continue
            first, parent = call.args[0], module.parents.get(call)
            literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
            formatted = (
                isinstance(parent, ast.BinOp)
                and isinstance(parent.op, ast.Mod)
                and parent.left is call
            ) or getattr(parent, "attr", "") == "format"
            if not literal or formatted:
                yield module.finding(call, ast.unparse(call)[:100])


@check("translated-log")
def translated_log(tree: Tree) -> Iterator[Finding]:
    """Logs are read by whoever runs the server, in English"""
    for module in tree.code():
        for call in module.walk(ast.Call):
            if dotted(call.func).startswith(("_logger.", "logging.")):
                inner = (n for argument in call.args for n in ast.walk(argument))
                if any(called(node) in {"_", "_lt"} for node in inner):
                    yield module.finding(call, ast.unparse(call)[:100])


@check("print")
def print_left(tree: Tree) -> Iterator[Finding]:
    """An addon logs; it neither prints nor stops in a debugger"""
    for module in tree.modules("addons/*.py"):
        for call in module.walk(ast.Call):
            name = dotted(call.func)
            if name in {"print", "breakpoint"} or name.startswith(("pdb.", "ipdb.")):
                yield module.finding(call, ast.unparse(call)[:100])


@check("controller-clash")
def controller_clash(tree: Tree) -> Iterator[Finding]:
    """Odoo makes one class of all controllers of the portal: a name is one addon's"""
    bases = collections.defaultdict(list)
    for module in tree.controllers():
        for node in module.walk(ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and not _calls_super(method):
                    bases[method.name].append((module, method))
    for name, found in bases.items():
        if len({module.path.split("/")[1] for module, _method in found}) > 1:
            for module, method in found:
                yield module.finding(method, f"{name} in two addons, without super()")


@check("model-clash")
def model_clash(tree: Tree) -> Iterator[Finding]:
    """Odoo makes one class of all that extend a model: the last one hides the others"""
    methods = collections.defaultdict(list)
    for module in tree.code():
        for node, _kind in model_classes(module):
            model = class_value(node, "_name") or class_value(node, "_inherit")
            for method in node.body if isinstance(model, str) else ():
                if isinstance(method, ast.FunctionDef) and not _calls_super(method):
                    methods[model, method.name].append((module, method))
    for (model, name), found in methods.items():
        if len(found) > 1:
            for module, method in found:
                yield module.finding(method, f"{model}.{name} twice, without super()")


def _calls_super(method: ast.FunctionDef) -> bool:
    calls = (node for node in ast.walk(method) if isinstance(node, ast.Call))
    return any(called(call) == "super" for call in calls)
