# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine


class CaeticSaleShare(models.Model):
    """The same shares on another document: a credit note, a stage, a repetition."""

    _inherit = "caetic.sale.share"

    def _copy_shares_to(self, move):
        """Give the shares to another draft, line by line where lines are the same.

        A credit note of the document takes them back in proportion. On an invoice a
        percentage stays one, an amount follows the size of the document, and what was
        accepted stays so only for the same figures.

        :param move: draft of the same activity
        :returns: the new shares, in superuser mode
        """
        # Shares follow the document, whoever copies it.
        shares_sudo = self.sudo()
        if move.move_type == "out_refund":
            values_list = shares_sudo._prepare_refund_shares(move)
            return shares_sudo.create(
                [{**values, "move_id": move.id} for values in values_list]
            )
        same = shares_sudo.move_id._caetic_match_lines(move)
        copies = shares_sudo.create(
            [
                share._prepare_copy(move, same.get(share.move_line_id))
                for share in shares_sudo
                if not share.move_line_id or share.move_line_id in same
            ]
        )
        copies._agreement_keep(shares_sudo._get_agreed())
        return copies

    def _prepare_copy(self, move, line=None):
        """Values of the same share on another invoice."""
        self.ensure_one()
        amount = engine.scaled(
            to_decimal(self.fixed_amount),
            self.move_id._caetic_get_shared_base(self.move_line_id),
            move._caetic_get_shared_base(line),
        )
        return {
            "move_id": move.id,
            "activity_id": self.activity_id.id,
            "percentage": self.percentage,
            "fixed_amount": 0 if self.percentage else amount,
            "move_line_id": line.id if line else False,
        }

    def _prepare_refund_shares(self, refund):
        """Values of the shares that a credit note takes back.

        A line that is not credited keeps its share. A credit note of an amount, whose
        lines are none of the invoice's, takes back a part of every share.
        """
        same = self.move_id._caetic_match_lines(refund)
        matched = {line.id for line in same.values()}
        amounts = refund._caetic_get_line_amounts()
        is_amount = any(key not in matched for key in amounts)
        return [
            {
                "activity_id": share.activity_id.id,
                "percentage": share.percentage,
                "fixed_amount": share.fixed_amount,
                "origin_id": share.id,
                "move_line_id": same[share.move_line_id].id
                if share.move_line_id in same
                else False,
            }
            for share in self
            if not share.move_line_id or share.move_line_id in same or is_amount
        ]
