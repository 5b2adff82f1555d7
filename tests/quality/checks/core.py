"""What a check is, and the tree of files that it reads.

A check is a function ``(tree) -> iterable of findings``. Its policy says what a
finding means: ``BLOCK`` must be mended, ``REVIEW`` must be mended or accepted in
``reviewed.toml`` with a reason, ``REPORT`` is only shown.
"""

import ast
import enum
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
SAMPLES = "tests/quality/samples"
PRUNED = {".git", ".caetic", "node_modules", "__pycache__", ".venv", "venv"}


class Policy(enum.Enum):
    BLOCK = "block"
    REVIEW = "review"
    REPORT = "report"


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One place that breaks a check; ``path`` is relative to the root."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.message}"


class Module:
    """A Python file: its lines, its syntax tree, its comments."""

    def __init__(self, root: Path, path: str):
        self.path = path
        self.source = (root / path).read_text(encoding="utf-8")
        self.lines = self.source.splitlines()

    @cached_property
    def syntax(self) -> ast.Module:
        return ast.parse(self.source, self.path)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node, listed once: most of the checks look through them."""
        return list(ast.walk(self.syntax))

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {
            child: node for node in self.nodes for child in ast.iter_child_nodes(node)
        }

    def walk(self, *kinds: type) -> Iterator[ast.AST]:
        return (node for node in self.nodes if isinstance(node, kinds))

    def statement(self, node: ast.AST) -> ast.stmt:
        """Return the innermost statement that holds the node."""
        while not isinstance(node, ast.stmt):
            node = self.parents[node]
        return node

    def function(self, node: ast.AST) -> ast.FunctionDef | None:
        """Return the innermost function that holds the node."""
        while node is not None and not isinstance(node, ast.FunctionDef):
            node = self.parents.get(node)
        return node

    def has_comment(self, node: ast.AST) -> bool:
        """Tell whether a comment explains the node: in its lines or just above."""
        first = max(0, self.statement(node).lineno - 4)
        return any("# " in line for line in self.lines[first : node.end_lineno])

    def finding(self, node: ast.AST, message: str) -> Finding:
        return Finding(self.path, node.lineno, message)


class Tree:
    """The files of a repository, or of a sample that imitates one."""

    def __init__(self, root: Path, config: Path | None = None):
        self.root = Path(root)
        # Tools read the real configuration, also when they look at a sample.
        self.config = Path(config or root)
        self._modules: dict[str, Module] = {}
        self.findings: dict[str, list[Finding]] = {}

    @cached_property
    def files(self) -> list[str]:
        """Every file that is, or is about to be, in the repository."""
        names = self._git_files() if (self.root / ".git").exists() else self._walk()
        return sorted(
            name
            for name in names
            if not name.startswith(SAMPLES) and (self.root / name).is_file()
        )

    def _git_files(self) -> list[str]:
        command = ["git", "ls-files", "-z", "-co", "--exclude-standard"]
        done = subprocess.run(command, cwd=self.root, check=True, capture_output=True)
        return [name for name in done.stdout.decode().split("\0") if name]

    def _walk(self) -> Iterator[str]:
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if name not in PRUNED]
            for name in names:
                yield (Path(folder) / name).relative_to(self.root).as_posix()

    def select(self, *globs: str, without: Iterable[str] = ()) -> list[str]:
        """Return the files that match one of the globs (``*`` also matches ``/``)."""
        return [
            name
            for name in self.files
            if any(fnmatch(name, glob) for glob in globs)
            and not any(fnmatch(name, glob) for glob in without)
        ]

    @cached_property
    def addons(self) -> list[str]:
        manifests = self.select("addons/*/__manifest__.py")
        return [name.removesuffix("/__manifest__.py") for name in manifests]

    def text(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def lines(self, *globs: str, without: Iterable[str] = ()) -> Iterator[tuple]:
        """Yield (path, line number, line) of the selected text files."""
        for name in self.select(*globs, without=without):
            for number, line in enumerate(self.text(name).splitlines(), 1):
                yield name, number, line

    def modules(self, *globs: str, without: Iterable[str] = ()) -> Iterator[Module]:
        for name in self.select(*globs, without=without):
            if name not in self._modules:
                self._modules[name] = Module(self.root, name)
            yield self._modules[name]

    def code(self) -> Iterator[Module]:
        """Yield the Python of the addons that runs in production."""
        without = ["*/tests/*", "*/migrations/*", "*/__manifest__.py"]
        return self.modules("addons/*.py", without=without)

    def controllers(self) -> Iterator[Module]:
        return self.modules("addons/*/controllers/*.py")

    def engines(self) -> Iterator[Module]:
        return self.modules("addons/*/engine/*.py")

    def addon_tests(self) -> Iterator[Module]:
        return self.modules("addons/*/tests/*.py")

    def test_files(self) -> Iterator[Module]:
        """Yield every file whose functions a runner collects."""
        return self.modules("addons/*/tests/test_*.py", "tests/*/test_*.py")


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    policy: Policy
    why: str
    function: Callable[[Tree], Iterable[Finding]]

    def run(self, tree: Tree) -> list[Finding]:
        """Return what is found in a tree, which is looked at once."""
        if self.name not in tree.findings:
            tree.findings[self.name] = sorted(set(self.function(tree)))
        return tree.findings[self.name]


CHECKS: dict[str, Check] = {}


def check(name: str, policy: Policy = Policy.BLOCK) -> Callable:
    """Register a function as the check ``name``; its docstring says why it exists."""

    def register(function):
        why = (function.__doc__ or "").strip().partition("\n")[0]
        if not why or name in CHECKS:
            raise ValueError(f"check {name}: no docstring, or a second one")
        CHECKS[name] = Check(name, policy, why, function)
        return function

    return register


def dotted(node: ast.AST | None) -> str:
    """Return ``a.b.c`` for a chain of attributes, with ``()`` for the calls in it."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    return getattr(node, "id", "")


def called(node: ast.AST) -> str:
    """Return the last name of what is called: ``write`` for ``record.write()``."""
    return dotted(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""


def keywords(call: ast.Call) -> dict[str, ast.expr]:
    return {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}


def decorators(function: ast.FunctionDef) -> dict[str, ast.AST]:
    """Return the decorators of a function by their last name."""
    return {
        (called(node) or dotted(node).rpartition(".")[2]): node
        for node in function.decorator_list
    }


def model_classes(module: Module) -> Iterator[tuple[ast.ClassDef, str]]:
    """Yield the Odoo model classes of a module with their base (``Model``, ...)."""
    for node in module.walk(ast.ClassDef):
        bases = {dotted(base) for base in node.bases}
        for kind in ("Model", "AbstractModel", "TransientModel"):
            if f"models.{kind}" in bases:
                yield node, kind


def class_value(node: ast.ClassDef, name: str):
    """Return the literal that a class attribute holds, ``None`` without one."""
    for statement in node.body:
        if isinstance(statement, ast.Assign) and name in map(dotted, statement.targets):
            try:
                return ast.literal_eval(statement.value)
            except ValueError:
                return None
    return None
