"""Checks of the French catalogues: complete, faithful, well set."""

import re
from collections.abc import Iterator
from itertools import pairwise

import polib

from .core import Finding, Tree, check
from .terms import normal, terms

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdf]|\{\{.*?\}\}|\$\{.*?\}|#\{.*?\}")
MARKUP = re.compile(r"<[^>]*>|&#?\w+;|https?://\S+")
NO_BREAK = "\u00a0\u202f"
# A sign of two parts follows a no-break space; so does what opens a quotation.
BEFORE_SIGN = re.compile(rf"(?:[^\s{NO_BREAK}!?;:]|[ \t\n])([;!?»]|:(?=\s|$))")
AFTER_QUOTE = re.compile(rf"«[^{NO_BREAK}]")


def catalogues(tree: Tree) -> Iterator[tuple[str, polib.POFile]]:
    for path in tree.select("addons/*/i18n/fr.po"):
        yield path, polib.pofile(tree.text(path))


def entries(tree: Tree) -> Iterator[tuple[str, polib.POEntry]]:
    for path, catalogue in catalogues(tree):
        for entry in catalogue:
            if not entry.obsolete:
                yield path, entry


@check("po-untranslated")
def po_untranslated(tree: Tree) -> Iterator[Finding]:
    """An entrepreneur reads French only"""
    for path, entry in entries(tree):
        if entry.fuzzy or not entry.translated():
            yield Finding(path, entry.linenum, f"not translated: {entry.msgid[:80]}")


@check("po-placeholder")
def po_placeholder(tree: Tree) -> Iterator[Finding]:
    """A lost placeholder loses the amount; a new one fails at run time"""
    for path, entry in entries(tree):
        if entry.msgstr:
            source = sorted(PLACEHOLDER.findall(entry.msgid))
            if source != sorted(PLACEHOLDER.findall(entry.msgstr)):
                yield Finding(
                    path, entry.linenum, f"placeholders of: {entry.msgid[:80]}"
                )


@check("po-typography")
def po_typography(tree: Tree) -> Iterator[Finding]:
    """French sets a no-break space before : ; ! ? and inside « »"""
    for path, entry in entries(tree):
        text = entry.msgstr.replace("&nbsp;", "\u00a0")
        text = MARKUP.sub("", PLACEHOLDER.sub("x", text))
        if BEFORE_SIGN.search(text) or AFTER_QUOTE.search(text):
            yield Finding(path, entry.linenum, f"no-break space: {text[:80]}")
        if '"' in text:
            yield Finding(path, entry.linenum, f'« » instead of ": {text[:80]}')


@check("po-missing")
def po_missing(tree: Tree) -> Iterator[Finding]:
    """What the source shows has its entry in fr.po"""
    for addon in tree.addons:
        path = f"{addon}/i18n/fr.po"
        found = polib.pofile(tree.text(path)) if path in tree.files else []
        known = {normal(entry.msgid) for entry in found if not entry.obsolete}
        for other in tree.select(f"{addon}/i18n/*.pot"):
            for entry in polib.pofile(tree.text(other)):
                if normal(entry.msgid) not in known:
                    yield Finding(path, 1, f"not in fr.po: {entry.msgid[:80]}")
        composed = "\n".join(text for text in known if "<" in text)
        for term in terms(tree, addon):
            text = normal(term.text)
            if text and text not in known and (term.whole or text not in composed):
                yield Finding(term.path, term.line, f"not in fr.po: {text[:80]}")


@check("po-consistent")
def po_consistent(tree: Tree) -> Iterator[Finding]:
    """Two entries of one catalogue never translate the same text"""
    for path, catalogue in catalogues(tree):
        ordered = sorted(catalogue, key=lambda entry: (entry.msgid, entry.linenum))
        for one, two in pairwise(ordered):
            if one.msgid == two.msgid:
                yield Finding(path, two.linenum, f"a second time: {two.msgid[:80]}")
