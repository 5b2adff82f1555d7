# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from .source import rows
from .work import PRODUCTS

# Less in summer, as the sales of the story.
SEASONS = (80, 90, 100, 110, 120, 110, 90, 60, 100, 120, 110, 100)
REMINDED, DISPUTED = "sonore", "plume"


class GettingPaid:
    """Catalogues, what was hoped for, and customers who do not pay."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        self._write_catalogues()
        self._hope()
        self._remind()
        self._dispute()

    def _write_catalogues(self):
        self.env["caetic.catalogue.item"].create(
            [
                {
                    "activity_id": self.story.records[row["activity"]].id,
                    "name": row["name"],
                    "description": row["description"],
                    "product_id": self.env.ref(
                        PRODUCTS[row["product"]]
                    ).product_variant_id.id,
                    "uom_id": self.env.ref(row["unit"]).id,
                    "price": float(row["price"]),
                }
                for row in rows("catalogue")
            ]
        )

    def _hope(self):
        """A forecast for each month of this year and of the last one."""
        year = self.story.today.year
        self.env["caetic.sales.forecast"].create(
            [
                {
                    "activity_id": self.story.records[row["activity"]].id,
                    "month": self.story.today.replace(year=one, month=month, day=1),
                    "amount": int(row["amount"]) * season // 100,
                }
                for row in rows("forecasts")
                for one in (year - 1, year)
                for month, season in enumerate(SEASONS, 1)
            ]
        )

    def _late(self, key):
        """The oldest invoice of an activity that its customer owes."""
        return self.env["account.move"].search(
            [
                ("caetic_activity_id", "=", self.story.records[key].id),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("payment_state", "=", "not_paid"),
            ],
            order="invoice_date, id",
            limit=1,
        )

    def _remind(self):
        """Both reminders left by mail; the formal notice waits for its letter.

        Sending prints the document, and no server runs here: the rows alone.
        """
        move = self._late(REMINDED)
        levels = self.env["caetic.reminder.level"].search([], order="days")
        # The story acts for whoever runs the activity.
        reminders_sudo = (
            self.env["caetic.reminder"].with_user(self._author(move)).sudo()
        )
        for level in levels.filtered(lambda one: one.kind == "mail"):
            date = move.invoice_date_due + timedelta(days=level.days)
            values = reminders_sudo._prepare_reminder(move, level, False)
            reminders_sudo.create({**values, "date": date, "days_late": level.days})

    def _author(self, move):
        return move.caetic_activity_id.member_ids.user_id[:1]

    def _dispute(self):
        move = self._late(DISPUTED)
        if move:
            self.env["caetic.dispute"].create(
                {
                    "move_id": move.id,
                    "user_id": self._author(move).id,
                    "reason": "Le client attend la dernière page du livret.",
                }
            )
