# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: a small cooperative, each row of it written by Odoo itself."""

from dateutil.relativedelta import relativedelta

from odoo.fields import Command

PASSWORD = "Limoux-2026!"
TERM = "account.account_payment_term_30days"
# What became of ten invoices; three are paid today, so that what is said of the end
# of last month is not what is said now. (months ago, prices without VAT, fate)
INVOICES = (
    (13, (1000.33,), "paid"),
    (11, (777.77, 222.22), "paid"),
    (9, (1333.33,), "paid_twice"),
    (5, (640.1,), "credited"),
    (4, (1600.7, 99.99), "shared"),
    (3, (905.45,), "paid_late"),
    (2, (412.5,), "late"),
    (1, (1250,), "paid_today"),
    (0, (333.33, 666.67), "waiting"),
    (0, (480,), "draft"),
)
SCHEMES = {
    "tiers": {"tiers": ((0, 11), (2000, 10), (4000, 9)), "fee_month": 16},
    "invoiced": {"tiers": ((0, 10),), "base": "invoiced"},
    "margin": {"tiers": ((0, 12),), "base": "margin", "margin_prefixes": "60,611"},
    "whole": {
        "tiers": ((0, 12), (1500, 8.5)),
        "tier_method": "whole",
        "cap_year": 250,
        "fee_month": 4.35,
    },
    # The older of the two months closed is exempt, the younger is not.
    "startup": {"tiers": ((0, 10.5),), "exempt_months": 13},
}
POLICIES = {"invoiced": "invoiced"}


