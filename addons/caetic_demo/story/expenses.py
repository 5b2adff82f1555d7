# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from decimal import Decimal

from PIL import Image, ImageDraw

from odoo.addons.caetic_expenses.engine import ExpenseInput, TripInput, VehicleInput
from odoo.addons.caetic_members.uploads import check_upload

from .source import rows


class Expenses:
    """Receipts and kilometres of Amélie, who drives a car of 5 CV."""

    def __init__(self, story):
        self.story = story
        self.env = story.env
        self.own = story.own("garrigue", "amelie")

    def tell(self):
        claims = {row["key"]: self._claim(row) for row in rows("expenses")}
        older, _newer = self._drive()
        self._reimburse(claims["expense_train"] | older)
        refused = claims["expense_meal"]
        # What the button of staff asks in a wizard.
        refused.with_user(self.story.records["claire"])._do_refuse(
            "Le ticket est illisible : reprenez la photo, s'il vous plaît."
        )
        self.story.forget_letters("hr.expense")

    def _claim(self, row):
        """A receipt photographed, typed and sent."""
        upload, _code = check_upload("ticket.png", self._photo(row), ("image",))
        kind = self.env.ref(f"caetic_expenses.product_{row['kind']}")
        [expense_sudo] = self.own._portal_save_expenses(
            [
                ExpenseInput(
                    row=0,
                    date=self.story.recent(int(row["days"])),
                    kind_id=kind.id,
                    amount=Decimal(row["amount"]),
                    rate=Decimal(row["rate"]),
                    label=row["label"],
                    in_name=bool(row["in_name"]),
                    waived=False,
                    kept_id=self.own._portal_keep_receipt(upload),
                )
            ]
        )
        expense_sudo._portal_submit()
        return self.story.keep(row["key"], expense_sudo.with_env(self.env))

    def _photo(self, row):
        """The picture of a made-up receipt, in bytes."""
        paper = Image.new("L", (240, 320), 250)
        text = f"{row['shop']}\n\n{row['ticket']}\n\nTOTAL  {row['amount']} EUR"
        ImageDraw.Draw(paper).text((24, 40), text, fill=30)
        target = io.BytesIO()
        paper.save(target, "PNG", optimize=True)
        return target.getvalue()

    # -- kilometres ---------------------------------------------------------------

    def _drive(self):
        """Journeys of three months: two are claimed, the third waits for its end."""
        vehicle = self.own._portal_save_vehicle(
            VehicleInput(
                name="Renault Clio",
                kind="car",
                power=5,
                electric=False,
                plate="GA-011-RR",
                date_from=self.story.month(12),
                date_to=None,
            )
        )
        for row in rows("trips"):
            months_ago = int(row["months_ago"])
            day = self.story.month(months_ago, int(row["day"]))
            self.own._portal_add_trip(
                TripInput(
                    date=min(day, self.story.today),
                    vehicle_id=vehicle.id,
                    place_from="Limoux",
                    place_to=row["place"],
                    km=Decimal(row["km"]),
                    purpose=row["purpose"],
                )
            )
        return [
            self.own._portal_claim_month(self.story.month(months), vehicle.id)
            for months in (2, 1)
        ]

    # -- what staff do ------------------------------------------------------------

    def _reimburse(self, expenses):
        """The accountant accepts, posts in the open month, and pays."""
        jean = self.story.records["jean"]
        expenses = expenses.with_env(self.env).with_user(jean)
        expenses.action_approve()
        wizards = self.env["hr.expense.post.wizard"].with_user(jean)
        wizards.with_context(active_ids=expenses.ids, company_paid_move_ids=[]).create(
            {"accounting_date": self.story.today}
        ).action_post_entry()
        payments = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=expenses.account_move_id.ids
        )
        payments.create({"payment_date": self.story.today})._create_payments()
