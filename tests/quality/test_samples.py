"""Each check finds exactly the violations that were planted for it."""

import shutil
from pathlib import Path

import pytest
from checks import CHECKS, REPOSITORY, SAMPLES, Tree
from checks.reviews import Review, problems, unreviewed

FOLDER = REPOSITORY / SAMPLES


def sample(name: str, target: Path) -> Tree:
    """Copy a sample out of the repository, whose tools ignore it where it lies."""
    shutil.copytree(FOLDER / name, target / name)
    return Tree(target / name, config=REPOSITORY)


def expected(name: str) -> list[str]:
    return (FOLDER / name / "expected.txt").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("name", CHECKS)
def test_check_finds_the_planted_violations(name, tmp_path):
    findings = CHECKS[name].run(sample(name, tmp_path))
    places = {f"{finding.path}:{finding.line}" for finding in findings}
    assert sorted(places) == sorted(expected(name)), "\n".join(map(str, findings))
    assert places, f"nothing is planted for {name}"


def test_every_sample_has_its_check():
    assert {path.name for path in FOLDER.iterdir()} == set(CHECKS)


@pytest.fixture
def raw_sql(tmp_path):
    return sample("raw-sql", tmp_path)


def review(**changes) -> Review:
    values = {
        "check": "raw-sql",
        "path": "addons/*",
        "pattern": "cr.execute",
        "reason": "a reason that is long enough to be one",
    }
    return Review(**{**values, **changes})


def test_review_accepts_what_it_names(raw_sql):
    reviews = [review(), review(pattern="execute_query")]
    assert unreviewed(raw_sql, "raw-sql", []) != []
    assert unreviewed(raw_sql, "raw-sql", reviews) == []
    assert problems(raw_sql, reviews) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"reason": "because"}, "needs a pattern and a reason"),
        ({"pattern": ""}, "needs a pattern and a reason"),
        ({"pattern": "gone"}, "stale"),
        ({"path": "addons/caetic_gone/*"}, "stale"),
        ({"check": "commit"}, "takes no review"),
        ({"check": "unknown"}, "takes no review"),
    ],
)
def test_bad_review_is_refused(raw_sql, changes, problem):
    (found,) = problems(raw_sql, [review(**changes)])
    assert problem in found
