# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL

AGES = [
    ("not_due", "Not due yet"),
    ("to_30", "1 to 30 days"),
    ("to_60", "31 to 60 days"),
    ("to_90", "61 to 90 days"),
    ("over_90", "More than 90 days"),
]


class CaeticReceivable(models.Model):
    """What customers owe of the documents of activities today, by age (R424)."""

    _name = "caetic.receivable"
    _description = "Unpaid document"
    _auto = False
    _order = "date_due, id"
    _rec_name = "move_id"
    _depends = {
        "account.move": [
            "amount_residual",
            "amount_total",
            "caetic_activity_id",
            "commercial_partner_id",
            "company_id",
            "invoice_date",
            "invoice_date_due",
            "move_type",
            "payment_state",
            "state",
        ],
    }

    move_id = fields.Many2one("account.move", string="Document", readonly=True)
    activity_id = fields.Many2one("caetic.activity", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    date = fields.Date(string="Issued on", readonly=True)
    date_due = fields.Date(string="Due on", readonly=True)
    days_late = fields.Integer(string="Days late", readonly=True, aggregator="avg")
    age = fields.Selection(AGES, readonly=True)
    amount_total = fields.Monetary(string="Total (VAT incl.)", readonly=True)
    amount_residual = fields.Monetary(string="Left (VAT incl.)", readonly=True)

    @property
    def _table_query(self):
        """The day is the reader's; ages are those of ``engine.late``."""
        return SQL(
            """
            SELECT debt.*,
                   CASE WHEN days_late <= 0 THEN 'not_due'
                        WHEN days_late <= 30 THEN 'to_30'
                        WHEN days_late <= 60 THEN 'to_60'
                        WHEN days_late <= 90 THEN 'to_90'
                        ELSE 'over_90' END AS age
              FROM (%s) debt
            """,
            self._get_debts(fields.Date.context_today(self)),
        )

    def _get_debts(self, today):
        return SQL(
            """
            SELECT id, id AS move_id, caetic_activity_id AS activity_id,
                   commercial_partner_id AS partner_id, company_id, currency_id,
                   invoice_date AS date, invoice_date_due AS date_due,
                   GREATEST(0, %s::date - invoice_date_due) AS days_late,
                   amount_total, amount_residual
              FROM account_move
             WHERE state = 'posted' AND amount_residual > 0
               AND payment_state NOT IN ('paid', 'reversed')
               AND move_type = 'out_invoice' AND caetic_activity_id IS NOT NULL
            """,
            today,
        )

    def action_open_document(self):
        """Open the document itself."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "views": [(False, "form")],
        }
