# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticMemberShares(models.Model):
    """Parts of a member: from a posted subscription on, an associate (R108, R135)."""

    _inherit = "caetic.member"

    share_count = fields.Integer(string="Parts held", compute="_compute_share_count")

    @api.depends("partner_id.caetic_associate_ids.parts", "company_id")
    def _compute_share_count(self):
        """Parts belong to the person: those of an earlier stay count."""
        groups = self.env["caetic.associate"]._read_group(
            [("partner_id", "in", self.partner_id.ids)],
            ["partner_id", "company_id"],
            ["parts:sum"],
        )
        held = {(partner, company): parts for partner, company, parts in groups}
        for member in self:
            member.share_count = held.get((member.partner_id, member.company_id), 0)

    def _get_obstacles(self, kind, date):
        """Nobody is an associate before one part at least is in the register."""
        obstacles = super()._get_obstacles(kind, date)
        if kind == "associate" and not self._is_shareholder(date):
            obstacles.append(
                self.env._(
                    "No part is subscribed and posted for %(member)s yet.",
                    member=self.name,
                )
            )
        return obstacles

    def _is_shareholder(self, date):
        """Tell whether the person holds a part on a day."""
        self.ensure_one()
        associates = self.env["caetic.associate"]
        domain = [
            ("partner_id", "=", self.partner_id.id),
            ("company_id", "=", self.company_id.id),
            ("parts", ">", 0),
            ("date_entry", "<=", date),
        ]
        return bool(associates.search_count(domain, limit=1))

    def action_become_associate(self):
        """Open the form of the decision that admits the person as an associate."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Becomes an associate"),
            "res_model": "caetic.member.associate.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_member_id": self.id},
        }

    def action_shares(self):
        """Open the movements of the person's parts."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_members.caetic_share_move_action"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.partner_id.id)],
            "context": {"default_member_id": self.id},
        }

    def _action_propose_withdrawal(self):
        """Open a request for reimbursement, a draft that nobody has to keep (R129)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Request for reimbursement"),
            "res_model": "caetic.share.move",
            "view_mode": "form",
            "context": {
                "default_kind": "withdrawal",
                "default_partner_id": self.partner_id.id,
                "default_member_id": self.id,
                "default_quantity": self.share_count,
            },
        }
