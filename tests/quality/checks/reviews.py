"""The allow-list: what was looked at, and why it is right."""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from .core import CHECKS, Finding, Policy, Tree

REVIEWED = Path(__file__).resolve().parents[1] / "reviewed.toml"
SHORTEST_REASON = 20


@dataclass(frozen=True, slots=True)
class Review:
    """One accepted place: a check, a path (globs allowed), a text of the line."""

    check: str
    path: str
    pattern: str
    reason: str

    def accepts(self, check: str, finding: Finding, line: str) -> bool:
        return (
            check == self.check
            and fnmatch(finding.path, self.path)
            and (self.pattern in line or self.pattern in finding.message)
        )


def read_reviews(path: Path = REVIEWED) -> list[Review]:
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("reviewed", [])
    return [Review(**entry) for entry in entries]


def unreviewed(tree: Tree, name: str, reviews: list[Review]) -> list[Finding]:
    """Return the findings of a check that no review accepts."""
    return [
        finding
        for finding in CHECKS[name].run(tree)
        if not any(r.accepts(name, finding, _line(tree, finding)) for r in reviews)
    ]


def _line(tree: Tree, finding: Finding) -> str:
    lines = tree.text(finding.path).splitlines()
    return lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""


def problems(tree: Tree, reviews: list[Review]) -> list[str]:
    """Return what is wrong with the allow-list: no reason, no such check or hit."""
    wrong = []
    for review in reviews:
        where = f"{review.check} {review.path} {review.pattern!r}"
        check = CHECKS.get(review.check)
        if check is None or check.policy is not Policy.REVIEW:
            wrong.append(f"{where}: this check takes no review")
        elif len(review.reason.strip()) < SHORTEST_REASON or not review.pattern:
            wrong.append(f"{where}: needs a pattern and a reason")
        elif not any(
            review.accepts(review.check, finding, _line(tree, finding))
            for finding in check.run(tree)
        ):
            wrong.append(f"{where}: stale, nothing matches it any more")
    return wrong
