# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words to search by: no accents, no capitals, no punctuation."""

import re
import unicodedata

LIGATURES = {
    ord("\N{LATIN SMALL LIGATURE OE}"): "oe",
    ord("\N{LATIN SMALL LETTER AE}"): "ae",
}
WORD = re.compile(r"[^\W_]+")
LONGEST_LINK = 500
# Scheme, name of a machine with a dot, port and the rest: no user, no blank, no quote.
LINK = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:\d{1,5})?([/?#][^\s\"'<>\\]*)?")


def fold(text: str) -> str:
    r"""Return a text as it is searched: small letters without accents, one space.

    >>> fold("Caf\N{LATIN SMALL LETTER E WITH ACUTE}_2026: Model")
    'cafe 2026 model'
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(LIGATURES))
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(WORD.findall(bare))


def is_web_link(text: str) -> bool:
    """Tell whether a text is an address of the web, http or https, and nothing else.

    >>> is_web_link("https://example.org/a"), is_web_link("javascript:alert(1)")
    (True, False)
    """
    return len(text) <= LONGEST_LINK and bool(LINK.fullmatch(text))
