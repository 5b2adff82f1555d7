# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words as they are compared: what a visitor types, what is published."""

import re
import unicodedata

MAX_QUERY = 100
MAX_WORDS = 6
# Letters that Unicode does not take apart, and the apostrophe of typographers.
LETTERS = str.maketrans({"\u0153": "oe", "\u0152": "oe", "\u2019": "'"})


def plain(text):
    """Return a text without accents, case or double spaces.

    >>> plain("  \u00c9ditrice  d\u2019\u0152uvres ")
    "editrice d'oeuvres"
    """
    text = (text or "").translate(LETTERS)
    apart = unicodedata.normalize("NFKD", text)
    kept = "".join(one for one in apart if not unicodedata.combining(one))
    return " ".join(kept.casefold().split())


def search_words(query):
    """Return the words of what a visitor typed, each to be found.

    >>> search_words("Site  INTERNET, vid\u00e9o")
    ['site', 'internet', 'video']
    """
    words = re.split(r"[^\w'+#.-]+", plain((query or "")[:MAX_QUERY]))
    return [word for word in words if word.strip("'+#.-_")][:MAX_WORDS]
