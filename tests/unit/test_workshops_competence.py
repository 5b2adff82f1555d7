# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Competence grid: what is reached, what is missing, what is proposed."""

from decimal import Decimal

import pytest
from caetic_workshops_engine.competence import (
    Rating,
    gap,
    mean,
    means,
    proposals,
    reached,
)


@pytest.mark.parametrize(
    ("own", "adviser", "level", "missing"),
    [
        (0, 0, None, 0),
        (2, 0, 2, 1),
        (0, 1, 1, 2),
        # The lower of both, whoever says it.
        (3, 2, 2, 1),
        (1, 3, 1, 2),
        (4, 4, 4, 0),
    ],
)
def test_the_gap_is_what_is_expected_minus_the_lower_opinion(
    own, adviser, level, missing
):
    rating = Rating(group=1, expected=3, own=own, adviser=adviser)
    assert reached(rating) == level
    assert gap(rating) == missing


def test_a_mean_leaves_out_what_is_not_filled_in():
    assert mean([0, 0]) is None
    assert mean([1, 2, 2, 0]) == Decimal("1.67")
    # 5 / 8 = 0.625: half up.
    assert mean([1] * 3 + [2]) == Decimal("1.25")


def test_the_axes_of_the_picture_are_the_means_of_each_competence():
    ratings = [
        Rating(1, 2, 1, 2),
        Rating(1, 3, 2, 0),
        Rating(2, 3, 0, 0),
    ]
    assert means(ratings) == {
        1: (Decimal("2.50"), Decimal("1.50"), Decimal("2.00")),
        2: (Decimal("3.00"), None, None),
    }


def test_modules_come_by_what_is_missing_most():
    ratings = [
        Rating(1, 3, 1, 1, modules=(10,)),
        Rating(1, 3, 2, 2, modules=(10, 30)),
        Rating(2, 3, 1, 3, modules=(20,)),
        Rating(2, 3, 3, 3, modules=(40,)),
        Rating(3, 2, 1, 0, modules=(30,)),
    ]
    # Module 10: 2 + 1; 30: 1 + 1; 20: 2; 40: nothing is missing.
    assert proposals(ratings) == [(10, 3), (20, 2), (30, 2)]
    # What is missing still may be elsewhere than in a module attended.
    assert proposals(ratings, attended={10}) == [(20, 2), (30, 2), (10, 3)]
