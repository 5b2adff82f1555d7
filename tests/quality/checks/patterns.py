"""Checks that one line of text betrays: a table of patterns."""

import re
from dataclasses import dataclass

from .core import CHECKS, Check, Finding, Policy, Tree

XML = ("addons/*.xml",)
PYTHON = ("addons/*.py",)
ACCESS = ("addons/*/ir.model.access.csv",)
STORY = "addons/caetic_demo/*"
ADDON_TESTS = ("addons/*/tests/*.py",)


@dataclass(frozen=True, slots=True)
class Pattern:
    name: str
    why: str
    regex: str
    files: tuple[str, ...]
    without: tuple[str, ...] = ()
    policy: Policy = Policy.BLOCK

    def find(self, tree: Tree) -> list[Finding]:
        search = re.compile(self.regex).search
        return [
            Finding(path, number, line.strip()[:120])
            for path, number, line in tree.lines(*self.files, without=self.without)
            if search(line)
        ]


PATTERNS = [
    # --- security
    Pattern(
        "open-rule",
        "A record rule that opens everything needs a reason",
        r"\(\s*1\s*,\s*['\"]=['\"]\s*,\s*1\s*\)",
        ("addons/*/security/*.xml",),
        policy=Policy.REVIEW,
    ),
    Pattern(
        "acl-without-group",
        "An access right without a group is for the whole world",
        r"^[^,]+,[^,]+,[^,]+,\s*,(?!0,0,0,0)[01],",
        ACCESS,
    ),
    Pattern(
        "acl-write-for-everybody",
        "Users of the portal and plain employees do not write by RPC",
        r"base\.group_(user|portal|public),[01],(1,[01],[01]|0,1,[01]|0,0,1)",
        ACCESS,
        policy=Policy.REVIEW,
    ),
    Pattern(
        "raw-html",
        "t-raw prints what an attacker typed",
        r"\bt-raw=",
        (*XML, "addons/*.js"),
    ),
    # --- language
    Pattern(
        "french-in-source",
        "French belongs in i18n, data, demo and *_fr.xml",
        r"[\"'>][^\"'<>]*[éèêàçùôîœÉÀ][^\"'<>]*[\"'<]",
        (*PYTHON, *XML, "addons/*.js"),
        ("*/i18n/*", "*/tests/*", "*/demo/*", "*/data/*", "*_fr.xml", STORY),
        Policy.REVIEW,
    ),
    # --- Odoo 19
    Pattern(
        "removed-api",
        "Removed from Odoo 19, ignored by it, or about to go",
        r"_sql_constraints|self\._(cr|uid|context)\b|odoo\.osv|expression\.(AND|OR)"
        r"|type\s*=\s*['\"]json['\"]|check_access_(rights|rule)\(|user_has_groups"
        r"|groups_id|\bname_get\(|(?<![_\w])read_group\(|category_id.*res\.groups"
        r"|\.toggle_active\(|from odoo import .*\b_\b(?!\w)",
        PYTHON,
    ),
    Pattern(
        "removed-xml",
        "View syntax of before Odoo 19",
        r"<tree|\battrs=|\bstates=|name=\"users\" eval|name=\"groups_id\"|\bt-esc="
        r"|ref=\"base\.default_user\"|<group[^>]*expand=",
        XML,
    ),
    Pattern(
        "noupdate-code",
        "Groups, rules and views are code: a fix must reach existing databases",
        r"noupdate=\"(1|True|true)\"",
        ("addons/*/views/*.xml", "addons/*/security/*.xml"),
    ),
    # --- tests
    Pattern(
        "test-needs-demo",
        "Tests build their own world; demo data is off by default",
        r"base\.(user_demo|partner_demo|demo_user|res_partner_\d)"
        r"|env\.ref\(['\"][\w.]*demo",
        ADDON_TESTS,
    ),
    Pattern(
        "lint-silenced",
        "A silenced lint says which rule and, after it, why",
        r"#\s*noqa(?!:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*\W+\w{3})"
        r"|pylint:\s*disable(?!=[\w,-]+\W+(?![\w-]+=)\w{2,}\s)",
        ("*.py", "caetic"),
        ("tests/quality/checks/patterns.py",),
    ),
    Pattern(
        "left-over",
        "Work in progress stays out, or names its issue",
        r"\b(TODO|FIXME|XXX)\b(?!\s*\(?#\d)|\bdebugger;"
        # Odoo knows by these words that a script in its browser has succeeded.
        r"|\bconsole\.(log(?!\(.test successful)|debug)\(",
        ("*.py", "addons/*.xml", "addons/*.js", "docker/*", "caetic"),
        ("tests/quality/checks/patterns.py", "*.png"),
    ),
]

CHECKS.update(
    (pattern.name, Check(pattern.name, pattern.policy, pattern.why, pattern.find))
    for pattern in PATTERNS
)
