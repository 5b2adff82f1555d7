# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from .caetic_deadline import OPEN, PERSONAL


class CaeticDeadlinePortal(models.Model):
    """What entrepreneurs read of their own clocks."""

    _inherit = "caetic.deadline"

    @api.model
    def _get_portal_rows(self, members, today):
        """Return deadlines in words: what, when, what to do and whom to write to.

        :param members: caetic.member, stays of the reader
        :returns: list of dict: title, date, when, state, advice, contact, email
        """
        deadlines = self.search(self._get_portal_domain(members))
        advice = self._get_advice()
        # Found as the reader; the name and address of their adviser are no secret.
        deadlines_sudo = deadlines.sudo()
        return [
            {**one._prepare_portal_row(today), "advice": advice[one.kind]}
            for one in deadlines_sudo
        ]

    @api.model
    def _count_portal_rows(self, members):
        """Return how many deadlines the page of a person shows."""
        return self.search_count(self._get_portal_domain(members))

    @api.model
    def _get_portal_domain(self, members):
        return [
            ("member_id", "in", members.ids),
            ("kind", "in", PERSONAL),
            ("state", "in", OPEN),
        ]

    def _prepare_portal_row(self, today):
        self.ensure_one()
        contact = self.member_id.adviser_id or self.user_id
        if self.kind == "medical":
            contact = self.user_id
        return {
            "title": self._get_title(),
            "date": self.date_due,
            "when": self._get_when(today),
            "state": self.state,
            "contact": contact.name,
            "email": contact.email,
        }

    @api.model
    def _get_advice(self):
        """Return what a person does about each kind of clock, in their words."""
        paper = self.env._("Send us the new document before this day.")
        return {
            "association": self.env._(
                "By this day you become an associate of the cooperative, or your "
                "contract ends: talk about it with your adviser."
            ),
            "interview": self.env._("Choose a day with your adviser."),
            "cape_end": self.env._(
                "Decide with your adviser what comes next: a renewal, an employment "
                "contract or your own company."
            ),
            "trial_end": self.env._("Take stock with your adviser before this day."),
            "residence": self.env._(
                "Ask for its renewal now, and send us the receipt: without a permit "
                "that holds, you may not work."
            ),
            "insurance": paper,
            "document": paper,
            "rights_end": self.env._(
                "Your benefits end on this day: work out your income with your adviser."
            ),
            "medical": self.env._("Go to the visit, or tell us if you cannot."),
        }
