# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from odoo.addons.caetic_members.models.caetic_member_referral import READERS


class CaeticMember(models.Model):
    _inherit = "caetic.member"

    event_registration_ids = fields.One2many(
        "event.registration", "caetic_member_id", string="Meetings", groups=READERS
    )

    def _get_personal_records(self):
        """A registration holds the name, the address and the answers of a visitor."""
        registrations = self.env["event.registration"].search(
            [("caetic_member_id", "in", self.ids)]
        )
        return {
            **super()._get_personal_records(),
            "event.registration": registrations,
            "event.registration.answer": registrations.registration_answer_ids,
        }
