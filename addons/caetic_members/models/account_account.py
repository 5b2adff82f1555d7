# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class AccountAccount(models.Model):
    _inherit = "account.account"

    @api.model
    def _caetic_find(self, company, *codes):
        """Return the first account of a company that begins with one of these codes.

        :param codes: beginnings of numbers, the preferred ones first
        :raises UserError: the chart of accounts has none of them
        """
        accounts = self.with_company(company)
        known = accounts.search(
            Domain(accounts._check_company_domain(company))
            & Domain.OR(Domain("code", "=like", f"{code}%") for code in codes)
        ).sorted("code")
        for code in codes:
            found = known.filtered(lambda one, code=code: one.code.startswith(code))
            if found:
                return found[:1]
        raise UserError(
            self.env._("The chart of accounts has no account %(code)s.", code=codes[-1])
        )
