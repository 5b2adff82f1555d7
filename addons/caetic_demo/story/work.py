# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo.fields import Command

from .source import rows, siret

PRODUCTS = {
    "service": "caetic_invoicing.product_service",
    "training": "caetic_invoicing.product_training",
}
TERM = "account.account_payment_term_30days"


class Work:
    """Customers, sales and expenses of the 14 months."""

    def __init__(self, story):
        self.story = story
        self.env = story.env
        self.payments = {}

    def tell(self):
        self._meet_customers()
        self._sell()
        self._buy()
        self._pay()
        self._share_a_sale()
        self._leave_documents_waiting()

    def _meet_customers(self):
        for row in rows("customers"):
            company = row["kind"] == "company"
            users = {
                r["activity"] for r in rows("sales") if r["customer"] == row["key"]
            }
            activities = [self.story.records[key].id for key in sorted(users)]
            partner = self.env["res.partner"].create(
                {
                    "name": row["name"],
                    "is_company": company,
                    "street": row["street"],
                    "zip": row["zip"],
                    "city": row["city"],
                    "country_id": self.env.ref("base.fr").id,
                    "company_registry": siret(row["siren"]) if company else False,
                    "email": f"{row['key']}@client.example",
                    "lang": "fr_FR",
                    "caetic_activity_ids": [Command.set(activities)],
                }
            )
            self.story.keep(row["key"], partner)

    # -- sales --------------------------------------------------------------------

    def _sell(self):
        values, delays = [], []
        for index, row in enumerate(rows("sales")):
            for months_ago in _months(row):
                day = self.story.month(months_ago, 3 + index % 9)
                if day > self.story.today:
                    continue
                values.append(self._prepare_invoice(row, day, months_ago))
                delays.append(int(row["pay_days"]))
        values_delays = sorted(
            zip(values, delays, strict=True), key=lambda pair: pair[0]["invoice_date"]
        )
        invoices = self.env["account.move"].create([v for v, _d in values_delays])
        invoices.caetic_approval_state = "approved"
        invoices._post(soft=False)
        for invoice, (_values, delay) in zip(invoices, values_delays, strict=True):
            paid_on = _banking_day(invoice.invoice_date + timedelta(days=delay))
            if paid_on <= self.story.today:
                self.payments.setdefault(paid_on, []).append(invoice.id)

    def _prepare_invoice(self, row, day, months_ago):
        activity = self.story.records[row["activity"]]
        # Seasons: more in spring and autumn, less in summer, always the same.
        season = (80, 90, 100, 110, 120, 110, 90, 60, 100, 120, 110, 100)[day.month - 1]
        return {
            "move_type": "out_invoice",
            "caetic_activity_id": activity.id,
            "partner_id": self.story.records[row["customer"]].id,
            "invoice_date": day,
            "invoice_payment_term_id": self.env.ref(TERM).id,
            "invoice_line_ids": [
                Command.create(
                    {
                        "product_id": self.env.ref(
                            PRODUCTS[row["product"]]
                        ).product_variant_id.id,
                        "name": row["label"],
                        "quantity": 1,
                        "price_unit": int(row["price"]) * season / 100,
                        "analytic_distribution": activity._get_distribution(),
                    }
                )
            ],
        }

    # -- expenses -----------------------------------------------------------------

    def _buy(self):
        supplier = self.env["res.partner"].create(
            {"name": "Fournitures et services du Razès", "is_company": True}
        )
        values = []
        for index, row in enumerate(rows("costs")):
            for months_ago in _months(row):
                day = self.story.month(months_ago, 2 + index % 7)
                if day <= self.story.today:
                    values.append(self._prepare_bill(row, day, supplier))
        bills = self.env["account.move"].create(values)
        bills._post(soft=False)

    def _prepare_bill(self, row, day, supplier):
        account = self.env["account.account"].search(
            [("code", "=like", f"{row['account']}%"), ("account_type", "=", "expense")],
            limit=1,
        )
        company = self.env.company
        owner = self.story.records.get(row["activity"])
        structure = {str(company.caetic_structure_account_id.id): 100}
        return {
            "move_type": "in_invoice",
            "partner_id": supplier.id,
            "invoice_date": day,
            "date": day,
            "invoice_payment_term_id": self.env.ref(TERM).id,
            "ref": f"{row['activity']}-{row['account']}-{day:%Y%m}",
            "invoice_line_ids": [
                Command.create(
                    {
                        "name": row["label"],
                        "account_id": account.id,
                        "price_unit": float(row["price"]),
                        "analytic_distribution": owner._get_distribution()
                        if owner
                        else structure,
                    }
                )
            ],
        }

    # -- money received -----------------------------------------------------------

    def _pay(self):
        for day, invoice_ids in sorted(self.payments.items()):
            self._register(self.env["account.move"].browse(invoice_ids), day)

    def _register(self, invoices, day, **values):
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoices.ids)
            .create({"payment_date": day, "group_payment": False, **values})
        )
        wizard._create_payments()

    # -- what the pages show today ------------------------------------------------

    def _share_a_sale(self):
        """Bruno and Amélie answer one order together; half of it is paid."""
        day = self.story.month(2, 18)
        row = {
            "activity": "razes",
            "customer": "hotel",
            "product": "service",
            "label": "Site et identité visuelle de l'hôtel",
            "price": "3600",
        }
        invoice = self.env["account.move"].create(self._prepare_invoice(row, day, 2))
        invoice.caetic_share_ids = [
            Command.create(
                {"activity_id": self.story.records["garrigue"].id, "percentage": 40}
            )
        ]
        invoice.caetic_approval_state = "approved"
        invoice._post(soft=False)
        self._register(
            invoice, self.story.month(1, 22), amount=invoice.amount_total / 2
        )

    def _leave_documents_waiting(self):
        """What is being written, what waits for staff, what came back refused."""
        for row in rows("waiting"):
            move = self.env["account.move"].create(
                self._prepare_invoice(row, self.story.today, 0)
            )
            if row["state"] != "draft":
                move._caetic_submit()
            if row["state"] == "refused":
                move._caetic_refuse(row["reason"])


def _months(row):
    """Months ago of a row's documents, from its first to its last one."""
    return range(int(row["first"]), int(row.get("last") or 0) - 1, -int(row["every"]))


def _banking_day(day):
    """Return when the accountant reads the bank: the 10th, the 20th, the last day."""
    if day.day > 20:
        return day + relativedelta(day=31)
    return day.replace(day=10 if day.day <= 10 else 20)
