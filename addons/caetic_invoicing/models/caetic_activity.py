# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL, format_date


class CaeticActivity(models.Model):
    """Thresholds, customers and documents of an activity."""

    _inherit = "caetic.activity"

    auto_post_limit = fields.Monetary(
        string="Posts alone up to (VAT excl.)",
        tracking=True,
        help="Per document. Zero: every document is read by staff (R113).",
    )
    auto_post_invoice = fields.Boolean(
        string="Posts its invoices alone", default=True, tracking=True
    )
    auto_post_refund = fields.Boolean(
        string="Posts its credit notes alone", tracking=True
    )
    customer_ids = fields.Many2many(
        "res.partner",
        "caetic_activity_customer_rel",
        "activity_id",
        "partner_id",
        string="Customers",
        groups="base.group_user",
    )
    approval_count = fields.Integer(
        string="Documents to approve", compute="_compute_approval_count"
    )

    _limit_positive = models.Constraint(
        "CHECK (auto_post_limit >= 0)", "A threshold cannot be negative."
    )

    @api.depends_context("uid")
    def _compute_approval_count(self):
        groups = self.env["account.move"]._read_group(
            [
                ("caetic_activity_id", "in", self.ids),
                ("caetic_approval_state", "=", "submitted"),
            ],
            ["caetic_activity_id"],
            ["__count"],
        )
        counts = {activity.id: count for activity, count in groups}
        for activity in self:
            activity.approval_count = counts.get(activity.id, 0)

    def action_open_approvals(self):
        """Open the documents of the activity that wait for staff."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_invoicing.account_move_action_approval"
        )
        return {
            **action,
            "domain": [("caetic_activity_id", "=", self.id)],
            "context": {"search_default_submitted": 1},
        }

    def action_open_documents(self):
        """Open all the documents that the activity issued."""
        self.ensure_one()
        return {**self.action_open_approvals(), "context": {}}

    def _get_closed_message(self, date):
        """Say why nothing can be invoiced on a day (R206)."""
        self.ensure_one()
        contracts = self.member_ids.contract_ids.filtered(
            lambda contract: contract.state != "draft" and contract.date_end
        )
        last = contracts.sorted("date_end")[-1:]
        if last and last.date_end < date:
            return self.env._(
                "The contract of this activity ended on %(end)s: no invoice can be "
                "dated after it.",
                end=format_date(self.env, last.date_end),
            )
        return self.env._(
            "No contract covers this activity on %(date)s: no invoice can carry this "
            "date.",
            date=format_date(self.env, date),
        )

    def _get_todo_sources(self):
        """Documents that staff sent back wait for the entrepreneur."""
        return [
            *super()._get_todo_sources(),
            (self._get_refused_todo, self._sql_refused_todo()),
        ]

    def _sql_refused_todo(self):
        return SQL(
            """
            SELECT FROM account_move
            WHERE caetic_activity_id = %s AND caetic_approval_state = 'refused'
            """,
            self.id,
        )

    def _get_refused_todo(self):
        self.ensure_one()
        refused_sudo = self._get_documents_sudo().search(
            [*self._get_document_domain(), ("caetic_approval_state", "=", "refused")],
            limit=5,
        )
        return [
            {
                "title": self.env._(
                    "Correct your invoice for %(customer)s",
                    customer=move.partner_id.name,
                ),
                "url": f"/my/activities/{self.id}/invoices/{move.id}/edit",
                "level": "info",
            }
            for move in refused_sudo
        ]
