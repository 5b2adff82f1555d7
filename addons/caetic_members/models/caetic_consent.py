# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ("notice", "Notice read"),
    ("directory_internal", "Shown in the internal directory"),
    ("directory_public", "Shown in the public directory"),
    ("photo_public", "Photo in the public directory"),
    ("newsletter", "Newsletter"),
]
# R801: colleagues know each other by legitimate interest; one may object.
GIVEN_BY_DEFAULT = ("directory_internal",)


class CaeticConsent(models.Model):
    """One answer of a person, with its day and its proof; the last one holds (R801).

    Rows are added, never changed: the log proves what was accepted, when, and after
    which notice.
    """

    _name = "caetic.consent"
    _description = "Consent"
    _order = "date desc, id desc"
    _rec_name = "kind"

    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(KINDS, required=True)
    given = fields.Boolean(required=True, default=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    source = fields.Selection(
        [("portal", "Portal"), ("paper", "Paper")], required=True, default="paper"
    )
    notice_id = fields.Many2one(
        "caetic.privacy.notice",
        string="Notice in force",
        index="btree_not_null",
        ondelete="restrict",
        default=lambda self: self.env["caetic.privacy.notice"]._get_current(
            self.env.company
        ),
    )
    author_id = fields.Many2one(
        "res.users", string="Recorded by", default=lambda self: self.env.user
    )
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _member_kind_idx = models.Index("(member_id, kind, date DESC)")

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("An answer is kept: record another one when it changes.")
        )

    def write(self, vals):
        if vals:
            raise UserError(
                self.env._("An answer is kept: record another one when it changes.")
            )
        return super().write(vals)
