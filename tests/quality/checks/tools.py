"""Checks made by the linters of Python and of the Odoo Community Association."""

import re
import subprocess
import sys
from collections.abc import Iterator

from .core import Finding, Tree, check

PLACE = re.compile(r"^(?P<path>[^\s:]+):((?P<line>\d+):?)?(\d+:)? (?P<message>.*)$")
# Only the names of the modules differ between a hook and its module.
ODOO_HOOK = "oca_pre_commit_hooks.cli"
PO_HOOK = "oca_pre_commit_hooks.cli_po"


class ToolError(Exception):
    """A tool is not installed, or did not understand its configuration."""


def run(tree: Tree, *arguments: str, accept: tuple[int, ...] = (0, 1)) -> str:
    """Run a Python tool at the root of the tree and return what it printed."""
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(
        command, cwd=tree.root, capture_output=True, text=True, timeout=600, check=False
    )
    broken = re.search(r"^Traceback|No module named", done.stderr, re.MULTILINE)
    if done.returncode not in accept or broken:
        raise ToolError(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
    return done.stdout + done.stderr


def places(tree: Tree, output: str) -> Iterator[Finding]:
    """Yield the lines ``path:line:column: message`` of a tool's output."""
    root = tree.root.resolve()
    for line in output.splitlines():
        found = PLACE.match(line.strip())
        if found:
            # Outside of git, the hooks print paths relative to the file system.
            name = found["path"].lstrip("/").removeprefix(f"{str(root)[1:]}/")
            if (root / name).exists():
                yield Finding(name, int(found["line"] or 1), found["message"])


def python_files(tree: Tree) -> list[str]:
    return tree.select("*.py", "caetic")


@check("ruff")
def ruff(tree: Tree) -> Iterator[Finding]:
    """Errors, complexity, security and order of imports, as pyproject.toml says"""
    config = str(tree.config / "pyproject.toml")
    options = ["--no-cache", "--config", config, "--output-format", "concise"]
    yield from places(tree, run(tree, "ruff", "check", *options, *python_files(tree)))


@check("ruff-format")
def ruff_format(tree: Tree) -> Iterator[Finding]:
    """One layout of code, which nobody discusses"""
    config = str(tree.config / "pyproject.toml")
    options = ["--no-cache", "--diff", "--config", config]
    output = run(tree, "ruff", "format", *options, *python_files(tree))
    for name in re.findall(r"^--- (\S+)", output, re.MULTILINE):
        yield Finding(name, 1, "run: ruff format")


@check("pylint-odoo")
def pylint_odoo(tree: Tree) -> Iterator[Finding]:
    """The mandatory list of pylint-odoo"""
    if not tree.addons:
        return
    config = str(tree.config / ".pylintrc-mandatory")
    template = "--msg-template={path}:{line}: {msg_id} {symbol} {msg}"
    options = ["--rcfile", config, template, "--score=n", *tree.addons]
    # The exit status of pylint is a set of bits; 32 is wrong usage.
    yield from places(tree, run(tree, "pylint", *options, accept=tuple(range(32))))


@check("oca-module")
def oca_module(tree: Tree) -> Iterator[Finding]:
    """The hooks of the OCA for XML, CSV and names of files"""
    yield from _oca(tree, ODOO_HOOK, [f"{a}/__manifest__.py" for a in tree.addons])


@check("oca-po")
def oca_po(tree: Tree) -> Iterator[Finding]:
    """The hooks of the OCA for catalogues"""
    yield from _oca(tree, PO_HOOK, tree.select("addons/*/i18n/*.po*"))


def _oca(tree: Tree, hook: str, arguments: list[str]) -> Iterator[Finding]:
    if arguments:
        config = str(tree.config / ".oca_hooks.cfg")
        output = run(tree, hook, "--config", config, *arguments, accept=(0, 1, 255))
        yield from places(tree, output)
