# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError


class CaeticActivity(models.Model):
    """Years of an activity as its members see them, and the wish that they state."""

    _inherit = "caetic.activity"

    def _portal_get_years(self):
        """Return the years proposed or settled, last first."""
        self._portal_check()
        lines = self.env["caetic.year.end.line"].search(
            [("activity_id", "=", self.id)], order="date_to desc"
        )
        return [self._prepare_year_row(line) for line in lines]

    def _portal_get_profit_shares(self):
        """Return the user's own parts of the cooperative's results, last first."""
        self._portal_check()
        # Staff read the parts of all: a page shows nobody's but the user's.
        shares = self.env["caetic.profit.share"].search(
            [
                ("member_id.user_id", "=", self.env.uid),
                ("is_shown", "=", True),
                ("amount", ">", 0),
            ],
            order="date_to desc",
        )
        return [
            {"year": share.date_to.strftime("%Y"), "amount": share.amount}
            for share in shares
        ]

    def _prepare_year_row(self, line):
        # The year is the staff's; its days are the entrepreneur's too.
        year_sudo = line.sudo().year_end_id
        return {
            "id": line.id,
            "url": f"/my/activities/{self.id}/years/{line.id}/wish",
            "year": year_sudo.name,
            "date_to": line.date_to,
            "meeting": year_sudo.meeting_date,
            "deadline": year_sudo.deadline,
            "wish_until": year_sudo.wish_until,
            "is_open": line._is_open_to_wishes_sudo(),
            "is_settled": line.state == "settled",
            "available": line.brought + line.earned,
            "brought": line.brought,
            "earned": line.earned,
            "paid": line.paid,
            "balance": line.balance,
            "due": line.due,
            "wish": line.wish or "",
            "pay": line.pay_amount,
            "keep": line.keep_amount,
            "result": line.result_amount,
        }

    def _portal_wish(self, line_id, wish):
        """Note what the entrepreneur wishes; staff decide.

        :param wish: ``pay`` or ``keep``
        :raises AccessError: for an activity of somebody else
        :raises UserError: once the day is over, or the year is settled
        """
        self._portal_check()
        lines = self.env["caetic.year.end.line"]
        line = lines.search([("id", "=", line_id), ("activity_id", "=", self.id)])
        if not line or not line._is_open_to_wishes_sudo():
            raise UserError(self.env._("It is too late to state a wish for this year."))
        line._wish_sudo(wish)
