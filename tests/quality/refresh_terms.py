# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Export the terms of our addons and keep the French that is known.

    PYTHONPATH=cli .caetic/venv/bin/python tests/quality/refresh_terms.py [ADDON ...]

Odoo finds a translation by where its term stands: entries written by hand have no place
until this has run. What is not in French yet is listed.
"""

import re
import sys
import tempfile

import polib
from caetic_cli import databases, paths

NAME = "caetic_x_terms"
# Records of these models are shipped in French.
FRENCH = (
    "model:caetic.",
    "model:mail.template,",
    "model:mis.report",
    "model_terms:mail.template,",
)
# Run by Odoo's shell: its own command for this cannot be told the server.
EXPORT = """
from pathlib import Path
from odoo.tools.translate import trans_export
for addon in {addons!r}:
    with (Path({folder!r}) / f"{{addon}}.pot").open("wb") as target:
        trans_export(False, [addon], target, "po", env)
"""


def main(wanted):
    # The demonstration is written in French.
    addons = wanted or databases.members_of("full")
    database = databases.create(NAME, "demo")
    missing = refresh(database, addons)
    databases.drop(database)
    return 1 if missing else 0


def refresh(database, addons):
    """Write the catalogues of addons; return how many terms lack French."""
    with tempfile.TemporaryDirectory() as folder:
        text = EXPORT.format(addons=addons, folder=folder)
        shell = ["shell", "-d", database, "--no-http", "--log-level=warn"]
        databases.odoo(shell, log="terms", stdin=text)
        return sum(
            merge(addon, polib.pofile(f"{folder}/{addon}.pot")) for addon in addons
        )


def merge(addon, template):
    """Write the catalogues from the exported terms; return how many lack French."""
    path = paths.ADDONS / addon / "i18n" / "fr.po"
    path.parent.mkdir(exist_ok=True)
    template.save(path.with_name(f"{addon}.pot"))
    known = {}
    if path.is_file():
        old = polib.pofile(path.read_text("utf-8"))
        known = {entry.msgid: entry.msgstr for entry in old if entry.msgstr}
        template.metadata = old.metadata
    for entry in template:
        entry.msgstr = known.get(entry.msgid, "")
        if is_data(entry):
            entry.msgstr = typeset(entry.msgstr or entry.msgid)
        if not entry.msgstr:
            print(f"{addon}: {entry.msgid}")
    template.save(path)
    return len(template.untranslated_entries())


def typeset(text):
    """Set a no-break space before signs of two parts and inside quotation marks."""
    text = re.sub(r" ([;:!?»])", "\N{NO-BREAK SPACE}\\1", text)
    return text.replace("« ", "«\N{NO-BREAK SPACE}")


def is_data(entry):
    """Tell whether a term is a record of our own data, written in French."""
    places = [place for place, _line in entry.occurrences]
    return all(place.startswith(FRENCH) for place in places)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
