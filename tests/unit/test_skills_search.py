# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Search of people: words as typed, what is asked, who stands first and why."""

from datetime import date

import pytest
from caetic_skills_engine.criteria import Criteria, read_criteria
from caetic_skills_engine.neighbours import Known, Neighbour, worth_knowing
from caetic_skills_engine.ranking import Candidate, Held, Reason, is_of, rank
from caetic_skills_engine.vocabulary import Name, Vocabulary, Wish
from caetic_skills_engine.words import distance, fold, key, nearest, words

TODAY = date(2026, 11, 27)
VOCABULARY = Vocabulary(
    [
        Name("WordPress", "s1"),
        Name("wp", "s1"),
        Name("Node.js", "s2"),
        Name("Montage vidéo", "s3"),
        Name("Référencement", "t4"),
        Name("référencement naturel", "s5"),
        Name("Réalisation de DVD et de vidéos", "t6"),
        Name("Graphisme vidéo", "t7"),
        Name("graphiste", "t8"),
        Name("C#", "s9"),
    ]
)


def understand(text, **known):
    reading = VOCABULARY.understand(text, **known)
    return [(wish.words, dict(wish.concepts)) for wish in reading.wishes]


# -- words --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Référencement", ["referencement"]),
        ("ŒUVRE  d'été", ["oeuvre", "d", "ete"]),
        ("C++ et C#, .NET", ["cplusplus", "et", "csharp", "dotnet"]),
        ("asp.net", ["asp", "net"]),
        # A letter and its accent typed apart are one letter.
        ("e\u0301te\u0301", ["ete"]),
        ("", []),
    ],
)
def test_words_have_neither_accents_nor_capitals(typed, folded):
    assert words(typed) == folded


def test_forms_of_a_word_share_their_key():
    assert key("videos") == key("video")
    assert key(fold("visuelle")) == key("visuels") == key("visuel")
    assert key("identitee") == key("identite")
    # Short words are what they are.
    assert key("bus") != key("bu")


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("photoshop", "photoshop", 0),
        ("potoshop", "photoshop", 1),
        ("javascirpt", "javascript", 1),
        ("wordprezz", "wordpress", 2),
        ("drone", "photoshop", 3),
    ],
)
def test_slips_are_letters_more_less_changed_or_swapped(one, other, slips):
    assert distance(one, other, 2) == distance(other, one, 2) == slips


def test_what_is_heard_the_same_is_one_slip():
    assert nearest("grafiste", ["graphiste", "fasciste"]) == "graphiste"
    assert nearest("bureautic", ["bureautique"]) == "bureautique"


def test_short_words_are_not_corrected():
    assert nearest("sea", ["seo"]) is None
    # Three letters sound like too many things: "caisse" is not "css".
    assert nearest("caisse", ["css"]) is None


# -- what is asked ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("wordpress", [(("wordpress",), {"s1": 100})]),
        ("WP", [(("wp",), {"s1": 100})]),
        # In two words, or in one.
        ("word press", [(("word", "press"), {"s1": 100})]),
        ("nodejs", [(("nodejs",), {"s2": 100})]),
        # A whole name is one thing; what contains it counts by its share.
        ("référencement", [(("referencement",), {"t4": 100, "s5": 50})]),
        ("montage de vidéos", [(("montage", "videos"), {"s3": 100})]),
        # Two things.
        (
            "graphiste wordpress",
            [(("graphiste",), {"t8": 100}), (("wordpress",), {"s1": 100})],
        ),
        # The same thing twice is asked once.
        ("wordpress wordpress", [(("wordpress",), {"s1": 100})]),
        # Words that say nothing are left out.
        ("je cherche un graphiste", [(("graphiste",), {"t8": 100})]),
        # A word of several names.
        ("vidéo", [(("video",), {"s3": 50, "t6": 33, "t7": 50})]),
        ("c#", [(("csharp",), {"s9": 100})]),
        ("vigneron", [(("vigneron",), {})]),
        ("", []),
    ],
)
def test_names_are_found_in_what_is_typed(typed, asked):
    assert understand(typed) == asked


