# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import fields, models

from .. import engine

WHY = ("advance", "asked", "reserve", "withheld")


class CaeticActivity(models.Model):
    """What is behind the amounts of the account that no journal item explains."""

    _inherit = "caetic.activity"

    def _get_why(self, code):
        """Return the rows of an amount: list of label, detail, amount, url.

        ``amount`` is in EUR, None where a row is words only; ``url`` is empty or a page
        that the entrepreneur may open.

        :param code: one of ``WHY``
        """
        self.ensure_one()
        self.check_access("read")
        statement = self._get_statement()
        # Found readable above: the parts of a figure are told with it.
        activity_sudo = self.sudo()
        rows = {
            "advance": activity_sudo._get_why_advance,
            "asked": activity_sudo._get_why_asked,
            "reserve": activity_sudo._get_why_reserve,
            "withheld": lambda: activity_sudo._get_why_withheld(statement),
        }
        return rows[code]()

    def _get_why_row(self, label, amount=None, detail="", url=""):
        return {"label": label, "amount": amount, "detail": detail, "url": url}

    def _get_why_advance(self):
        """Decisions that let the account go below zero today (R423)."""
        today = fields.Date.context_today(self)
        running = self.advance_ids.filtered(
            lambda one: one.state == "granted" and one.date <= today <= one.date_due
        )
        return [
            self._get_why_row(
                one.reason,
                one.amount,
                self.env._(
                    "until %(date)s",
                    date=self.env["ir.qweb.field.date"].value_to_html(one.date_due, {}),
                ),
            )
            for one in running
        ]

    def _get_why_asked(self):
        """Pay and expenses asked for and not posted; other addons add theirs."""
        return []

    def _get_why_reserve(self):
        """The amount decided, or months of the fixed part: the greater (R421)."""
        rows = []
        if self.reserve_floor:
            rows.append(
                self._get_why_row(self.env._("Amount decided"), self.reserve_floor)
            )
        if self.reserve_months:
            reader = self.env["caetic.availability"]
            today = fields.Date.context_today(self)
            part = reader._get_fixed_parts(self, today)[self.id]
            months = engine.reserve(Decimal(0), self.reserve_months, part)
            label = self.env._(
                "%(months)s months of the fixed part of the pay",
                months=self.reserve_months,
            )
            rows.append(self._get_why_row(label, months))
        return rows

    def _get_why_withheld(self, statement):
        """What waits for customers, and the part of it that is advanced (R421)."""
        advanced = statement.uncashed - statement.withheld
        return [
            self._get_why_row(
                self.env._("On your account, and not paid yet by your customers"),
                statement.uncashed,
                url=f"/my/activities/{self.id}/money#caetic_unpaid",
            ),
            self._get_why_row(
                self.env._("Of it, advanced to you by the cooperative"), -advanced
            ),
        ]
