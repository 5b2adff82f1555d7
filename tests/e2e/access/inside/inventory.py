# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo after story.py: every door there is, found by looking.

Models, fields and public methods come from the registry, routes from the routing map.
"""

# ruff: noqa: F821 - env, answer and the story come from the texts before this one
import inspect

from odoo.exceptions import AccessError
from odoo.service.model import get_public_method

OURS = "odoo.addons.caetic_"


def describe_model(name):
    model = env[name]
    fields = model._fields.values()
    return {
        "table": model._table,
        "abstract": model._abstract,
        "ours": any(c.__module__.startswith(OURS) for c in env.registry[name].mro()),
        "some": some_record(model),
        "fields": {field.name: describe_field(field) for field in fields},
        "methods": public_methods(name),
    }


def describe_field(field):
    return {
        "type": field.type,
        "groups": field.groups or "",
        "column": bool(field.store and field.column_type),
        "comodel": field.comodel_name or "",
        "search": bool(field._description_searchable),
    }


def some_record(model):
    """A record that exists, for what must be refused on any."""
    if model._abstract or not model._auto:
        return []
    env.cr.execute(f'SELECT MIN(id) FROM "{model._table}"')
    return [number for (number,) in env.cr.fetchall() if number]


def public_methods(name):
    """``{method: description}`` of what may be called from outside."""
    found = {}
    for method in dir(env.registry[name]):
        try:
            function = get_public_method(env[name], method)
        except (AccessError, AttributeError):
            continue
        found[method] = describe_method(name, method, function)
    return found


def describe_method(name, method, function):
    writers = [c for c in env.registry[name].mro() if method in vars(c)]
    parameters = list(inspect.signature(function).parameters.values())[1:]
    return {
        "module": writers[0].__module__ if writers else "",
        "ours": any(writer.__module__.startswith(OURS) for writer in writers),
        "needed": needed(parameters),
        "on_model": getattr(function, "_api_model", False),
    }


def needed(parameters):
    """Names of the parameters without which a function cannot be called."""
    many = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    return [p.name for p in parameters if p.default is p.empty and p.kind not in many]


def describe_route(rule):
    routing = rule.endpoint.routing
    origin = inspect.unwrap(rule.endpoint.func)
    parameters = list(inspect.signature(origin).parameters.values())[1:]
    return {
        "path": rule.rule,
        "function": f"{origin.__module__}.{origin.__qualname__}",
        "arguments": sorted(rule._converters),
        "parameters": [p.name for p in parameters if p.kind != p.VAR_KEYWORD],
        "needed": needed(parameters),
        "methods": sorted((rule.methods or {"GET", "POST"}) & {"GET", "POST"}),
        "type": routing["type"],
        "auth": routing["auth"],
        "ours": is_ours(rule.endpoint.func, origin),
    }


def is_ours(bound, origin):
    """Tell whether one of our addons wrote the route, or wrote over it."""
    classes = type(getattr(bound, "__self__", None)).mro()
    writers = [c.__module__ for c in classes if origin.__name__ in vars(c)]
    return any(name.startswith(OURS) for name in [*writers, origin.__module__])


story["models"] = {name: describe_model(name) for name in sorted(env.registry)}
rules = env["ir.http"].routing_map().iter_rules()
story["routes"] = [describe_route(rule) for rule in rules]
