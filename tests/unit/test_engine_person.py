# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a person types about themself."""

from datetime import date

import pytest
from caetic_members_engine import FormField, read_person

TODAY = date(2026, 6, 20)
FIELDS = (
    FormField("name", required=True),
    FormField("email", "email", True),
    FormField("phone", "phone"),
    FormField("birthdate", "date"),
    FormField("children", "count"),
    FormField("country", "choice", choices=frozenset({"FR", "BE"})),
    FormField("zip"),
)


def issues(**raw):
    return read_person(raw, FIELDS, TODAY)[1]


def test_what_was_not_sent_is_not_changed():
    assert read_person({"phone": " 06  12 34 56 78 "}, FIELDS, TODAY) == (
        {"phone": "06 12 34 56 78"},
        {},
    )


def test_what_is_not_a_field_is_not_read():
    texts, found = read_person({"state": "associate", "zip": "11300"}, FIELDS, TODAY)
    assert texts == {"zip": "11300"}
    assert not found


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("name", "  ", "required"),
        ("name", "x" * 129, "too_long"),
        ("email", "amelie", "email"),
        ("email", "a@b@c.fr", "email"),
        ("phone", "zéro six", "phone"),
        ("birthdate", "31/02/1980", "date"),
        ("birthdate", "2026-06-20", "birth"),
        ("birthdate", "1905-01-01", "birth"),
        ("children", "-1", "count"),
        ("children", "²", "count"),
        ("children", "26", "count"),
        ("country", "XX", "choice"),
    ],
)
def test_refused(name, text, code):
    assert issues(**{name: text}) == {name: code}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("email", "amelie.durand+cae@exemple.fr"),
        ("phone", "+33 6 12 34 56 78"),
        ("birthdate", "1980-02-29"),
        ("children", "0"),
        ("country", ""),
    ],
)
def test_accepted(name, text):
    assert issues(**{name: text}) == {}


def test_french_postcode_has_five_figures():
    assert issues(country="FR", zip="1130") == {"zip": "zip"}
    assert issues(country="BE", zip="1000") == {}


def test_control_characters_go():
    assert read_person({"name": "A\x00mé\x1flie"}, FIELDS, TODAY)[0] == {
        "name": "A mé lie"
    }
