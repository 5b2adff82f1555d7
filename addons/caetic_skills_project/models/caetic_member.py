# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

PLACE = "caetic.joint.partner"
ENTRY = "caetic.joint.entry"
PROJECT = "project.project"


class CaeticMember(models.Model):
    """Joint projects among the data of a person (RGPD 15, 17).

    Roles, shares and hours are given with the file, and the papers that the person
    put there. The words go with the file; shares and hours stay: they are the team's.
    """

    _inherit = "caetic.member"

    def _get_personal_records(self):
        found = super()._get_personal_records()
        mine = [
            ("profile_id.partner_id", "in", self.partner_id.ids),
            ("company_id", "in", self.company_id.ids),
        ]
        found[PLACE] = self.env[PLACE].search(mine)
        found[ENTRY] = self.env[ENTRY].search(mine)
        return found

    def _get_export_papers(self, whole):
        """Add what the person put among the papers of joint projects."""
        yield from super()._get_export_papers(whole)
        projects = self.env[PLACE].search(
            [("profile_id.partner_id", "in", self.partner_id.ids)]
        )
        papers = self.env["ir.attachment"].search(
            [
                ("res_model", "=", PROJECT),
                ("res_id", "in", projects.project_id.ids),
                ("create_uid", "in", self.user_id.ids),
            ],
            order="id",
        )
        for paper in papers:
            yield self.env._("Joint projects"), f"{paper.id} {paper.name}", paper.raw
