# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticMemberWorkshopsSoon(models.Model):
    """Interviews stand beside the sessions in what comes next."""

    _inherit = "caetic.member"

    def _get_soon(self):
        # Own interviews of the persons, whose pages check who reads them.
        interviews_sudo = self.env["caetic.interview"].sudo()
        found_sudo = interviews_sudo.search(
            [
                ("member_id", "in", self.ids),
                ("state", "=", "planned"),
                ("stop", ">=", fields.Datetime.now()),
            ]
        )
        return [
            *super()._get_soon(),
            *(
                {
                    "date": interview_sudo.start,
                    "when": interview_sudo._portal_get_when(),
                    "title": self.env._(
                        "Appointment with %(name)s", name=interview_sudo.adviser_id.name
                    ),
                    "place": self._get_place_words(interview_sudo),
                    "url": f"/my/appointments/{interview_sudo.id}",
                }
                for interview_sudo in found_sudo
            ),
        ]
