# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CaeticPrivacyNotice(models.Model):
    """What the cooperative tells people of the use of their data (RGPD art. 13).

    A version that somebody has read is not rewritten: it is what they were told.
    """

    _name = "caetic.privacy.notice"
    _description = "Information notice on personal data"
    _order = "date desc, id desc"
    _rec_name = "version"

    version = fields.Char(required=True, copy=False)
    date = fields.Date(
        string="In force from", required=True, default=fields.Date.context_today
    )
    text = fields.Html(required=True)
    consent_ids = fields.One2many("caetic.consent", "notice_id", string="Read by")
    company_id = fields.Many2one("res.company")

    _version_uniq = models.UniqueIndex(
        "(version, COALESCE(company_id, 0))",
        "This version of the notice exists already.",
    )

    @api.model
    def _get_current(self, company, date=None):
        """Return the notice in force for a company on a day, or an empty record."""
        day = date or fields.Date.context_today(self)
        # A notice is there to be read by whom it concerns.
        notices_sudo = self.sudo()
        return notices_sudo.search(
            [("date", "<=", day), ("company_id", "in", (False, company.id))], limit=1
        )

    def write(self, vals):
        if {"text", "version"} & set(vals) and self.consent_ids:
            raise UserError(
                self.env._("People have read this version: add a new one instead.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_unread(self):
        if self.consent_ids:
            raise UserError(self.env._("People have read this version: it is kept."))
