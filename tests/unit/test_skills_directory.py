# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the public directory shows, finds and accepts (R801, R907)."""

from decimal import Decimal
from itertools import permutations

import pytest
from caetic_skills_website_engine import (
    PROFILE_KINDS,
    Answer,
    check_body,
    item_list,
    person_graph,
    plain,
    read_budget,
    search_words,
    shown_fields,
    standing,
    too_often,
)
from hypothesis import given
from hypothesis import strategies as st

PAGE = {
    "name": "Chloé Martin",
    "url": "https://cae.example/annuaire/personnes/chloe-martin-7",
    "trades": [],
}
HOUSE = {"name": "CAETIC", "url": "https://cae.example"}


# -- what is shown ------------------------------------------------------------------


def test_no_answer_is_a_no():
    assert standing([]) == frozenset()
    assert shown_fields(True, False, standing([])) == ()


def test_the_last_answer_holds_in_whatever_order_they_come():
    answers = [Answer("town", True, (1,)), Answer("town", False, (2,))]
    answers += [Answer("rate", False, (1,)), Answer("rate", True, (3,))]
    for order in permutations(answers):
        assert standing(order) == {"rate"}


def test_a_project_is_a_thing_of_its_own():
    answers = [
        Answer(("project", 1), True, (1,)),
        Answer(("project", 2), True, (2,)),
        Answer(("project", 1), False, (3,)),
    ]
    assert standing(answers) == {("project", 2)}


def test_without_a_page_nothing_is_shown():
    assert shown_fields(False, True, frozenset(PROFILE_KINDS)) == ()


def test_shown_in_the_order_of_the_page_and_no_other_key():
    kinds = frozenset({"town", "headline", ("project", 1), "profile", "email"})
    assert shown_fields(True, True, kinds) == ("headline", "town", "photo")


kinds = st.sampled_from(PROFILE_KINDS)


@given(st.lists(st.tuples(kinds, st.booleans())))
def test_what_was_taken_back_last_is_never_shown(log):
    answers = [Answer(kind, yes, (rank,)) for rank, (kind, yes) in enumerate(log)]
    shown = set(shown_fields(True, False, standing(answers)))
    for kind in PROFILE_KINDS:
        said = [yes for other, yes in log if other == kind]
        assert (kind in shown) == (bool(said) and said[-1])


# -- what is found ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("  Vidéo   ÉTÉ ", "video ete"),
        ("l\u2019\u0153uvre", "l'oeuvre"),
        ("Straße", "strasse"),
        (None, ""),
    ],
)
def test_plain(text, found):
    assert plain(text) == found


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Site internet, identité & vidéo", ["site", "internet", "identite", "video"]),
        ("C++ c# node.js", ["c++", "c#", "node.js"]),
        ("%%% ___ ;;;", []),
        ("a b c d e f g h", ["a", "b", "c", "d", "e", "f"]),
        ("x" * 500, ["x" * 100]),
        (None, []),
    ],
)
def test_words_of_a_search(query, words):
    assert search_words(query) == words


@given(st.text())
def test_no_word_is_a_sign_of_the_database(query):
    for word in search_words(query):
        assert not {"%", "\\"} & set(word)
        assert word.strip("_")


# -- what is accepted ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "required"),
        ("   ", "required"),
        ("Bonjour", "short"),
        ("x" * 3000, None),
        ("x" * 3001, "long"),
        ("Voir https://a.example et www.b.example", None),
        ("https://a.example www.b.example <a href='c'>c</a>", "links"),
        ("HTTP://A.example HTTPS://b.example [URL=c]c[/URL]", "links"),
    ],
)
def test_body(text, code):
    assert check_body(text) == code


@pytest.mark.parametrize(
    ("by_sender", "to_person", "refused"),
    [(0, 0, False), (4, 9, False), (5, 0, True), (0, 10, True)],
)
def test_too_often(by_sender, to_person, refused):
    assert too_often(by_sender, to_person, 5, 10) is refused


@pytest.mark.parametrize(
    ("text", "amount", "issue"),
    [
        ("", "0", None),
        ("7 500,50 \u20ac", "7500.50", None),
        ("7\u202f500", "7500.00", None),
        ("beaucoup", "0", "budget"),
        ("-1", "0", "budget"),
        ("NaN", "0", "budget"),
        ("Infinity", "0", "budget"),
        ("1e99", "0", "budget"),
    ],
)
def test_budget(text, amount, issue):
    assert read_budget(text) == (Decimal(amount), issue)


# -- what is said to machines -------------------------------------------------------


def test_facts_hold_what_the_page_shows_and_nothing_else():
    graph = person_graph(PAGE, HOUSE)
    assert graph["@graph"] == [
        {
            "@type": "Person",
            "@id": f"{PAGE['url']}#person",
            "name": "Chloé Martin",
            "url": PAGE["url"],
            "memberOf": {"@type": "Organization", **HOUSE},
        }
    ]


def test_a_brand_is_a_service_of_the_person():
    page = {**PAGE, "town": "Limoux", "brands": [{"name": "Canal", "website": ""}]}
    person, service = person_graph(page, HOUSE)["@graph"]
    assert service["@type"] == "ProfessionalService"
    assert service["url"] == PAGE["url"]
    assert service["employee"] == {"@id": person["@id"]}
    assert service["address"]["addressLocality"] == "Limoux"


def test_a_list_counts_from_one():
    graph = item_list("Annuaire", "https://a.example", [("A", "x"), ("B", "y")])
    assert graph["numberOfItems"] == 2
    assert [one["position"] for one in graph["itemListElement"]] == [1, 2]
