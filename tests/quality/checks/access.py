"""Checks of access rights against record rules, read from the files of the addons."""

import ast
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from .core import (
    Finding,
    Policy,
    Tree,
    called,
    check,
    class_value,
    dotted,
    keywords,
    model_classes,
)

EVERYBODY = "everybody"
WIDE = {EVERYBODY, "base.group_portal", "base.group_public", "base.group_user"}
PERMISSIONS = ("perm_read", "perm_write", "perm_create", "perm_unlink")
REFERENCE = re.compile(r"""ref\(\s*['"]([\w.]+)['"]\s*\)""")


@dataclass(frozen=True, slots=True)
class Model:
    name: str
    path: str
    line: int
    parents: dict[str, str]  # required field that owns the record -> model


@dataclass(frozen=True, slots=True)
class Right:
    model: str
    group: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    model: str
    groups: frozenset[str]  # empty: global
    domain: str
    path: str
    line: int

    @property
    def is_company_only(self) -> bool:
        return "company" in self.domain and "user" not in self.domain


@dataclass(slots=True)
class Access:
    models: dict[str, Model] = field(default_factory=dict)
    rights: list[Right] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def rules_for(self, model: str, group: str) -> list[Rule]:
        """Return what restricts a group, or everybody, on a model."""
        return [
            rule
            for rule in self.rules
            if rule.model == model
            and (group in rule.groups or not (rule.groups or rule.is_company_only))
        ]


def read_access(tree: Tree) -> Access:
    access = Access()
    for module in tree.code():
        for node, kind in model_classes(module):
            name, inherited = class_value(node, "_name"), class_value(node, "_inherit")
            if not name or kind == "AbstractModel" or name in (inherited or []):
                continue
            model = Model(name, module.path, node.lineno, _parents(node))
            access.models[name.replace(".", "_")] = model
    for path in tree.select("addons/*/ir.model.access.csv"):
        access.rights.extend(_csv_rights(tree, path))
    for path in tree.select("addons/*.xml", without=["*/static/*", "*/i18n/*"]):
        for record in etree.fromstring(tree.text(path).encode()).iter("record"):
            if record.get("model") == "ir.rule":
                access.rules.append(_rule(path, record))
            elif record.get("model") == "ir.model.access" and not _closes(record):
                access.rights.append(_xml_right(path, record))
    return access


def _parents(node: ast.ClassDef) -> dict[str, str]:
    parents = {}
    for statement in node.body:
        value = getattr(statement, "value", None)
        if not isinstance(statement, ast.Assign) or called(value) != "Many2one":
            continue
        given = keywords(value)
        first = value.args[0] if value.args else given.get("comodel_name")
        owned = getattr(given.get("ondelete"), "value", "") == "cascade"
        if owned and getattr(given.get("required"), "value", False):
            target = getattr(first, "value", "").replace(".", "_")
            parents[dotted(statement.targets[0])] = target
    return parents


def _full(reference: str, path: str) -> str:
    """Return ``addon.xmlid`` for a reference made inside an addon."""
    return reference if "." in reference else f"{path.split('/')[1]}.{reference}"


def _model_of(reference: str) -> str:
    return reference.rpartition(".")[2].removeprefix("model_")


def _csv_rights(tree: Tree, path: str) -> Iterator[Right]:
    rows = csv.DictReader(io.StringIO(tree.text(path)))
    for row in rows:
        values = {key.partition(":")[0].partition("/")[0]: row[key] for key in row}
        if any(values[permission] == "1" for permission in PERMISSIONS):
            group = values["group_id"]
            group = _full(group, path) if group else EVERYBODY
            yield Right(_model_of(values["model_id"]), group, path, rows.line_num)


def _field(record, name: str):
    return next((node for node in record if node.get("name") == name), None)


def _closes(record) -> bool:
    """Tell whether a record takes something of another addon's right, and no more."""
    is_other = "." in record.get("id", "") and _field(record, "model_id") is None
    return is_other and all(node.get("eval") == "False" for node in record)


