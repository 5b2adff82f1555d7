# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ("profile", "Public page (people outside the cooperative)"),
    ("photo", "Photo (people outside the cooperative)"),
    ("headline", "What I do, in one line"),
    ("presentation", "Presentation"),
    ("trades", "Trades"),
    ("skills", "Skills and levels"),
    ("availability", "Availability"),
    ("town", "Town"),
    ("portfolio", "Portfolio"),
    ("proofs", "Projects and certificates"),
    ("words", "Words of customers"),
    ("brand", "Brand"),
    ("website", "Website"),
    ("rate", "Price band"),
    ("project", "Named in a joint project"),
]


class CaeticProfilePublication(models.Model):
    """One answer of a person about one thing that visitors may see (R801, R907).

    The last answer holds; no answer is a no. Rows are added, never changed: the log
    proves what was accepted, when, and after which notice. Whether the page exists at
    all, and the photo, are consents of the hub for members; people outside, who have no
    file there, answer here.
    """

    _name = "caetic.profile.publication"
    _description = "Choice of what visitors see"
    _order = "date desc, id desc"
    _rec_name = "kind"

    profile_id = fields.Many2one(
        "caetic.profile", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(KINDS, string="What", required=True)
    item_id = fields.Many2one(
        "caetic.portfolio.item",
        string="Project",
        index="btree_not_null",
        ondelete="cascade",
    )
    given = fields.Boolean(string="Shown", required=True, default=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    source = fields.Selection(
        [("portal", "Portal"), ("paper", "Paper")], required=True, default="paper"
    )
    notice_id = fields.Many2one(
        "caetic.privacy.notice",
        string="Notice in force",
        ondelete="restrict",
        default=lambda self: self.env["caetic.privacy.notice"]._get_current(
            self.env.company
        ),
    )
    author_id = fields.Many2one(
        "res.users", string="Recorded by", default=lambda self: self.env.user
    )
    company_id = fields.Many2one(related="profile_id.company_id", store=True)

    _project_named = models.Constraint(
        "CHECK ((kind = 'project') = (item_id IS NOT NULL))",
        "Say which project, and only for a project.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A choice is kept: record another one when it changes.")
        )

    def write(self, vals):
        if vals:
            raise UserError(
                self.env._("A choice is kept: record another one when it changes.")
            )
        return super().write(vals)

    def _get_key(self):
        """Return what the answer is about, as the engine compares it."""
        self.ensure_one()
        return ("project", self.item_id.id) if self.item_id else self.kind
