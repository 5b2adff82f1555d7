# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import formatLang


class CaeticDesk(models.Model):
    """Advances that were not paid back in time, and what is advanced in all."""

    _inherit = "caetic.desk"

    @api.model
    def _get_queues(self, today):
        return {
            **super()._get_queues(today),
            "advances": {
                "model": "caetic.advance",
                "domain": self.env["caetic.advance"]._get_late_domain,
                "action": "caetic_members.caetic_advance_action",
                "detail": self._get_advance_detail,
            },
        }

    def _get_advance_detail(self):
        """Say what the cooperative has advanced, and its limit."""
        company = self.env.company
        if not company.caetic_advance_cap:
            return False
        drawn = self.env["caetic.advance"]._get_drawn_total(
            company, fields.Date.context_today(self)
        )
        money = {"currency_obj": company.currency_id}
        return self.env._(
            "Advanced: %(drawn)s of %(cap)s",
            drawn=formatLang(self.env, float(drawn), **money),
            cap=formatLang(self.env, company.caetic_advance_cap, **money),
        )