def test_a_mistyped_word_is_taken_for_the_nearest_name():
    reading = VOCABULARY.understand("refrencement")
    assert reading.corrections == {"refrencement": "referencement"}
    assert dict(reading.wishes[0].concepts) == {"t4": 100, "s5": 50}


def test_a_word_that_somebody_wrote_is_not_corrected():
    reading = VOCABULARY.understand("grafiste", seen={"grafiste"})
    assert (reading.corrections, reading.unknown) == ({}, ("grafiste",))
    assert reading.wishes[0].words == ("grafiste",)


def test_an_unknown_word_is_taken_for_one_of_peoples_own():
    reading = VOCABULARY.understand("noguez", near={"noguez": ["nogues", "vignes"]})
    assert reading.corrections == {"noguez": "nogues"}


def test_a_name_wins_over_a_word_as_near():
    reading = VOCABULARY.understand("graphistr", near={"graphistr": ["graphisto"]})
    assert reading.corrections == {"graphistr": "graphiste"}


def test_a_long_text_is_read_up_to_eight_words():
    assert len(understand(" ".join(f"mot{number}" for number in range(50)))) == 8


# -- ranking ------------------------------------------------------------------------

ASKED = Wish(("wordpress",), {"s1": 100})


def order(candidates, wishes=(ASKED,), **more):
    return [one.key for one in rank(candidates, wishes, TODAY, **more)]


def test_level_then_confirmations_decide():
    people = [
        Candidate(1, "Beginner", {"s1": Held(25)}),
        Candidate(2, "Expert", {"s1": Held(100)}),
        Candidate(3, "Expert, confirmed", {"s1": Held(100, 3)}),
        Candidate(4, "Only words", texts=(600,)),
    ]
    # 40 + 40 + 3 x 4 = 92; 40 + 40 = 80; 40 + 10 = 50; at most 40.
    found = rank(people, [ASKED], TODAY)
    assert [(one.key, one.points) for one in found] == [
        (3, 92),
        (2, 80),
        (1, 50),
        (4, 40),
    ]


def test_confirmations_beyond_five_add_nothing():
    five, many = (
        rank([Candidate(1, "A", {"s1": Held(100, count)})], [ASKED], TODAY)[0].points
        for count in (5, 50)
    )
    assert five == many == 100


def test_a_trade_with_a_skill_of_it_is_more_than_either():
    asked = Wish(("referencement",), {"t4": 100, "s5": 100})
    people = [
        Candidate(1, "Trade", {"t4": Held(100)}),
        Candidate(2, "Both", {"t4": Held(100), "s5": Held(50)}),
    ]
    # 70; max(70, 40 + 20) + 10 = 80.
    found = rank(people, [asked], TODAY)
    assert [(one.key, one.points) for one in found] == [(2, 80), (1, 70)]


def test_who_answers_everything_stands_before_an_expert_of_a_part():
    other = Wish(("php",), {"s2": 100})
    people = [
        Candidate(1, "Expert of one", {"s1": Held(100, 5)}),
        Candidate(2, "Beginner of both", {"s1": Held(25), "s2": Held(25)}),
    ]
    assert order(people, (ASKED, other)) == [2, 1]


def test_a_name_stands_first():
    asked = Wish(("nogues",))
    people = [
        Candidate(1, "Adam", texts=(900,)),
        Candidate(2, "Valérie Noguès", texts=(607,)),
    ]
    assert order(people, (asked,)) == [2, 1]


def test_being_free_soon_decides_among_equals_only():
    held = {"s1": Held(100)}
    people = [
        Candidate(1, "A later", held, free_from=date(2027, 6, 1)),
        Candidate(2, "B soon", held, free_from=date(2026, 12, 1)),
        Candidate(3, "C now", {"s1": Held(75)}, free_from=TODAY),
    ]
    assert order(people) == [2, 1, 3]


def test_equals_stand_by_name_without_accents():
    held = {"s1": Held(100)}
    people = [Candidate(1, "Zoé", held), Candidate(2, "Élodie", held)]
    assert order(people) == [2, 1]


