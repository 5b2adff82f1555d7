# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .. import engine


class CaeticStatementRow(models.Model):
    """Row of the tables of a statement: accounts, or a sum of rows above.

    The treasury table (R430) and the income statement (R431) of every activity are
    made of these rows; a cooperative changes them, or has its own.
    """

    _name = "caetic.statement.row"
    _description = "Row of a statement"
    _order = "sheet, sequence, id"

    name = fields.Char(required=True)
    sheet = fields.Selection(
        [
            ("treasury", "Treasury table"),
            ("income", "Income statement"),
            ("pooled", "Pooled services"),
        ],
        string="Table",
        required=True,
    )
    code = fields.Char(
        required=True, help="By which formulas name the row: small letters."
    )
    kind = fields.Selection(
        [("accounts", "Accounts"), ("total", "Total"), ("heading", "Heading")],
        required=True,
        default="accounts",
    )
    accounts = fields.Char(
        help="First figures of the accounts, with commas; a minus sign leaves some "
        "out: 42,-421."
    )
    formula = fields.Char(help="Rows above, added and taken off: bank + taxes - due.")
    sign = fields.Selection(
        [("debit", "Debits are positive"), ("credit", "Credits are positive")],
        required=True,
        default="debit",
    )
    is_turnover = fields.Boolean(
        string="Turnover", help="The row of which the others are a percentage."
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", help="Empty: of every company that has no rows of its own."
    )

    _code_uniq = models.UniqueIndex(
        "(sheet, code, COALESCE(company_id, 0))", "A table has a row of a code once."
    )

    @api.constrains(
        "sheet", "code", "kind", "accounts", "formula", "sequence", "company_id"
    )
    def _check_rows(self):
        self._get_siblings()._check_tables()

    def _get_siblings(self):
        """Return all the rows of the tables of some rows."""
        return self.search(
            [
                ("sheet", "in", self.mapped("sheet")),
                ("company_id", "in", [False, *self.company_id.ids]),
            ]
        )

    def _check_tables(self):
        """Refuse tables that cannot be added up, and say why."""
        for rows in self.grouped(lambda row: (row.sheet, row.company_id)).values():
            try:
                engine.check_rubrics(row._to_engine() for row in rows)
            except engine.EngineError as error:
                raise ValidationError(self._get_issue_text(error)) from error

    @api.ondelete(at_uninstall=False)
    def _unlink_except_named(self):
        (self._get_siblings() - self)._check_tables()

    def _get_issue_text(self, error):
        """Return in words what the engine refuses of a table."""
        facts = error.params
        texts = {
            "bad_prefix": self.env._(
                "“%(word)s” is no beginning of an account: write figures, with commas "
                "between them.",
                word=facts.get("word"),
            ),
            "no_prefix": self.env._("A row of accounts names at least one account."),
            "useless_exclusion": self.env._(
                "%(word)s is left out, but was not in: write the account that holds "
                "it first.",
                word=facts.get("word"),
            ),
            "bad_formula": self.env._(
                "This part of a formula is not understood: “%(rest)s”. Write codes of "
                "rows with + or - between them.",
                rest=facts.get("rest"),
            ),
            "twice": self.env._(
                "Two rows have the code %(rubric)s.", rubric=facts.get("rubric")
            ),
            "unknown_row": self.env._(
                "The formula of %(rubric)s names %(row)s, which is no row above it.",
                rubric=facts.get("rubric"),
                row=facts.get("row"),
            ),
        }
        return texts[error.code]

    def _to_engine(self):
        """Return the row as the engine reads it.

        :raises engine.EngineError: accounts or formula that cannot be read
        """
        self.ensure_one()
        accounts, total = self.kind == "accounts", self.kind == "total"
        return engine.Rubric(
            code=self.code or "",
            prefixes=engine.parse_prefixes(self.accounts) if accounts else None,
            formula=engine.parse_formula(self.formula) if total else (),
            sign=-1 if self.sign == "credit" else 1,
        )

    @api.model
    def _get_rows(self, sheet, company):
        """Return the rows of a table for a company, in order."""
        domain = [("sheet", "=", sheet)]
        own = self.search([*domain, ("company_id", "=", company.id)])
        return own or self.search([*domain, ("company_id", "=", False)])

    def _fill(self, columns):
        """Add up the rows.

        :param columns: ``{account code: EUR}`` for each, debits positive
        :returns: engine.Table
        """
        return engine.fill_table([row._to_engine() for row in self], columns)

    def _to_json(self):
        """Return the row as a statement keeps it: its accounts are then known."""
        self.ensure_one()
        return {
            "code": self.code,
            "name": self.name,
            "kind": self.kind,
            "accounts": self.accounts if self.kind == "accounts" else "",
            "sign": self.sign,
        }
