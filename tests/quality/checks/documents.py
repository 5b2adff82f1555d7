"""Checks of what people read: links, commands, and nothing of one machine."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import PurePosixPath

from .core import Finding, Tree, check

DOCUMENTS = ("*.md",)
BINARY = ("*.png", "*.jpg", "*.ico", "*.woff*", "*.pdf", "*.gz", "*.zip", "*.dump")
LINK = re.compile(
    r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)|<(?:img|a)\b[^>]*\b(?:src|href)=\"([^\"]+)"
)
HEADING = re.compile(r"^#+\s+(.*?)\s*#*$", re.MULTILINE)
FENCE = re.compile(r"^\s*(```|~~~)")
INLINE = re.compile(r"`([^`]+)`")
COMMAND = re.compile(r"(?:^|[\s;&|])(\./[\w./-]+|(?:docker|tests|\.ci)/[\w./-]+)")
VERB = re.compile(r"\./caetic\s+([a-z][\w-]*)((?:\s+[a-z-][\w-]*)*)")
FRAGMENT = re.compile(r"^(\d+|\+[\w-]+)\.(feature|bugfix|doc|misc)\.md$")

# Written so that this file does not hold what it forbids.
MACHINE = re.compile(
    r"(?<![\w.~}-])/(wor[k]|opt/de[v]|roo[t]|hom[e]/(?!odoo\b|caetic\b)\w+)(?=/|\b[^\w-])"
    r"|/tm[p]/\w+_jobs"
)
REGISTRY = re.compile(
    r"--(?:extra-)?index-ur[l]\b|--trusted-hos[t]\b|\bPIP_(?:EXTRA_)?INDEX_URL\s*="
    r"|\bGOPROXY\s*=|\bregistry\s*=\s*http"
    r"|https?://[\w.-]*(?:artifactor[y]|nexu[s]|devp[i]|\.interna[l]\b|\.cor[p]\b)"
    r"|https?://(?!127\.|0\.0\.0\.0)\d+\.\d+\.\d+\.\d+"
)


@check("document-link")
def document_link(tree: Tree) -> Iterator[Finding]:
    """A link or a picture leads somewhere"""
    for path, number, line in tree.lines(*DOCUMENTS):
        for found in LINK.finditer(line):
            target = found[1] or found[2]
            if re.match(r"[a-z][a-z0-9+.-]*:", target):
                continue
            if not _leads_somewhere(tree, path, target):
                yield Finding(path, number, f"leads nowhere: {target}")


def _leads_somewhere(tree: Tree, path: str, target: str) -> bool:
    name, _hash, anchor = target.partition("#")
    goal = (tree.root / PurePosixPath(path).parent / name) if name else tree.root / path
    if not goal.exists():
        return False
    if not anchor or goal.suffix != ".md":
        return True
    headings = HEADING.findall(goal.read_text(encoding="utf-8"))
    return anchor in {_anchor(heading) for heading in headings}


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@check("document-command")
def document_command(tree: Tree) -> Iterator[Finding]:
    """A command that a reader copies exists"""
    verbs = None
    for path, number, code in _commands(tree):
        for found in COMMAND.finditer(code):
            if not (tree.root / found[1].rstrip(".")).exists():
                yield Finding(path, number, f"no such file: {found[1]}")
        for found in VERB.finditer(code):
            verbs = _verbs(tree) if verbs is None else verbs
            if found[1] not in verbs:
                yield Finding(path, number, f"no such command: ./caetic {found[1]}")


def _commands(tree: Tree) -> Iterator[tuple[str, int, str]]:
    """Yield (path, line number, code) for code blocks and inline code."""
    for path in tree.select(*DOCUMENTS):
        fenced = False
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            if FENCE.match(line):
                fenced = not fenced
            elif fenced:
                yield path, number, line
            else:
                yield from ((path, number, code) for code in INLINE.findall(line))


def _verbs(tree: Tree) -> set[str]:
    """Return the words that the help of the command line knows."""
    script = tree.root / "caetic"
    if not script.exists():
        return set()
    command = [sys.executable, str(script), "--help"]
    shown = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False
    )
    return set(re.findall(r"[a-z][\w-]*", shown.stdout))


@check("machine-path")
def machine_path(tree: Tree) -> Iterator[Finding]:
    """A path of the machine where a line was written exists nowhere else"""
    for path, number, line in tree.lines("*", without=BINARY):
        if MACHINE.search(line):
            yield Finding(path, number, line.strip()[:100])


@check("registry-host")
def registry_host(tree: Tree) -> Iterator[Finding]:
    """Packages come from the reader's own registry, not from the writer's"""
    for path, number, line in tree.lines("*", without=BINARY):
        if REGISTRY.search(line):
            yield Finding(path, number, line.strip()[:100])


@check("changes-fragment")
def changes_fragment(tree: Tree) -> Iterator[Finding]:
    """Each capability says in one sentence what changed for people"""
    for path in tree.select("changes.d/*", without=["*/template.*", "*/.git*"]):
        if not FRAGMENT.match(PurePosixPath(path).name):
            yield Finding(path, 1, "name it <issue>.<feature|bugfix|doc|misc>.md")
        elif not tree.text(path).strip():
            yield Finding(path, 1, "is empty")


@check("licence-file")
def licence_file(tree: Tree) -> Iterator[Finding]:
    """The licence is the text that its authors published"""
    text = tree.text("LICENSE") if "LICENSE" in tree.files else ""
    whole = len(text.splitlines()) == 661 and "END OF TERMS AND CONDITIONS" in text
    if not whole or "GNU AFFERO GENERAL PUBLIC LICENSE" not in text:
        yield Finding("LICENSE", 1, "is not the text of the AGPL, version 3")
