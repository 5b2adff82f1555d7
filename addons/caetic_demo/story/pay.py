# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo.fields import Command

from .source import rows

# French chart: wages, employer's contributions, net pay owed, social bodies.
WAGES, CHARGES, NET, SOCIAL = "641100", "645100", "421000", "431000"


class Pay:
    """Entries of the payroll bureau: one a month, an item for each activity.

    ``data/pay.csv`` holds a month of one person in EUR: gross, cost for the employer
    and net before tax, as computed by the Urssaf's public simulator for 2026.
    """

    def __init__(self, story):
        self.story = story
        self.env = story.env
        self.rows = rows("pay")
        self.round = self.env.company.currency_id.round

    def tell(self):
        bank = self.env["account.journal"].search(
            [
                *self.env["account.journal"]._check_company_domain(self.env.company),
                ("type", "=", "bank"),
            ],
            limit=1,
        )
        entries = []
        for months_ago in range(12, 0, -1):
            day = self.story.month(months_ago) + relativedelta(day=31)
            paid = [row for row in self.rows if int(row["first"]) >= months_ago]
            wages = self._prepare_wages(paid)
            entries.append({"date": day, "ref": f"Paie {day:%m/%Y}", **wages})
            entries.append(
                {
                    "date": day,
                    "ref": f"Virements de paie {day:%m/%Y}",
                    "journal_id": bank.id,
                    **self._prepare_bank(wages, bank.default_account_id),
                }
            )
        self.env["account.move"].create(entries)._post(soft=False)

    def _prepare_wages(self, paid):
        lines, net, social = [], 0, 0
        for row in paid:
            people = int(row["people"])
            gross, cost, pay = (
                self.round(people * float(row[name]))
                for name in ("gross", "cost", "net")
            )
            owner = self._get_distribution(row["activity"])
            lines.append(self._item(WAGES, gross, analytic_distribution=owner))
            lines.append(self._item(CHARGES, cost - gross, analytic_distribution=owner))
            net, social = net + pay, social + cost - pay
        lines += [self._item(NET, -net), self._item(SOCIAL, -social)]
        return {"caetic_term": "pay", "line_ids": lines}

    def _prepare_bank(self, wages, account):
        net, social = (-line[2]["balance"] for line in wages["line_ids"][-2:])
        lines = [self._item(NET, net), self._item(SOCIAL, social)]
        lines.append(
            Command.create(
                {"account_id": account.id, "balance": -self.round(net + social)}
            )
        )
        return {"caetic_term": "none", "line_ids": lines}

    def _item(self, code, balance, **values):
        account = self.env["account.account"].search([("code", "=", code)], limit=1)
        return Command.create(
            {"account_id": account.id, "balance": self.round(balance), **values}
        )

    def _get_distribution(self, key):
        if key == "structure":
            return {str(self.env.company.caetic_structure_account_id.id): 100}
        return self.story.records[key]._get_distribution()
