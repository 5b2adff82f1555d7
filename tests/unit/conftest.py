# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Load the engines by path: importing their addon would import Odoo."""

import importlib.util
import sys
from pathlib import Path

ADDONS = Path(__file__).resolve().parents[2] / "addons"
MEMBERS, PAYROLL = ADDONS / "caetic_members", ADDONS / "caetic_payroll"
WORKSHOPS = ADDONS / "caetic_workshops"
DIRECTORY = ADDONS / "caetic_skills_website"
RESOURCES = ADDONS / "caetic_resources"
SKILLS = ADDONS / "caetic_skills"
PURCHASES = ADDONS / "caetic_purchases"
PROJECTS = ADDONS / "caetic_skills_project"
INVOICING = ADDONS / "caetic_invoicing"
QUOTES = ADDONS / "caetic_quotes"


def load(name, path):
    """Import a file, or a package of pure functions, under a name of its own."""
    folders = [str(path.parent)] if path.name == "__init__.py" else None
    spec = importlib.util.spec_from_file_location(
        name, path, submodule_search_locations=folders
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


load("caetic_members_engine", MEMBERS / "engine" / "__init__.py")
# The name by which the engines of the other addons import it.
HUB = "odoo.addons.caetic_members.engine"
sys.modules[HUB] = sys.modules["caetic_members_engine"]
load("caetic_members_uploads", MEMBERS / "uploads.py")
load("caetic_members_cases", MEMBERS / "tests" / "engine_cases.py")
load("caetic_payroll_engine", PAYROLL / "engine" / "__init__.py")
load("caetic_expenses_engine", ADDONS / "caetic_expenses" / "engine" / "__init__.py")
load("caetic_workshops_engine", WORKSHOPS / "engine" / "__init__.py")
load("caetic_skills_website_engine", DIRECTORY / "engine" / "__init__.py")
load("caetic_funds_engine", ADDONS / "caetic_funds" / "engine" / "__init__.py")
load("caetic_resources_engine", RESOURCES / "engine" / "__init__.py")
load("caetic_skills_engine", SKILLS / "engine" / "__init__.py")
load("caetic_skills_project_engine", PROJECTS / "engine" / "__init__.py")
load("caetic_purchases_engine", PURCHASES / "engine" / "__init__.py")
load("caetic_invoicing_engine", INVOICING / "engine" / "__init__.py")
load(
    "caetic_accountant_engine", ADDONS / "caetic_accountant" / "engine" / "__init__.py"
)
load("caetic_quotes_engine", QUOTES / "engine" / "__init__.py")
