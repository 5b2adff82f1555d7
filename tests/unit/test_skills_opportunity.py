# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Shares of a team that make 100 %, and skills named in the words of a customer."""

import random
from decimal import Decimal

import pytest
from caetic_skills_engine.need_text import Term, fold, read_need, stem
from caetic_skills_engine.team_shares import ShareError, complete, is_whole, suggest

TERMS = [
    Term("web", "Développement web"),
    Term("web", "site internet"),
    Term("web", "site web"),
    Term("ads", "Gestion de sites d'annonces"),
    Term("logo", "Identité visuelle"),
    Term("logo", "logo"),
    Term("film", "vidéo"),
    Term("film", "film d'entreprise"),
    Term("cut", "Montage vidéo"),
    Term("seo", "Référencement"),
    Term("net", "internet"),
]


def named(text):
    return [found.key for found in read_need(text, TERMS)]


def test_a_bundle_gives_each_of_its_skills():
    """The example of the seed: web development, visual identity, video."""
    assert named("site internet avec identité visuelle et vidéo") == [
        "web",
        "logo",
        "film",
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nous voudrions refaire nos SITES INTERNET", ["web"]),
        ("des identites visuelles", ["logo"]),
        ("un site vitrine web et un logo", ["web", "logo"]),
        ("film d’entreprise", ["film"]),
        ("le montage de nos vidéos", ["cut"]),
        ("être mieux référencés", ["seo"]),
        ("nos références", ["seo"]),
        ("un internet plus rapide", ["net"]),
        ("une visite sur place", []),
        ("", []),
        ("§ 12 ; -- <b>", []),
    ],
)
def test_words_of_customers(text, wanted):
    assert named(text) == wanted


def test_the_words_that_were_read_are_told():
    (found,) = read_need("refonte de notre site vitrine web", TERMS)
    assert (found.key, found.words, found.size) == ("web", "site web", 2)


def test_a_long_text_is_read_without_harm():
    """Every word of a term over and over: each is named once."""
    text = "identité visuelle vidéo site internet " * 500
    assert named(text) == ["logo", "film", "web"]


def test_folding_and_stems():
    assert fold("Œuvre d'ÉTÉ, garçon") == "oeuvre d'ete, garcon"
    assert stem("creations") == stem("creation")
    assert stem("visuelle") == stem("visuels")


# -- shares ---------------------------------------------------------------------------


def test_the_last_one_without_a_share_takes_the_rest():
    told = [Decimal("33.33"), Decimal("33.33"), None]
    assert complete(told) == (Decimal("33.33"), Decimal("33.33"), Decimal("33.34"))
    assert complete([Decimal(60), Decimal(30)]) == (Decimal(60), Decimal(30))
    assert complete([]) == ()


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        ([Decimal(60), Decimal("40.01")], "above_whole"),
        ([Decimal(-1), None], "below_zero"),
    ],
)
def test_shares_that_cannot_be(shares, code):
    with pytest.raises(ShareError, match=code):
        complete(shares)


def test_shares_by_days():
    """5, 3 and 2 days of 10: 50, 30 and 20 %."""
    days = {"bruno": Decimal(5), "amelie": Decimal(3), "chloe": Decimal(2)}
    assert list(suggest(days).values()) == [50, 30, 20]
    assert list(suggest(dict.fromkeys("abc", Decimal(0))).values()) == [34, 33, 33]
    assert suggest({}) == {}


@pytest.mark.parametrize("seed", range(100))
def test_suggested_shares_make_a_hundred(seed):
    dice = random.Random(seed)  # noqa: S311 - cases of a test, no secret
    size = dice.randint(1, 9)
    days = {key: Decimal(dice.randint(0, 40)) / 2 for key in range(size)}
    shares = suggest(days)
    assert is_whole(list(shares.values()))
    whole = sum(days.values()) or size
    for key, share in shares.items():
        exact = 100 * (days[key] if any(days.values()) else 1) / whole
        assert abs(share - exact) < 1, "never a percent away"
    assert list(shares) == list(days)


def test_whole_to_the_hundredth():
    assert is_whole([Decimal("33.33"), Decimal("66.67")])
    assert not is_whole([Decimal("33.33"), Decimal("66.66")])
    assert not is_whole([])
