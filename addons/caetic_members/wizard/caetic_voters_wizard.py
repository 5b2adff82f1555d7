# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticVotersWizard(models.TransientModel):
    """Voters on the day of a meeting: one person, one vote (R129)."""

    _name = "caetic.voters.wizard"
    _description = "List of voters"

    date = fields.Date(
        string="Day of the meeting", required=True, default=fields.Date.context_today
    )

    def action_open(self):
        """Open the associates who vote on that day."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_members.caetic_associate_action"
        )
        associates = self.env["caetic.associate"]
        return {
            **action,
            "name": self.env._("Voters on %(date)s", date=self.date),
            "domain": associates._get_voters_domain(self.date),
            "context": {},
        }

    def _get_voters(self):
        """Return the voters of that day, in order of the register."""
        self.ensure_one()
        return self.env["caetic.associate"]._get_voters(self.date)

    def action_print(self):
        """Print the sheet that voters sign at the meeting."""
        self.ensure_one()
        return self.env.ref("caetic_members.caetic_voters_report").report_action(self)
