# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The small cooperative of the journeys: its world, then the story of each."""

from pathlib import Path

from .odoo import script

SOURCE = Path(__file__).with_name("limoux_world.py")


def tell(database, story, mail):
    """Make the cooperative in a database, then run a story; return what it answers.

    :param story: path of a text to run inside Odoo
    :param mail: mailbox that receives what the cooperative sends
    """
    texts = [path.read_text(encoding="utf-8") for path in (SOURCE, story)]
    return script(database, "\n".join([f"mail_port = {mail.port}", *texts]))
