"""Run Odoo's own ``test_lint`` on a database, and keep what it says about our addons.

    <python of Odoo> tests/quality/odoo_lint.py -d DATABASE [options of odoo]

The addon ``test_lint`` needs not be installed; ours must be. Prints the findings and
ends with 1 when there are any, or when an addon with a planted fault passes: failures
are read from the log, so ``--log-level`` must let errors through.
"""

import importlib
import logging
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from odoo.modules import Manifest
from odoo.modules.registry import Registry
from odoo.tests.loader import get_module_test_cases, run_suite
from odoo.tests.suite import OdooSuite
from odoo.tools import config

OURS = "caetic_"
LINTS = (
    "test_docstring",
    "test_dunderinit",
    "test_i18n",
    "test_index",
    "test_jstranslate",
    "test_manifests",
    "test_markers",
    "test_naming",
    "test_onchange_domains",
    "test_orm_import",
    "test_override_signatures",
    "test_pofile",
    "test_pylint",
    "test_routes",
    "test_test_holes",
)
LONG = 40
PLANTED = "caetic_planted"
FAULT = """from odoo.exceptions import UserError


def refuse():
    raise UserError("No translation")
"""


class Listener(logging.Handler):
    """Keep the warnings and failures that name one of our addons or models."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.findings = []

    def emit(self, record):
        text = self.format(record)
        lines = text.splitlines()
        ours = [line for line in lines if OURS in line or "caetic." in line]
        if ours:
            self.findings.append("\n".join(lines if len(lines) < LONG else ours))


@contextmanager
def only_ours(manifests):
    """Show the lints our addons alone: those of Odoo are Odoo's business."""
    folder = str(manifests[0].path).rpartition("/")[0]
    root = mock.PropertyMock(return_value=folder)
    listed = mock.patch.object(Manifest, "all_addon_manifests", return_value=manifests)
    with listed, mock.patch.object(type(config), "root_path", root):
        yield


def plant(folder):
    """Write an addon that does not pass, and return its manifest."""
    addon = Path(folder, PLANTED)
    addon.mkdir()
    content = {"name": "Planted", "license": "AGPL-3", "author": "CAETIC"}
    (addon / "__manifest__.py").write_text(repr(content))
    (addon / "__init__.py").write_text(FAULT)
    return Manifest(path=str(addon), manifest_content=content)


def lint(manifests, names=LINTS):
    """Run lints on addons; return how many there are, and what they found."""
    modules = [
        importlib.import_module(f"odoo.addons.test_lint.tests.{name}") for name in names
    ]
    cases = [case for module in modules for case in get_module_test_cases(module)]
    listener = Listener()
    logging.getLogger().addHandler(listener)
    with only_ours(manifests):
        result = run_suite(OdooSuite(cases))
    logging.getLogger().removeHandler(listener)
    return result.testsRun, listener.findings


def sees_a_planted_fault():
    """Say whether a fault in an addon made for it is found."""
    with tempfile.TemporaryDirectory() as folder:
        _, findings = lint([plant(folder)], ["test_pylint"])
    return any(f"{PLANTED}/__init__.py:5" in finding for finding in findings)


def main(arguments):
    config.parse_config(arguments, setup_logging=True)
    Registry(config["db_name"][0])
    # Only now: with it, the load of the registry would run the tests of Odoo's addons.
    config["test_enable"] = True
    if not sees_a_planted_fault():
        sys.exit("A planted fault was not seen: these lints would see nothing.")
    manifests = [m for m in Manifest.all_addon_manifests() if m.name.startswith(OURS)]
    count, findings = lint(manifests)
    print(f"{count} lints of Odoo on {len(manifests)} addons")
    print("\n".join(findings))
    return int(bool(findings) or not manifests or not count)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
