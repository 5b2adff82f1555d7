# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo import fields, models
from odoo.exceptions import UserError


class CaeticMemberDocumentCheck(models.Model):
    """A paper that its person sent waits until somebody has looked at it."""

    _inherit = "caetic.member.document"

    check_state = fields.Selection(
        [("to_check", "To be checked"), ("checked", "Checked"), ("refused", "Refused")],
        string="Check",
        required=True,
        default="checked",
        index=True,
    )
    refusal_reason = fields.Char(
        string="Reason of the refusal", help="The person reads it on the portal."
    )

    _refusal_has_reason = models.Constraint(
        "CHECK (check_state != 'refused' OR COALESCE(refusal_reason, '') != '')",
        "Say why the document is refused: the person reads it.",
    )

    def action_check(self):
        """Accept a paper: it counts in the file from then on."""
        for document in self:
            if document.has_expiry and not document.date_expiry:
                raise UserError(
                    self.env._(
                        "%(document)s: type the day it expires.",
                        document=document.type_id.name,
                    )
                )
            document.check_state = "checked"

    def _set_content(self, content):
        """Store the bytes of a paper."""
        self.ensure_one()
        self.file = base64.b64encode(content)