def _xml_right(path: str, record) -> Right:
    group, model = _field(record, "group_id"), _field(record, "model_id")
    name = EVERYBODY if group is None else _full(group.get("ref", ""), path)
    return Right(_model_of(model.get("ref", "")), name, path, record.sourceline)


def _rule(path: str, record) -> Rule:
    groups, model = _field(record, "groups"), _field(record, "model_id")
    references = [] if groups is None else REFERENCE.findall(groups.get("eval", ""))
    domain = _field(record, "domain_force")
    return Rule(
        _model_of(model.get("ref", "")) if model is not None else "",
        frozenset(_full(reference, path) for reference in references),
        "" if domain is None else (domain.text or ""),
        path,
        record.sourceline,
    )


@check("model-without-acl")
def model_without_acl(tree: Tree) -> Iterator[Finding]:
    """A model without access rights is dead for everybody but the superuser"""
    access = read_access(tree)
    known = {right.model for right in access.rights}
    for key, model in access.models.items():
        if key not in known:
            yield Finding(model.path, model.line, f"{model.name} has no access right")


@check("acl-without-rule", Policy.REVIEW)
def acl_without_rule(tree: Tree) -> Iterator[Finding]:
    """A right for portal users or plain employees needs a rule that says on what"""
    access = read_access(tree)
    for right in access.rights:
        if right.group in WIDE and not access.rules_for(right.model, right.group):
            message = f"{right.model}: no rule restricts {right.group}"
            yield Finding(right.path, right.line, message)


@check("open-rule-for-everybody")
def open_rule_for_everybody(tree: Tree) -> Iterator[Finding]:
    """(1, '=', 1) for portal users or plain employees is no rule at all"""
    for rule in read_access(tree).rules:
        is_open = not rule.domain.strip("[] \n") or re.search(r"1\W+=\W+1", rule.domain)
        if is_open and (not rule.groups or rule.groups & WIDE):
            names = ", ".join(sorted(rule.groups & WIDE)) or EVERYBODY
            yield Finding(rule.path, rule.line, f"{rule.model} is open to {names}")


@check("line-rule", Policy.REVIEW)
def line_rule(tree: Tree) -> Iterator[Finding]:
    """A line repeats the rule of its parent, else it is the way around it"""
    access = read_access(tree)
    for right in access.rights:
        model = access.models.get(right.model)
        if right.group not in WIDE or model is None:
            continue
        own = " ".join(r.domain for r in access.rules_for(right.model, right.group))
        for name, parent in model.parents.items():
            for rule in access.rules_for(parent, right.group):
                for leaf in _leaves(rule.domain):
                    if not re.search(rf"\b{name}\.{re.escape(leaf)}\b", own):
                        message = f"{right.group} on {model.name}: {name}.{leaf}"
                        yield Finding(right.path, right.line, message)


def _leaves(domain: str) -> list[str]:
    """Return the fields of the conditions ``(field, operator, value)``."""
    return re.findall(
        r"[(\[]\s*['\"]([\w.]+)['\"]\s*,\s*['\"][\w=!<>? ]+['\"]\s*,", domain
    )


@check("unknown-group")
def unknown_group(tree: Tree) -> Iterator[Finding]:
    """A role is written once; a misspelt one of ours would grant nothing"""
    defined = {
        _full(record.get("id", ""), path)
        for path in tree.select("addons/*/security/*.xml")
        for record in etree.fromstring(tree.text(path).encode()).iter("record")
        if record.get("model") == "res.groups"
    }
    access = read_access(tree)
    places = [(right.group, right) for right in access.rights]
    places += [(group, rule) for rule in access.rules for group in rule.groups]
    for group, place in places:
        if group.startswith("caetic_") and group not in defined:
            yield Finding(place.path, place.line, f"{group} is not defined")