class World:
    """People, activities and documents.

    :ivar activities: caetic.activity by key, the five models first
    """

    def __init__(self, env):
        self.env = env
        self.company = env.company
        self.today = env.cr.now().date()
        self.activities = {}
        self.customer = env["res.partner"].create(
            {"name": "Mairie de Limoux", "is_company": True, "lang": "fr_FR"}
        )
        self.bank = env["account.journal"].search([("type", "=", "bank")], limit=1)
        self.company.caetic_first_month = self.month(3)

    def month(self, months_ago):
        return self.today.replace(day=1) - relativedelta(months=months_ago)

    def day(self, months_ago):
        """The 5th of a month, today in the month that runs."""
        return self.month(months_ago).replace(day=5) if months_ago else self.today

    # -- people ---------------------------------------------------------------------

    def add_scheme(self, name, tiers, **values):
        return self.env["caetic.contribution.scheme"].create(
            {
                "name": name,
                "tier_ids": [
                    Command.create({"from_amount": start, "rate": rate})
                    for start, rate in tiers
                ],
                **values,
            }
        )

    def add_activity(self, key, scheme, policy="cashed", **values):
        """An activity, its one member, their portal user and their contract."""
        member = self._add_member(key)
        self.activities[key] = self.env["caetic.activity"].create(
            {
                "name": key.capitalize(),
                "scheme_id": scheme.id,
                "availability_policy": policy,
                "date_start": self.month(14),
                "stake_ids": [Command.create({"member_id": member.id})],
                **values,
            }
        )
        return self.activities[key]

    def _add_member(self, key):
        user = (
            self.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "login": key,
                    "password": PASSWORD,
                    "name": key.capitalize(),
                    "email": f"{key}@example.com",
                    "lang": "fr_FR",
                    "tz": "Europe/Paris",
                    "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
                }
            )
        )
        member = self.env["caetic.member"].create(
            {"partner_id": user.partner_id.id, "user_id": user.id}
        )
        self.env["caetic.contract"].create(
            {
                "member_id": member.id,
                "kind": "cesa",
                "date_start": self.month(14),
                "state": "running",
            }
        )
        return member

    # -- documents --------------------------------------------------------------------

    def add_documents(self, activity, fellow, percentage=30):
        """Ten invoices and what became of them; a part of one is the fellow's."""
        invoices = self.env["account.move"].create(
            [self._prepare_invoice(activity, *row) for row in INVOICES]
        )
        share = {"activity_id": fellow.id, "percentage": percentage}
        shared = [fate for _months, _prices, fate in INVOICES].index("shared")
        invoices[shared].caetic_share_ids = [Command.create(share)]
        invoices.filtered("invoice_date")._post(soft=False)
        by_fate = {}
        for (_months, _prices, fate), invoice in zip(INVOICES, invoices, strict=True):
            by_fate[fate] = by_fate.get(fate, invoices.browse()) | invoice
        self._settle(by_fate)
        return invoices

    def _prepare_invoice(self, activity, months_ago, prices, fate):
        return {
            "move_type": "out_invoice",
            "partner_id": self.customer.id,
            "caetic_activity_id": activity.id,
            "invoice_date": fate != "draft" and self.day(months_ago),
            "invoice_payment_term_id": self.env.ref(TERM).id,
            "invoice_line_ids": [
                Command.create(
                    {
                        "product_id": self.env.ref(
                            "caetic_invoicing.product_service"
                        ).id,
                        "name": "Création graphique",
                        "price_unit": price,
                        "analytic_distribution": activity._get_distribution(),
                    }
                )
                for price in prices
            ],
        }

    def _settle(self, by_fate):
        self.pay(by_fate["paid"], self.day(10))
        self.pay(by_fate["paid_twice"], self.day(8), 700.01)
        self.pay(by_fate["paid_twice"], self.day(7))
        refund = by_fate["credited"]._reverse_moves(
            [{"invoice_date": self.day(4)}], cancel=True
        )
        refund.flush_recordset()
        self.pay(by_fate["shared"], self.day(3), by_fate["shared"].amount_total / 2)
        self.pay(by_fate["paid_late"], self.day(2), 333.33)
        self.pay(by_fate["paid_late"] | by_fate["paid_today"], self.today)

    def pay(self, invoices, day, amount=None):
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoices.ids)
            .create(
                {
                    "payment_date": day,
                    "journal_id": self.bank.id,
                    "group_payment": False,
                    **({"amount": amount} if amount else {}),
                }
            )
        )
        wizard._create_payments()

    def add_entries(self, activity):
        """Two bills, an opening balance and a pay."""
        bills = self.env["account.move"].create(
            [
                self._prepare_bill(activity, months_ago, code, price)
                for months_ago, code, price in ((6, "6064", 123.45), (0, "6226", 80))
            ]
        )
        entries = self.env["account.move"].create(
            [
                self._prepare_entry(activity, 14, "opening", -500.05),
                self._prepare_entry(activity, 1, "pay", 600.2),
            ]
        )
        (bills | entries)._post(soft=False)

    def _account(self, code):
        accounts = self.env["account.account"]
        return accounts.search([("code", "=like", f"{code}%")], limit=1)

    def _prepare_bill(self, activity, months_ago, code, price):
        line = {
            "name": "Achat",
            "account_id": self._account(code).id,
            "price_unit": price,
            "analytic_distribution": activity._get_distribution(),
        }
        return {
            "move_type": "in_invoice",
            "partner_id": self.customer.id,
            "invoice_date": self.day(months_ago),
            "date": self.day(months_ago),
            "ref": f"{activity.code}-{code}",
            "invoice_line_ids": [Command.create(line)],
        }

    def _prepare_entry(self, activity, months_ago, term, balance):
        """A free entry of the accountant; a positive balance is a cost."""
        codes = {"opening": ("1", "1"), "pay": ("641", "421")}[term]
        accounts = [self._account(code) for code in codes]
        if term == "opening":
            accounts = [self.company.caetic_opening_account_id] * 2
        own = {"analytic_distribution": activity._get_distribution()}
        lines = [
            {"account_id": accounts[0].id, "balance": balance, **own},
            {"account_id": accounts[1].id, "balance": -balance},
        ]
        return {
            "date": self.day(months_ago),
            "ref": term,
            "caetic_term": term,
            "line_ids": [Command.create({"name": term, **line}) for line in lines],
        }

    # -- months ---------------------------------------------------------------------

    def close(self, months_ago):
        last_day = self.month(months_ago) + relativedelta(day=31)
        closing = self.env["caetic.closing"].create({"date": last_day})
        closing.action_compute()
        closing.action_post()
