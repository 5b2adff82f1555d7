# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo.fields import Command

from .source import rows


class Ledger:
    """Opening balances and the monthly closes of the story."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        first = self.story.month(14)
        self.env.company.caetic_first_month = first
        self._open_accounts(first)
        for months_ago in range(14, 0, -1):
            self._close(self.story.month(months_ago) + relativedelta(day=31))
        # What the contributions of the last fiscal year have paid.
        accounts = self.env["caetic.pooled.account"].search([("state", "=", "draft")])
        accounts.note = (
            "L'accompagnement et la comptabilité sont la première dépense. Le déficit, "
            "celui du démarrage de plusieurs activités, est pris sur les réserves."
        )
        for account in accounts.with_context(caetic_no_archive=True):
            account.action_publish()

    def _open_accounts(self, day):
        """Opening balances are entries: a field only shows them."""
        account = self.env.company.caetic_opening_account_id
        lines = []
        for row in rows("activities"):
            if not row["opening"]:
                continue
            activity = self.story.records[row["key"]]
            item = {"account_id": account.id, "name": f"Reprise {activity.name}"}
            amount = float(row["opening"])
            lines += [
                Command.create({**item, "debit": amount}),
                Command.create(
                    {
                        **item,
                        "credit": amount,
                        "analytic_distribution": activity._get_distribution(),
                    }
                ),
            ]
        entry = self.env["account.move"].create(
            {"date": day, "ref": "Reprise", "caetic_term": "opening", "line_ids": lines}
        )
        entry._post(soft=False)

    def _close(self, day):
        closing = self.env["caetic.closing"].create({"date": day})
        closing.action_compute()
        closing.action_post()
        if day >= self.story.month(3) or day.month == 12:
            # Papers are printed by a server, which no story has.
            closing.with_context(caetic_no_archive=True).action_publish()
