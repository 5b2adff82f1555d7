# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import get_lang

FIXED = ("share", "profile_id", "project_id")


class CaeticJointPartner(models.Model):
    """Somebody of the team of a joint project: role, share, what it makes."""

    _name = "caetic.joint.partner"
    _description = "Partner of a joint project"
    _order = "project_id, is_lead desc, sequence, id"
    _rec_name = "profile_id"

    project_id = fields.Many2one(
        "project.project",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('caetic_is_joint', '=', True)]",
    )
    sequence = fields.Integer(default=10)
    profile_id = fields.Many2one(
        "caetic.profile",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
    )
    activity_ids = fields.Many2many(
        "caetic.activity", compute="_compute_activity_ids", string="Activities"
    )
    activity_id = fields.Many2one(
        "caetic.activity",
        compute="_compute_activity_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        domain="[('id', 'in', activity_ids)]",
    )
    is_lead = fields.Boolean(string="Lead")
    role = fields.Char(size=120)
    share = fields.Float(string="Share (%)", digits=(16, 2))
    amount = fields.Monetary(
        string="Part of the budget",
        compute="_compute_amount",
        help="EUR before tax, by the share.",
    )
    has_reference = fields.Boolean(
        string="Reference made",
        readonly=True,
        copy=False,
        help="Made once: who deletes it from their portfolio does not get it back.",
    )
    company_id = fields.Many2one(related="project_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _profile_uniq = models.UniqueIndex(
        "(project_id, profile_id)", "This person is in the team already."
    )
    _lead_uniq = models.UniqueIndex(
        "(project_id) WHERE is_lead IS TRUE", "One person leads the team."
    )
    _share = models.Constraint(
        "CHECK (COALESCE(share, 0) BETWEEN 0 AND 100)",
        "A share is between 0 and 100 %.",
    )

    @api.depends("profile_id")
    def _compute_activity_ids(self):
        for place in self:
            place.activity_ids = place.profile_id.member_id.caetic_activity_ids

    @api.depends("profile_id")
    def _compute_activity_id(self):
        for place in self:
            own = place.profile_id.member_id.caetic_activity_ids
            if place.activity_id not in own:
                place.activity_id = own.filtered("active")[:1]

    @api.depends(
        "share", "project_id.caetic_budget", "project_id.caetic_place_ids.share"
    )
    def _compute_amount(self):
        for project, places in self.grouped("project_id").items():
            parts = project._get_joint_amounts() if project else {}
            for place in places:
                place.amount = parts.get(place, 0)

    def _get_share_words(self):
        """Return the share as the reader writes numbers, empty for none."""
        self.ensure_one()
        language = get_lang(self.env)
        return f"{self.share:g}".replace(".", language.decimal_point) * bool(self.share)

    # -- checks -----------------------------------------------------------------------

    @api.constrains("profile_id", "project_id", "share", "is_lead")
    def _check_place(self):
        for place in self:
            if not place.project_id.caetic_is_joint:
                raise ValidationError(self.env._("Only joint projects have a team."))
            if place.profile_id.company_id != place.project_id.company_id:
                raise ValidationError(
                    self.env._("This person is of another cooperative.")
                )
            if not place.profile_id.member_id and (place.share or place.is_lead):
                raise ValidationError(
                    self.env._(
                        "People from outside have a quote: neither share nor lead."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        places = super().create(vals_list)
        places.filtered("share")._check_free()
        return places

    def write(self, vals):
        """Shares that are fixed stand until they are taken up again."""
        if set(FIXED) & set(vals):
            changed = self.filtered(
                lambda one: any(
                    name in vals and one._is_other(name, vals[name]) for name in FIXED
                )
            )
            changed._check_free()
        return super().write(vals)

    def _is_other(self, name, value):
        kept = self[name]
        return (kept.id if isinstance(kept, models.BaseModel) else kept) != value

    @api.ondelete(at_uninstall=False)
    def _unlink_except_fixed(self):
        self.filtered("share")._check_free()

    def _check_free(self):
        """Refuse to change a share that is fixed.

        :raises UserError: for shares that are fixed
        """
        if self.project_id.filtered("caetic_shares_fixed"):
            raise UserError(
                self.env._("The shares are fixed: take them up again first.")
            )
