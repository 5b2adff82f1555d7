# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticRecurringPeriod(models.Model):
    """A period of an invoice that repeats, and the invoice made for it: never two."""

    _name = "caetic.recurring.period"
    _description = "Period of an invoice that repeats"
    _order = "recurring_id, rank desc"
    _rec_name = "date_from"

    recurring_id = fields.Many2one(
        "caetic.recurring.invoice", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="recurring_id.company_id", store=True)
    rank = fields.Integer(required=True, readonly=True)
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(string="To", required=True, readonly=True)
    move_id = fields.Many2one(
        "account.move",
        string="Invoice",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    _period_uniq = models.UniqueIndex(
        "(recurring_id, rank)", "A period is invoiced once."
    )

    def _ask_review(self):
        """Ask the members of the activity by e-mail to read the draft."""
        self.ensure_one()
        template = self.env.ref("caetic_invoicing.mail_template_recurring_review")
        members = self.recurring_id.activity_id.member_ids
        template.with_context(members=members).send_mail_batch(
            self.ids,
            email_values={"recipient_ids": [(6, 0, members.partner_id.ids)]},
            email_layout_xmlid="mail.mail_notification_light",
        )
