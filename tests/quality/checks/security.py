"""Checks of privilege, input and SQL in the Python of the addons."""

import ast
from collections.abc import Iterator

from .core import Finding, Module, Policy, Tree, called, check, decorators, dotted
from .core import keywords as keywords_of

REQUEST_NAMES = {"kw", "kwargs", "post", "values", "vals", "data", "form_data"}
WRITES = {"create", "write", "unlink"}
RECORD_NAMES = {"self", "rec", "record", "records"}
HTTP_LIBRARIES = {"requests", "httpx"}
HTTP_VERBS = {"get", "post", "put", "patch", "delete", "head", "request"}


def sudo_calls(module: Module) -> Iterator[ast.Call]:
    for node in module.walk(ast.Call):
        if called(node) == "sudo" and isinstance(node.func, ast.Attribute):
            yield node


@check("sudo-in-controller", Policy.REVIEW)
def sudo_in_controller(tree: Tree) -> Iterator[Finding]:
    """A controller raises privileges only after the record was checked as the user"""
    for module in tree.controllers():
        for call in sudo_calls(module):
            yield module.finding(call, ast.unparse(module.statement(call))[:100])


@check("sudo-then-write", Policy.REVIEW)
def sudo_then_write(tree: Tree) -> Iterator[Finding]:
    """Writing right after sudo() hides who was allowed to"""
    for module in tree.code():
        for call in module.walk(ast.Call):
            target = getattr(call.func, "value", None)
            if called(call) in WRITES and called(target) == "sudo":
                yield module.finding(call, ast.unparse(call)[:100])
        for call in sudo_calls(module):
            statement = module.statement(call)
            targets = [node for t in _targets(statement) for node in ast.walk(t)]
            if call in targets:
                yield module.finding(call, ast.unparse(statement)[:100])


@check("sudo-unnamed")
def sudo_unnamed(tree: Tree) -> Iterator[Finding]:
    """What was obtained by sudo() is called *_sudo, wherever it travels"""
    for module in tree.code():
        for call in sudo_calls(module):
            statement = module.statement(call)
            for target in _targets(statement):
                in_target = any(node is call for node in ast.walk(target))
                if not in_target and not dotted(target).endswith("_sudo"):
                    message = f"{ast.unparse(target)} holds the result of sudo()"
                    yield module.finding(statement, message)


def _targets(statement: ast.stmt) -> list[ast.expr]:
    if isinstance(statement, ast.Assign):
        return statement.targets
    if isinstance(statement, (ast.AnnAssign, ast.AugAssign)):
        return [statement.target]
    return [statement.target] if isinstance(statement, ast.For) else []


@check("sudo-without-reason")
def sudo_without_reason(tree: Tree) -> Iterator[Finding]:
    """Every sudo() has a line that says why the user may do this"""
    for module in tree.code():
        for call in sudo_calls(module):
            if not module.has_comment(call):
                yield module.finding(call, ast.unparse(module.statement(call))[:100])


@check("mass-assignment")
def mass_assignment(tree: Tree) -> Iterator[Finding]:
    """A controller never writes the keys that a visitor chose"""
    for module in tree.controllers():
        for call in module.walk(ast.Call):
            if called(call) not in {"create", "write", "new", "update"}:
                continue
            function = module.function(call)
            names = set(REQUEST_NAMES)
            if function and function.args.kwarg:
                names.add(function.args.kwarg.arg)
            given = [*call.args, *(k.value for k in call.keywords if not k.arg)]
            is_orm = called(call) != "update" or "()" in dotted(call.func)
            if is_orm and any(_is_whole_request(node, names) for node in given):
                yield module.finding(call, ast.unparse(call)[:100])


def _is_whole_request(node: ast.AST, names: set[str]) -> bool:
    if isinstance(node, ast.Dict):
        starred = [v for k, v in zip(node.keys, node.values, strict=True) if k is None]
        return any(_is_whole_request(value, names) for value in starred)
    if isinstance(node, ast.List):
        return any(_is_whole_request(value, names) for value in node.elts)
    if called(node) in {"dict", "copy", "get_json_data"}:
        inner = [*node.args, *(k.value for k in node.keywords), node.func]
        return any(_is_whole_request(value, names) for value in inner)
    if isinstance(node, ast.Attribute):
        return node.attr in {"params", "form"} or _is_whole_request(node.value, names)
    return dotted(node) in names


@check("public-route", Policy.REVIEW)
def public_route(tree: Tree) -> Iterator[Finding]:
    """A route without login is listed with the reason"""
    for module, function, route in _routes(tree):
        auth = keywords_of(route).get("auth")
        if getattr(auth, "value", "user") in {"public", "none"}:
            yield module.finding(function, ast.unparse(route)[:110])


