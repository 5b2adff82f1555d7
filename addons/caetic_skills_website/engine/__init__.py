# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rules of the public directory, without Odoo: what is shown, found and accepted."""

from .linked import item_list, person_graph
from .message import MIN_SECONDS, check_body, count_links, read_budget, too_often
from .publication import PROFILE_KINDS, Answer, shown_fields, standing
from .words import plain, search_words
