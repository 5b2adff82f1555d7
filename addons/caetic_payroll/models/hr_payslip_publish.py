# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .caetic_pay_request_mail import month_words

PRINT_SIZE = 20
_logger = logging.getLogger(__name__)


class HrPayslipPublish(models.Model):
    """Valid payslips printed and told to their owners behind the back of staff."""

    _inherit = "hr.payslip"

    caetic_is_untold = fields.Boolean(
        string="Owner to be told",
        readonly=True,
        copy=False,
        help="The person gets an e-mail once the payslip is on the portal.",
    )

    _caetic_unprinted_idx = models.Index(
        "(id) WHERE state = 'done' AND caetic_member_id IS NOT NULL "
        "AND pdf_attachment_id IS NULL"
    )
    _caetic_untold_idx = models.Index("(id) WHERE caetic_is_untold")

    def _caetic_plan_publishing(self):
        """Have the payslips printed by the scheduler, at once and in batches.

        Payslips that come from elsewhere have their own paper: nothing is printed nor
        told with ``caetic_no_archive`` in the context.
        """
        if not self or self.env.context.get("caetic_no_archive"):
            return
        self.filtered(lambda slip: not slip.credit_note).caetic_is_untold = True
        # Whoever validates payslips has them printed; the scheduler is the system's.
        cron_sudo = self.env.ref("caetic_payroll.ir_cron_publish").sudo()
        cron_sudo._trigger()

    @api.model
    def _cron_publish(self):
        """Print what is valid and not printed, and tell; killed, it goes on from there.

        Each batch is saved: no payslip is printed twice, nobody is told twice.
        """
        waiting = self.search(self._caetic_get_waiting_domain(), order="id")
        for start in range(0, len(waiting), PRINT_SIZE):
            batch = waiting[start : start + PRINT_SIZE]
            batch._caetic_publish()
            left = len(waiting) - start - len(batch)
            if left and not self.env["ir.cron"]._commit_progress(
                len(batch), remaining=left
            ):
                # Out of time: the scheduler calls again for the rest.
                break

    @api.model
    def _caetic_get_waiting_domain(self):
        """Return what is to be printed or told; an office's paper is its own."""
        unprinted = Domain(
            [
                ("state", "=", "done"),
                ("caetic_member_id", "!=", False),
                ("pdf_attachment_id", "=", False),
                ("caetic_office", "=", False),
            ]
        )
        untold = Domain(
            [("caetic_is_untold", "=", True), ("pdf_attachment_id", "!=", False)]
        )
        return unprinted | untold

    def _caetic_publish(self, is_watched=False):
        """Print and seal these payslips, then tell their owners once.

        What somebody else is printing at the same time is left to them.

        :param is_watched: somebody waits, and reads why one does not print
        :raises UserError: one does not print, while somebody waits
        """
        slips = self.try_lock_for_update()
        slips.invalidate_recordset(["pdf_attachment_id", "caetic_is_untold"])
        for slip in slips:
            try:
                with self.env.cr.savepoint():
                    slip._archive_pdf()
            except UserError as error:
                if is_watched:
                    raise
                # One that does not print does not keep the others back.
                _logger.warning("Payslip %s is not printed: %s", slip.id, error)
        slips._caetic_tell()

    def _caetic_tell(self):
        """Put the e-mails to the owners in the outbox, for what they can open."""
        ready = self.filtered(
            lambda slip: slip.caetic_is_untold and slip.pdf_attachment_id
        )
        reached = ready.filtered("caetic_member_id.email")
        # The message is the system's: officers have no right on the outbox.
        template_sudo = self.env.ref(
            "caetic_payroll.mail_template_payslip_ready"
        ).sudo()
        template_sudo.send_mail_batch(
            reached.ids, email_layout_xmlid="mail.mail_notification_light"
        )
        ready.caetic_is_untold = False

    def _get_month_words(self):
        """Return the month in French, as the message is: “octobre 2026”."""
        self.ensure_one()
        return month_words(self.date_from)
