# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.caetic_members.engine import to_decimal
from odoo.addons.caetic_skills.engine import team_shares

from ..engine import amounts, sum_hours

# Neither portal users nor employees read a joint project by Odoo's own pages.
PRIVACY = "followers"


class ProjectProject(models.Model):
    """A joint project: what a team of the cooperative does together.

    A project of Odoo, private: its partners have pages of their own on the portal and
    no right, coordinators have all, advisers those of the people they follow.
    """

    _inherit = "project.project"

    caetic_is_joint = fields.Boolean(string="Joint project", copy=False)
    caetic_aims = fields.Text(string="Aims", tracking=True)
    caetic_opportunity_id = fields.Many2one(
        "caetic.opportunity",
        string="Opportunity",
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
    )
    caetic_place_ids = fields.One2many(
        "caetic.joint.partner", "project_id", string="Team"
    )
    caetic_entry_ids = fields.One2many(
        "caetic.joint.entry", "project_id", string="Hours"
    )
    caetic_item_ids = fields.One2many(
        "caetic.portfolio.item", "joint_project_id", string="References"
    )
    caetic_lead_profile_id = fields.Many2one(
        "caetic.profile", string="Lead", compute="_compute_caetic_lead", store=True
    )
    caetic_lead_activity_id = fields.Many2one(
        "caetic.activity",
        string="Lead activity",
        compute="_compute_caetic_lead",
        store=True,
    )
    caetic_budget = fields.Monetary(
        string="Budget", tracking=True, help="EUR before tax, shared by the team."
    )
    caetic_shares_fixed = fields.Boolean(
        string="Shares fixed",
        readonly=True,
        copy=False,
        tracking=True,
        help="The shares of the members make 100 % and change no more.",
    )
    caetic_share_total = fields.Float(
        string="Shares (%)", digits=(16, 2), compute="_compute_caetic_shares"
    )
    caetic_hours = fields.Float(
        string="Hours spent", digits=(16, 2), compute="_compute_caetic_hours"
    )
    caetic_state = fields.Selection(
        [("running", "Under way"), ("closed", "Closed"), ("stopped", "Given up")],
        string="Progress",
        required=True,
        default="running",
        readonly=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    caetic_summary = fields.Text(
        string="What was made", copy=False, help="Words of the references of the team."
    )
    caetic_customer = fields.Char(
        string="Customer named", copy=False, help="Named with their agreement."
    )
    caetic_word = fields.Text(string="Customer's word", copy=False)
    caetic_url = fields.Char(string="Link", copy=False, help="Where it is to be seen.")
    caetic_date_closed = fields.Date(string="Closed on", readonly=True, copy=False)

    _caetic_opportunity_uniq = models.UniqueIndex(
        "(caetic_opportunity_id) WHERE caetic_opportunity_id IS NOT NULL",
        "This opportunity has its joint project already.",
    )
    _caetic_joint_idx = models.Index("(id) WHERE caetic_is_joint IS TRUE")
    _caetic_budget = models.Constraint(
        "CHECK (COALESCE(caetic_budget, 0) >= 0)", "A budget is not below zero."
    )

    # -- what follows from the team and its work --------------------------------------

    @api.depends(
        "caetic_place_ids.is_lead",
        "caetic_place_ids.profile_id",
        "caetic_place_ids.activity_id",
    )
    def _compute_caetic_lead(self):
        for project in self:
            lead = project.caetic_place_ids.filtered("is_lead")[:1]
            project.caetic_lead_profile_id = lead.profile_id
            project.caetic_lead_activity_id = lead.activity_id

    @api.depends("caetic_place_ids.share")
    def _compute_caetic_shares(self):
        for project in self:
            project.caetic_share_total = sum(project.caetic_place_ids.mapped("share"))

    @api.depends("caetic_entry_ids.hours")
    def _compute_caetic_hours(self):
        for project in self:
            project.caetic_hours = project._get_joint_hours()[0]

    @api.depends("caetic_is_joint")
    def _compute_access_url(self):
        result = super()._compute_access_url()
        for project in self.filtered("caetic_is_joint"):
            project.access_url = f"/my/joint-projects/{project.id}"
        return result

    def _get_joint_hours(self):
        """Return ``(hours of all, {profile: hours})``, Decimals."""
        self.ensure_one()
        return sum_hours(
            (entry.profile_id, to_decimal(entry.hours))
            for entry in self.caetic_entry_ids
        )

    def _get_joint_amounts(self):
        """Return ``{place: EUR before tax}`` of the budget, Decimals."""
        self.ensure_one()
        shares = {one: to_decimal(one.share) for one in self.caetic_place_ids}
        return amounts(to_decimal(self.caetic_budget), shares)

    # -- life -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        by_default = self.env.context.get("default_caetic_is_joint")
        for vals in vals_list:
            if vals.get("caetic_is_joint", by_default):
                vals["privacy_visibility"] = PRIVACY
                vals["company_id"] = vals.get("company_id") or self.env.company.id
        return super().create(vals_list)

    @api.constrains("caetic_is_joint", "privacy_visibility", "company_id")
    def _check_joint_privacy(self):
        """Odoo's own portal pages and sharing stay closed to joint projects."""
        for project in self.filtered("caetic_is_joint"):
            if project.privacy_visibility != PRIVACY or not project.company_id:
                raise ValidationError(
                    self.env._(
                        "A joint project is private, and of one cooperative: its "
                        "team has its own pages."
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_joint_closed(self):
        closed = self.filtered(
            lambda one: one.caetic_is_joint and one.caetic_state == "closed"
        )
        if closed:
            raise UserError(self.env._("A joint project that was closed is kept."))

    # -- shares -----------------------------------------------------------------------

    def action_caetic_fix_shares(self):
        """Fix the shares: those of the members make 100 %."""
        self.check_access("write")
        self._check_joint_running()
        for project in self:
            project._fix_shares()

    def _fix_shares(self):
        """Note that the shares stand.

        :raises UserError: for shares that do not make 100 %
        """
        self.ensure_one()
        shares = [to_decimal(one.share) for one in self.caetic_place_ids]
        if not team_shares.is_whole(shares):
            raise UserError(
                self.env._("The shares make %s %%, not 100.", f"{sum(shares):g}")
            )
        self.caetic_shares_fixed = True

    def action_caetic_free_shares(self):
        """Take up the shares again."""
        self.check_access("write")
        self._check_joint_running()
        self.caetic_shares_fixed = False

    def _check_joint_running(self):
        """Refuse to change what is over.

        :raises UserError: for a project that is closed or given up
        """
        for project in self:
            if project.caetic_state != "running":
                raise UserError(self.env._("“%s” is over.", project.name))

    # -- buttons of staff -------------------------------------------------------------

    def action_caetic_open_tasks(self):
        """Open the tasks of the project."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_skills_project.caetic_joint_task_action"
        )
        return {
            **action,
            "domain": [("project_id", "=", self.id)],
            "context": {"default_project_id": self.id, "search_default_open": 1},
        }

    def action_caetic_open_hours(self):
        """Open the hours spent on the project."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_skills_project.caetic_joint_entry_action"
        )
        return {
            **action,
            "domain": [("project_id", "=", self.id)],
            "context": {"default_project_id": self.id},
        }