@check("csrf-disabled")
def csrf_disabled(tree: Tree) -> Iterator[Finding]:
    """A form without its token can be posted from any other site"""
    for module, function, route in _routes(tree):
        if getattr(keywords_of(route).get("csrf"), "value", True) is False:
            yield module.finding(function, ast.unparse(route)[:110])


def _routes(tree: Tree) -> Iterator[tuple[Module, ast.FunctionDef, ast.Call]]:
    for module in tree.code():
        for function in module.walk(ast.FunctionDef):
            route = decorators(function).get("route")
            if isinstance(route, ast.Call):
                yield module, function, route


@check("browse-from-request")
def browse_from_request(tree: Tree) -> Iterator[Finding]:
    """A number typed by a visitor is not a record: look it up as the user"""
    for module in tree.controllers():
        for call in module.walk(ast.Call):
            inner = [n for argument in call.args for n in ast.walk(argument)]
            if called(call) == "browse" and any(called(n) == "int" for n in inner):
                yield module.finding(call, ast.unparse(call)[:100])


@check("dynamic-code")
def dynamic_code(tree: Tree) -> Iterator[Finding]:
    """No text is ever executed"""
    for module in tree.code():
        for call in module.walk(ast.Call):
            if dotted(call.func) in {"eval", "exec", "safe_eval", "compile"}:
                yield module.finding(call, ast.unparse(call)[:100])


@check("dynamic-attribute")
def dynamic_attribute(tree: Tree) -> Iterator[Finding]:
    """record[field] checks the field; getattr reaches every method"""
    for module in tree.code():
        if "/engine/" in module.path:
            continue
        for call in module.walk(ast.Call):
            if dotted(call.func) not in {"getattr", "setattr"} or not call.args:
                continue
            name = dotted(call.args[0])
            record = name in RECORD_NAMES or name.endswith("_sudo")
            constant = isinstance(call.args[1], ast.Constant)
            if record or (name.isidentifier() and not constant):
                yield module.finding(call, ast.unparse(call)[:100])


@check("unescaped-html")
def unescaped_html(tree: Tree) -> Iterator[Finding]:
    """Markup() around anything but a constant disables escaping"""
    for module in tree.code():
        for call in module.walk(ast.Call):
            constant = all(isinstance(node, ast.Constant) for node in call.args)
            if called(call) == "Markup" and not constant:
                yield module.finding(call, ast.unparse(call)[:100])


@check("sql-by-interpolation")
def sql_by_interpolation(tree: Tree) -> Iterator[Finding]:
    """Values never become part of the text of a query"""
    for module in tree.code():
        for call in module.walk(ast.Call):
            is_sql = called(call) in {"execute", "executemany", "SQL"}
            if is_sql and call.args and _is_interpolated(call.args[0]):
                yield module.finding(call, ast.unparse(call)[:100])


def _is_interpolated(node: ast.AST) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    return isinstance(node, ast.BinOp) or called(node) in {"format", "join", "replace"}


@check("raw-sql", Policy.REVIEW)
def raw_sql(tree: Tree) -> Iterator[Finding]:
    """SQL of our own bypasses rules and the cache: say why and flush first"""
    for module in tree.code():
        for call in module.walk(ast.Call):
            raw = dotted(call.func).endswith(("cr.execute", "cursor.execute"))
            if raw or called(call) == "execute_query":
                yield module.finding(call, ast.unparse(call)[:100])


@check("commit")
def commit(tree: Tree) -> Iterator[Finding]:
    """Only whoever opened a transaction ends it"""
    for module in tree.code():
        for call in module.walk(ast.Call):
            if dotted(call.func).endswith(("cr.commit", "cr.rollback")):
                yield module.finding(call, ast.unparse(call)[:100])


@check("http-without-timeout")
def http_without_timeout(tree: Tree) -> Iterator[Finding]:
    """A call to another machine that never returns blocks a worker"""
    for module in tree.code():
        for call in module.walk(ast.Call):
            root = dotted(call.func).partition(".")[0]
            calls_out = root in HTTP_LIBRARIES and called(call) in HTTP_VERBS
            is_http = calls_out or called(call) == "urlopen"
            if is_http and "timeout" not in keywords_of(call):
                yield module.finding(call, ast.unparse(call)[:100])


@check("public-attachment")
def public_attachment(tree: Tree) -> Iterator[Finding]:
    """A public attachment is readable by whoever guesses its number"""
    for module in tree.code():
        for node in module.walk(ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if getattr(key, "value", None) == "public" and _is_true(value):
                    yield module.finding(value, ast.unparse(node)[:100])
        for node in module.walk(ast.Assign):
            if _is_true(node.value) and dotted(node.targets[0]).endswith(".public"):
                yield module.finding(node, ast.unparse(node)[:100])


def _is_true(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is True
