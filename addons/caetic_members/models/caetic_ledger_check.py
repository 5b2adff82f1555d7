# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

CODES = [
    ("result", "Activities and cooperative add up to the ledger"),
    ("bank", "Activities and cooperative add up to the bank"),
    ("transfers", "Internal transfers add up to zero"),
    ("charges", "What activities are charged is the cooperative's income"),
    ("months", "Each month begins where the one before ended"),
    ("explained", "The steps of each contribution add up to it"),
]
# Records that are kept to be looked at.
SHOWN = 500


class CaeticLedgerCheck(models.Model):
    """One invariant of the books of a company (R432): what is astray, and where.

    Amounts in EUR, to the cent; nothing is rounded.
    """

    _name = "caetic.ledger.check"
    _description = "Nightly check of the books"
    _order = "company_id, id"
    _rec_name = "code"

    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    code = fields.Selection(CODES, string="What must hold", required=True)
    checked_on = fields.Datetime(readonly=True)
    difference = fields.Monetary(
        readonly=True, help="Sum of what is astray, without its sign."
    )
    is_broken = fields.Boolean(string="Does not hold", readonly=True, index=True)
    res_model = fields.Char(readonly=True)
    res_ids = fields.Json(readonly=True)

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "A company has each check once."
    )

    @api.model
    def _cron_run(self):
        """Check the books of each cooperative again."""
        activities = self.env["caetic.activity"].with_context(active_test=False)
        for company in activities.search([("company_id", "!=", False)]).company_id:
            self.with_company(company)._run(company)

    @api.model
    def _run(self, company):
        """Check one company; what holds again is no more broken."""
        found = self._find(company)
        known = self.search([("company_id", "=", company.id)]).grouped("code")
        now = fields.Datetime.now()
        missing = []
        for code, (difference, records) in found.items():
            values = {
                "checked_on": now,
                "difference": float(difference),
                "is_broken": bool(difference),
                "res_model": records._name,
                "res_ids": records.ids[:SHOWN],
            }
            if code in known:
                known[code].update(values)
            else:
                missing.append({"company_id": company.id, "code": code, **values})
        self.create(missing)

    def action_open(self):
        """Open the records behind what is astray."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": dict(self._fields["code"]._description_selection(self.env))[
                self.code
            ],
            "res_model": self.res_model,
            "view_mode": "list,form",
            "domain": [("id", "in", self.res_ids or [])],
            "context": {"create": False},
        }
