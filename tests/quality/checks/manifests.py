"""Checks of the manifests and of how the addons depend on each other."""

import ast
import re
from collections.abc import Iterator

from .core import Finding, Tree, check

HUB = "caetic_members"
# The demonstration tells one story across all addons; nothing depends on it.
STORY = "caetic_demo"
# Spokes that grow on another: who quotes invoices.
PARENTS = {"caetic_quotes": "caetic_invoicing"}
FIXED = {"author": "CAETIC", "license": "AGPL-3"}
REQUIRED = {"name", "version", "summary", "author", "website", "license", "depends"}
KNOWN = REQUIRED | {
    "application",
    "assets",
    "auto_install",
    "category",
    "countries",
    "data",
    "demo",
    "description",
    "development_status",
    "external_dependencies",
    "images",
    "maintainers",
    "post_init_hook",
    "post_load",
    "pre_init_hook",
    "sequence",
    "uninstall_hook",
}
LOADED = ("data", "demo", "report", "security", "views", "wizard")
VERSION = re.compile(r"19\.0\.\d+\.\d+\.\d+")


def manifest(tree: Tree, addon: str) -> dict:
    """Return the manifest of an addon, empty when it cannot be read."""
    try:
        return ast.literal_eval(tree.text(f"{addon}/__manifest__.py"))
    except (ValueError, SyntaxError):
        return {}


def is_glue(tree: Tree, addon: str) -> bool:
    return bool(manifest(tree, addon).get("auto_install"))


@check("manifest")
def manifest_values(tree: Tree) -> Iterator[Finding]:
    """Odoo ignores a key that it does not know, without a word"""
    for addon in tree.addons:
        values, path = manifest(tree, addon), f"{addon}/__manifest__.py"
        if not values:
            yield Finding(path, 1, "cannot be read as a literal")
            continue
        for key in sorted(set(values) - KNOWN):
            yield Finding(path, 1, f"unknown key {key!r}")
        for key in sorted(REQUIRED - set(values)):
            yield Finding(path, 1, f"key {key!r} is missing")
        for key, value in FIXED.items():
            if values.get(key) != value:
                yield Finding(path, 1, f"{key!r} must be {value!r}")
        if not VERSION.fullmatch(values.get("version", "")):
            yield Finding(path, 1, "version must be 19.0.x.y.z")


@check("manifest-files")
def manifest_files(tree: Tree) -> Iterator[Finding]:
    """A file that is not listed is not loaded; a listed one must exist"""
    for addon in tree.addons:
        values, path = manifest(tree, addon), f"{addon}/__manifest__.py"
        listed = [*values.get("data", []), *values.get("demo", [])]
        missing = {name for name in listed if f"{addon}/{name}" not in tree.files}
        for name in sorted(missing):
            yield Finding(path, 1, f"{name} does not exist")
        for name in sorted({name for name in listed if listed.count(name) > 1}):
            yield Finding(path, 1, f"{name} is listed twice")
        # A table is named by its model: res.partner.csv; others are read by code,
        # as chart templates are.
        kinds = ("*.xml", "*.*.csv")
        globs = [f"{addon}/{folder}/{kind}" for folder in LOADED for kind in kinds]
        for name in tree.select(*globs, without=["*/data/template/*"]):
            if name.removeprefix(f"{addon}/") not in listed:
                yield Finding(name, 1, "is not listed in the manifest")


@check("spoke-dependency")
def spoke_dependency(tree: Tree) -> Iterator[Finding]:
    """Spokes depend on the hub, never on each other; glue joins them"""
    for addon in tree.addons:
        own = addon.rpartition("/")[2]
        joins = own == STORY or is_glue(tree, addon)
        for other in manifest(tree, addon).get("depends", []):
            allowed = not other.startswith("caetic_") or (other == HUB and own != HUB)
            allowed = allowed or PARENTS.get(own) == other
            if other == STORY or not (allowed or joins):
                path = f"{addon}/__manifest__.py"
                yield Finding(path, 1, f"{own} depends on {other}")


@check("licence-header")
def licence_header(tree: Tree) -> Iterator[Finding]:
    """Each file says under which licence it is, wherever it is copied"""
    header = "# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl)."
    for name in tree.select("addons/*.py"):
        text = tree.text(name)
        if text.strip() and header not in text.splitlines()[:3]:
            yield Finding(name, 1, "no licence header")
