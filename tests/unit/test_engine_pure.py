# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The engine imports no Odoo, holds no float, reads no clock; its examples are true."""

import ast
import doctest
import importlib
import sys
from pathlib import Path

import caetic_accountant_engine
import caetic_expenses_engine
import caetic_funds_engine
import caetic_invoicing_engine
import caetic_members_engine
import caetic_payroll_engine
import caetic_purchases_engine
import caetic_quotes_engine
import caetic_resources_engine
import caetic_skills_engine
import caetic_skills_project_engine
import caetic_skills_website_engine
import caetic_workshops_engine
import pytest

ENGINES = (
    caetic_accountant_engine,
    caetic_expenses_engine,
    caetic_invoicing_engine,
    caetic_members_engine,
    caetic_payroll_engine,
    caetic_purchases_engine,
    caetic_skills_engine,
    caetic_skills_project_engine,
    caetic_skills_website_engine,
    caetic_workshops_engine,
    caetic_funds_engine,
    caetic_resources_engine,
    caetic_quotes_engine,
)
MODULES = [
    (engine, path)
    for engine in ENGINES
    for path in sorted(Path(engine.__file__).parent.glob("*.py"))
]
NAMES = [f"{engine.__name__}.{path.stem}" for engine, path in MODULES]
# The one engine that the others share.
HUB = "odoo.addons.caetic_members.engine"
FORBIDDEN = {
    "float",
    "round",
    "open",
    "print",
    "eval",
    "exec",
    "today",
    "now",
    "utcnow",
}
PURE = {
    "bisect",
    "calendar",
    "collections",
    "csv",
    "dataclasses",
    "datetime",
    "dateutil",
    "decimal",
    "functools",
    "hashlib",
    "itertools",
    "lxml",
    "operator",
    "re",
    "stdnum",
    "typing",
    "unicodedata",
}


@pytest.mark.parametrize(("engine", "path"), MODULES, ids=NAMES)
def test_module_is_pure(engine, path):
    assert list(impurities(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize(
    "code",
    [
        "import odoo",
        "from odoo.tools import float_round",
        "from odoo.addons.caetic_members import engine",
        "from odoo.addons.caetic_members.engine.money import CENT",
        "from ..models import account_move",
        "rate = 0.2",
        "float(amount)",
        "round(amount, 2)",
        "date.today()",
        "datetime.now()",
    ],
)
def test_impure_code_is_seen(code):
    assert list(impurities(ast.parse(code)))


@pytest.mark.parametrize(("engine", "path"), MODULES, ids=NAMES)
def test_examples_of_the_documentation(engine, path):
    name = f"{engine.__name__}.{path.stem}".removesuffix(".__init__")
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_loading_the_engine_imports_no_odoo():
    assert "odoo" not in sys.modules


def impurities(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name not in PURE)
        elif isinstance(node, ast.ImportFrom) and node.level != 1:
            is_pure = node.module == HUB or node.module.split(".")[0] in PURE
            if node.level or not is_pure:
                yield f"{'.' * node.level}{node.module}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.value
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", None))
            if name in FORBIDDEN:
                yield ast.unparse(node)
