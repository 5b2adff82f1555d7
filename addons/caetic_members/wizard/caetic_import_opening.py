# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CaeticImportOpening(models.TransientModel):
    """Row of a table of opening balances: it becomes a posted entry, once.

    The balance is kept in the ledger and nowhere else; the activity shows it.
    """

    _name = "caetic.import.opening"
    _description = "Opening balance of an activity"
    _inherit = ["caetic.abstract.import"]
    _import_unique = ("activity_id",)

    activity_id = fields.Many2one("caetic.activity", required=True)
    date = fields.Date(string="Day", required=True)
    amount = fields.Float(string="Balance", digits=(16, 2), required=True)
    label = fields.Char()

    def _get_import_columns(self):
        return ["activity_id", "activity_id/id", "date", "amount", "label"]

    def _get_import_errors(self, values):
        errors = []
        if not values.get("activity_id") and not values.get("activity_id/id"):
            errors.append(("activity_id", self.env._("Say which activity it is.")))
        if not values.get("amount"):
            errors.append(("amount", self.env._("There is nothing to bring forward.")))
        if not values.get("date"):
            errors.append(("date", self.env._("Give the day of the balance.")))
        elif values["date"] > fields.Date.context_today(self):
            text = self._get_history_error("in_the_future", {})
            errors.append(("date", text))
        return errors

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._post()
        return rows

    def _post(self):
        """Post the entries of balances that are not posted yet.

        :raises UserError: an activity was opened with another balance
        """
        entries = self.env["account.move"].search(
            [
                ("caetic_opening_activity_id", "in", self.activity_id.ids),
                ("state", "=", "posted"),
            ]
        )
        opened = entries.grouped("caetic_opening_activity_id")
        missing = []
        for row in self:
            entry = opened.get(row.activity_id)
            if not entry:
                missing.append(row._prepare_entry())
            elif not row._is_same(entry):
                raise UserError(
                    self.env._(
                        "%(activity)s was opened by %(entry)s with another balance: "
                        "cancel that entry first.",
                        activity=row.activity_id.name,
                        entry=entry.name,
                    )
                )
        self.env["account.move"].create(missing)._post(soft=False)

    def _is_same(self, entry):
        item = entry.line_ids.filtered("analytic_distribution")
        currency = entry.company_id.currency_id
        return entry.date == self.date and not currency.compare_amounts(
            -item.balance, self.amount
        )

    def _prepare_entry(self):
        company = self.activity_id.company_id
        account = company.caetic_opening_account_id
        if not account:
            raise UserError(
                self.env._("Choose the account of opening balances in the settings.")
            )
        name = self.label or self.env._(
            "Opening balance %(activity)s", activity=self.activity_id.name
        )
        item = {"account_id": account.id, "name": name}
        owner = self.activity_id._get_distribution()
        return {
            "date": self.date,
            "ref": name,
            "company_id": company.id,
            "caetic_term": "opening",
            "caetic_opening_activity_id": self.activity_id.id,
            "line_ids": [
                (0, 0, {**item, "balance": self.amount}),
                (
                    0,
                    0,
                    {**item, "balance": -self.amount, "analytic_distribution": owner},
                ),
            ],
        }
