"""The repository keeps its own rules."""

import pytest
from checks import CHECKS, Policy, problems, read_reviews, unreviewed

ENFORCED = [name for name, check in CHECKS.items() if check.policy is not Policy.REPORT]


@pytest.mark.parametrize("name", ENFORCED)
def test_repository_is_clean(tree, name):
    findings = unreviewed(tree, name, read_reviews())
    shown = "\n".join(map(str, findings))
    assert not findings, f"{CHECKS[name].why}\n{shown}"


def test_every_review_is_current_and_has_a_reason(tree):
    assert problems(tree, read_reviews()) == []
