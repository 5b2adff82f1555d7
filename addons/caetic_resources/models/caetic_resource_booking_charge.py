# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import format_date

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine
from .caetic_resource import ZONE, to_local, to_naive

STAFF = (
    "caetic_members.caetic_members_group_coordinator,"
    "caetic_members.caetic_members_group_accountant"
)
BATCH_SIZE = 20


class CaeticResourceBookingCharge(models.Model):
    """The months that are over are charged: one transfer by activity and month.

    A booking names the transfer that charges it, in the same transaction: killed at any
    point the work can go on, and nothing is charged twice. Two who charge at once write
    the same rows, which the database refuses to the second.
    """

    _inherit = "caetic.resource.booking"

    def action_charge(self):
        """Charge the months that are over and show the transfers.

        :raises AccessError: for others than coordinators and accountants
        """
        if not self.env.user.has_groups(STAFF):
            raise AccessError(self.env._("Only coordinators and accountants charge."))
        transfers = self._charge_months(self.env.companies)
        if not transfers:
            raise UserError(self.env._("No month that is over waits to be charged."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_members.caetic_transfer_action"
        )
        return {**action, "domain": [("id", "in", transfers.ids)], "context": {}}

    @api.model
    def _cron_charge(self):
        """Charge the months that are over, of every company."""
        # Months belong to the cooperative, whoever the server runs this as.
        companies_sudo = self.env["res.company"].sudo()
        self._charge_months(companies_sudo.search([("active", "=", True)]))

    @api.model
    def _charge_months(self, companies):
        """Charge what is due of the months that are over, in batches, each saved.

        :returns: the transfers made
        """
        # Checked by the caller; accountants charge bookings that they may not change.
        bookings_sudo = self.sudo()
        due_sudo = bookings_sudo.search(
            [*self._get_due_domain(), ("company_id", "in", companies.ids)], order="id"
        )
        charges = engine.group_charges(due_sudo._to_uses())
        transfers = self.env["caetic.transfer"]
        for first in range(0, len(charges), BATCH_SIZE):
            batch = charges[first : first + BATCH_SIZE]
            transfers |= bookings_sudo._post_charges(batch)
            left = len(charges) - first - len(batch)
            if left > 0:
                # Saves the batch; the last one is saved by the request itself.
                self.env["ir.cron"]._commit_progress(len(batch), remaining=left)
        return transfers

    @api.model
    def _get_due_domain(self):
        """Bookings of months that are over, used or cancelled late, not charged."""
        today = fields.Date.context_today(self)
        month = engine.month_unit(today, ZONE)
        return [
            ("transfer_id", "=", False),
            ("amount_due", ">", 0),
            ("start", "<", to_naive(month.start)),
            ("stop", "<=", fields.Datetime.now()),
            ("state", "in", ("done", "confirmed", "cancelled")),
        ]

    def _to_uses(self):
        return [
            engine.Use(
                one.id,
                one.activity_id.id,
                to_local(one.start).date(),
                to_decimal(one.amount_due),
            )
            for one in self
        ]

    def _post_charges(self, charges):
        """Make the transfers of some charges, and mark their bookings.

        Both sides have agreed: the person booked at the price that was shown, by the
        rules that the cooperative wrote.

        :param charges: list of engine.Charge
        """
        bookings = self.browse([key for charge in charges for key in charge.keys])
        try:
            bookings.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is charging these months at this moment.")
            ) from error
        transfers = self.env["caetic.transfer"]._create_from_shares(
            [self._prepare_transfer(charge) for charge in charges]
        )
        for charge, transfer in zip(charges, transfers, strict=True):
            self.browse(charge.keys).transfer_id = transfer
        return transfers

    @api.model
    def _prepare_transfer(self, charge):
        """Values of a transfer: EUR before tax, dated the last day of its month."""
        last = engine.next_month(charge.month) - timedelta(days=1)
        return {
            "to_structure": True,
            "activity_from_id": charge.activity,
            "amount": charge.amount,
            "date": min(last, fields.Date.context_today(self)),
            "label": self.browse(charge.keys)._get_charge_label(charge.month),
        }

    def _get_charge_label(self, month):
        """Return the month, the resources and their days: what the ledger says."""
        lang = self.company_id.partner_id.lang
        bookings = self.with_context(lang=lang) if lang else self
        env = bookings.env
        parts = []
        for resource, own in bookings.sorted("start").grouped("resource_id").items():
            days = ", ".join(dict.fromkeys(one._get_days_words() for one in own))
            parts.append(
                env._("%(resource)s (%(days)s)", resource=resource.name, days=days)
            )
        return env._(
            "Shared resources, %(month)s: %(what)s",
            month=format_date(env, month, date_format="MMMM y"),
            what="; ".join(parts),
        )

    def _get_days_words(self):
        """Return the day or the days of a booking in figures: 3, or 28 to 02/12."""
        self.ensure_one()
        first = to_local(self.start).date()
        last = to_local(fields.Datetime.subtract(self.stop, seconds=1)).date()
        if self.unit == "month" and self.unit_count == 1:
            return self.env._("the month")
        begin = format_date(self.env, first, date_format="d")
        if first == last:
            return begin
        same = first.replace(day=1) == last.replace(day=1)
        end = format_date(self.env, last, date_format="d" if same else "dd/MM")
        return self.env._("%(first)s to %(last)s", first=begin, last=end)
