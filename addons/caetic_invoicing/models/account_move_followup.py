# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import LockError, UserError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine


class AccountMove(models.Model):
    """A document that waits for its payment: reminders, disputes, late interest."""

    _inherit = "account.move"

    caetic_reminder_ids = fields.One2many(
        "caetic.reminder", "move_id", string="Reminders"
    )
    caetic_dispute_ids = fields.One2many(
        "caetic.dispute", "move_id", string="Disputes", copy=False
    )
    caetic_no_reminder = fields.Boolean(
        string="No more reminders", copy=False, tracking=True
    )

    def _caetic_lock(self):
        """Keep a document to oneself: whoever pays it writes the same row.

        :raises UserError: when somebody else is at it
        """
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("This document is being changed: try again in a moment.")
            ) from error
        self.invalidate_recordset()

    def _caetic_get_owed(self):
        """Return what is left of documents, read from their payments alone.

        A debt moved to another account (416) is still owed; a credit note, a loss and
        a payment are not.

        :returns: ``{move_id: Decimal}``, document currency, VAT included
        """
        return {
            move_id: total - sum(days.values(), Decimal(0))
            for move_id, (total, days) in self._caetic_get_payments().items()
        }

    def _caetic_get_claim(self, date=None):
        """Return the ``engine.Claim`` of a document on a day (R605)."""
        self.ensure_one()
        day = date or fields.Date.context_today(self)
        due = self.invoice_date_due or day
        rates, fee = self._caetic_get_late_terms(due)
        return engine.claim(
            self._caetic_get_owed().get(self.id, Decimal(0)),
            due,
            day,
            rates,
            to_decimal(fee),
            to_company=self.commercial_partner_id.is_company,
        )

    def _caetic_get_late_terms(self, due):
        """Return the rates and the lump sum that a late customer owes.

        :returns: ``([(first day, yearly rate in %)], EUR)``; no rate where the law has
            one that is not known here yet
        """
        if self.commercial_partner_id._caetic_is_public_body():
            points, fee = self._caetic_get_public_figures(due)
            known = self._caetic_get_rates("ecb_refinancing")
            return engine.public_rates(due, known, engine.to_rate(points)), fee
        company = self.company_id
        multiple = company.caetic_late_multiple
        known = self._caetic_get_rates("legal_interest")
        rates = [(start, rate * multiple) for start, rate in known]
        return rates, company.caetic_recovery_fee

    def _caetic_get_rates(self, code):
        values = self.env["caetic.parameter"]._get_values(code)
        return [(start, engine.to_rate(value)) for start, value in values]

    def _caetic_get_steps(self):
        """Return the next reminder of documents: ``{move: (level, first day)}``.

        The number of queries does not depend on the number of documents.
        """
        levels = self.env["caetic.reminder.level"]._get_all_sudo()
        # Whoever asks may read the documents; their reminders are no secret to them.
        reminders_sudo = self.env["caetic.reminder"].sudo()
        groups = reminders_sudo._read_group(
            [("move_id", "in", self.ids)], ["move_id", "level_id"], ["date:max"]
        )
        sent = {}
        for move, level, day in groups:
            sent.setdefault(move.id, {})[level.id] = day
        steps = {}
        for move in self:
            own = levels._of_company(move.company_id)
            known = [engine.Level(level.id, level.days) for level in own]
            step = engine.next_step(known, move.invoice_date_due, sent.get(move.id, {}))
            if step:
                steps[move] = (own.browse(step.key), step.date)
        return steps

    def _caetic_get_open_dispute(self):
        """The dispute that stops the reminders, if there is one."""
        # Shown to whoever reads the document.
        disputes_sudo = self.sudo().caetic_dispute_ids
        return disputes_sudo.filtered(lambda dispute: dispute.state == "open")[:1]

    def _caetic_get_reminder_refusal(self, level=None):
        """Return why no reminder leaves, an empty text when one may.

        :param level: the one that is asked for, else the next one
        """
        self.ensure_one()
        step, day = self._caetic_get_steps().get(self, (None, None))
        if self.state != "posted" or self.move_type != "out_invoice":
            return self.env._("Only an issued invoice is reminded.")
        if self._caetic_get_owed().get(self.id, Decimal(0)) <= 0:
            return self.env._("This invoice is settled.")
        if self._caetic_get_open_dispute():
            return self.env._("A dispute is open: close it first.")
        if self.caetic_no_reminder:
            return self.env._("Reminders are stopped for this invoice.")
        if not step or (level and level != step):
            return self.env._("This reminder has already been sent.")
        if day > fields.Date.context_today(self):
            return self.env._(
                "The next reminder can leave on %(date)s.",
                date=fields.Date.to_string(day),
            )
        if step.kind == "mail" and not self.partner_id.email:
            return self.env._("Add the customer's e-mail address first.")
        return ""