def test_reasons_say_why_the_heaviest_first():
    person = Candidate(
        1,
        "Amina",
        {"s1": Held(100, 3)},
        texts=(0, 607),
        town="Limoux",
        zip_code="11300",
        free_from=date(2026, 12, 1),
    )
    asked = (ASKED, Wish(("associations",)))
    (found,) = rank([person], asked, TODAY, place="11")
    assert found.answered == 2
    assert found.reasons == (
        Reason("skill", "s1", 100, 3),
        Reason("text", words=("associations",)),
        Reason("free", day=date(2026, 12, 1)),
        Reason("near"),
    )


def test_who_works_remotely_is_said_so_when_a_place_is_asked():
    person = Candidate(1, "A", {"s1": Held(50)}, town="Toulouse", is_remote=True)
    (found,) = rank([person], [ASKED], TODAY, place="Limoux")
    assert found.reasons[-1] == Reason("remote")


@pytest.mark.parametrize(
    ("place", "is_there"),
    [
        ("11", True),
        ("1130", True),
        ("31", False),
        ("limoux", True),
        ("Lim", False),
        ("", False),
    ],
)
def test_a_place_is_a_town_or_the_beginning_of_a_postcode(place, is_there):
    assert is_of("Limoux", "11300", place) is is_there


# -- the form -----------------------------------------------------------------------


def test_a_form_becomes_a_search():
    criteria, issues = read_criteria(
        {
            "q": "  montage   vidéo ",
            "trade": "3",
            "skill": "4",
            "level": "75",
            "by": "2026-12-01",
            "days": "5",
            "place": "Limoux",
            "remote": "1",
            "people": "outside",
        }
    )
    assert issues == {}
    assert criteria == Criteria(
        "montage vidéo", 3, 4, 75, date(2026, 12, 1), 5, "Limoux", True, "outside"
    )
    assert criteria.is_filtered
    assert not Criteria(text="php").is_filtered


@pytest.mark.parametrize(
    ("form", "issues"),
    [
        ({"by": "demain"}, {"by": "not_a_date"}),
        ({"by": "31/02/2027"}, {"by": "not_a_date"}),
        ({"by": "01/12/2026"}, {}),
        ({"days": "beaucoup"}, {"days": "not_a_number"}),
        ({"days": "-1"}, {"days": "not_a_number"}),
        ({"trade": "x", "skill": "1 OR 1=1", "level": "33", "people": "?"}, {}),
        ({"trade": "9" * 50}, {}),
    ],
)
def test_what_cannot_be_read_is_said_or_ignored(form, issues):
    criteria, found = read_criteria(form)
    assert found == issues
    assert criteria.trade <= 2**31 - 1
    assert (criteria.skill, criteria.level, criteria.people) == (0, 0, "all")


# -- colleagues to know -------------------------------------------------------------

SKILLS = {
    1: frozenset({10, 11}),
    2: frozenset({11, 12}),
    3: frozenset({30}),
    4: frozenset(),
}
FAMILIES = {1: 1, 2: 1, 3: 2, 4: 1}
OWN = Neighbour(1, frozenset({1}), "Limoux", "11300")


def test_trades_that_share_skills_then_the_nearest():
    others = [
        Neighbour(2, frozenset({3}), "Limoux", "11300"),
        Neighbour(3, frozenset({2}), "Quillan", "11500"),
        Neighbour(4, frozenset({2}), "Toulouse", "31000", is_remote=True),
        # Same trade; same family and no skill in common; far; oneself.
        Neighbour(5, frozenset({1, 2}), "Limoux", "11300"),
        Neighbour(6, frozenset({4}), "Limoux", "11300"),
        Neighbour(7, frozenset({3}), "Brest", "29200"),
        OWN,
    ]
    # 10 + 1 + 4 = 15 for the third; 6 + 8 = 14 for the second; one of each trade.
    assert worth_knowing(OWN, others, SKILLS, FAMILIES) == [
        Known(3, 2, "shared", "department"),
        Known(2, 3, "other", "town"),
    ]


def test_nobody_is_proposed_to_who_told_no_trade():
    nobody = Neighbour(1, frozenset(), "Limoux", "11300")
    others = [Neighbour(2, frozenset({3}), "Limoux", "11300")]
    assert worth_knowing(nobody, others, SKILLS, FAMILIES) == []
