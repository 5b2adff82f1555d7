# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.caetic_members.models.caetic_member import HOSTED

from ..engine import ProfileFacts, completeness, is_useful

GONE = ("left", "refused")
RATES = (
    "CHECK (COALESCE(rate_min, 0) >= 0 AND (COALESCE(rate_max, 0) = 0 "
    "OR rate_max >= COALESCE(rate_min, 0)))"
)


class CaeticProfile(models.Model):
    """What a person can do and when: one per person and company, whatever their stays.

    People outside the cooperative (professionals and firms of partner organisations)
    have one too, without a stay: staff fill it in, with their agreement.
    """

    _name = "caetic.profile"
    _description = "Profile"
    _inherit = ["mail.thread"]
    _order = "name, id"

    name = fields.Char(related="partner_id.name", store=True)
    partner_id = fields.Many2one(
        "res.partner", string="Contact", required=True, index=True, ondelete="restrict"
    )
    member_id = fields.Many2one(
        "caetic.member",
        string="Stay",
        index="btree_not_null",
        help="Current stay: empty for people outside the cooperative.",
    )
    # The employee carries Odoo's own skills; the hub makes it, CAPE included.
    employee_id = fields.Many2one(
        related="member_id.employee_id",
        store=True,
        index="btree_not_null",
        groups="hr.group_hr_user,caetic_members.caetic_members_group_coordinator",
    )
    adviser_ids = fields.Many2many(related="member_id.adviser_ids")
    organisation_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        help="Of somebody outside: APIC 11...",
    )
    agreed_on = fields.Date(
        help="Day on which somebody outside agreed to be listed: without it, only "
        "staff see the profile.",
    )
    brand = fields.Char(
        string="Businesses",
        compute="_compute_brand",
        store=True,
        help="Names under which the person sells.",
    )
    photo = fields.Image(max_width=512, max_height=512)
    headline = fields.Char(size=120, help="One line: what the person does, for whom.")
    presentation = fields.Text()
    trade_ids = fields.Many2many("caetic.trade", string="Trades")
    skill_line_ids = fields.One2many(
        "caetic.profile.skill", "profile_id", string="Skills"
    )
    current_line_ids = fields.One2many(
        "caetic.profile.skill",
        string="Skills today",
        compute="_compute_current_line_ids",
    )
    proof_ids = fields.One2many("caetic.skill.proof", "profile_id", string="Proofs")
    item_ids = fields.One2many(
        "caetic.portfolio.item", "profile_id", string="Portfolio"
    )
    available_from = fields.Date()
    days_per_month = fields.Integer(string="Days a month")
    availability_on = fields.Date(
        string="Availability told on", help="Day on which the person last said it."
    )
    town = fields.Char()
    zip = fields.Char(string="Postcode")
    work_mode = fields.Selection(
        [("onsite", "On site"), ("remote", "Remote"), ("both", "On site or remote")],
        default="both",
    )
    rate_min = fields.Monetary(
        string="Price from",
        help="EUR a day, before tax; only if the person wishes.",
    )
    rate_max = fields.Monetary(string="Price up to")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    # Objection to the internal directory (R801): follows the log of consents.
    is_listed = fields.Boolean(
        string="Seen by colleagues",
        compute="_compute_is_listed",
        store=True,
        index=True,
        help="People hosted who did not object, and people outside who agreed.",
    )
    is_useful = fields.Boolean(
        string="Useful", compute="_compute_completeness", store=True
    )
    completeness = fields.Integer(
        string="Completeness (%)",
        compute="_compute_completeness",
        store=True,
        aggregator="avg",
    )
    # Who leaves is archived, who comes back is listed again.
    active = fields.Boolean(
        compute="_compute_active", store=True, readonly=False, default=True
    )

    _partner_uniq = models.UniqueIndex(
        "(partner_id, company_id)", "This person has a profile already."
    )
    _days = models.Constraint(
        "CHECK (days_per_month BETWEEN 0 AND 31)", "Between 0 and 31 days a month."
    )
    _rates = models.Constraint(RATES, "The price band starts above its end.")

    # -- what follows -----------------------------------------------------------------

    @api.depends("member_id.state", "member_id.active")
    def _compute_active(self):
        for profile in self.filtered("member_id"):
            stay = profile.member_id
            profile.active = stay.active and stay.state not in GONE

    @api.depends(
        "member_id.caetic_activity_ids.name", "member_id.caetic_activity_ids.active"
    )
    def _compute_brand(self):
        for profile in self:
            activities = profile.member_id.caetic_activity_ids.filtered("active")
            profile.brand = ", ".join(activities.mapped("name"))

    @api.depends(
        "active", "agreed_on", "member_id.state", "member_id.consent_ids.given"
    )
    def _compute_is_listed(self):
        answers = self.member_id._get_consents()
        for profile in self:
            stay = profile.member_id
            if stay:
                agreed = answers[stay.id]["directory_internal"]
                profile.is_listed = profile.active and agreed and stay.state in HOSTED
            else:
                profile.is_listed = profile.active and bool(profile.agreed_on)

    @api.depends("skill_line_ids.valid_to")
    def _compute_current_line_ids(self):
        for profile in self:
            profile.current_line_ids = profile.skill_line_ids.filtered("is_current")

    @api.depends(
        "trade_ids",
        "skill_line_ids.valid_to",
        "available_from",
        "availability_on",
        "headline",
        "presentation",
        "proof_ids",
        "item_ids",
    )
    def _compute_completeness(self):
        for profile in self:
            facts = profile._get_facts()
            profile.is_useful = is_useful(facts)
            profile.completeness = completeness(facts)

    def _get_facts(self):
        """Return what the profile holds, for the engine."""
        self.ensure_one()
        return ProfileFacts(
            trades=len(self.trade_ids),
            skills=len(self.skill_line_ids.filtered("is_current")),
            availability=bool(self.available_from or self.availability_on),
            headline=bool(self.headline),
            presentation=bool(self.presentation),
            proofs=len(self.proof_ids),
            items=len(self.item_ids),
        )

    # -- life -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        lines = self.env["caetic.profile.skill"]
        for vals in vals_list:
            if vals.get("skill_line_ids"):
                commands = lines._get_transformed_commands(
                    vals["skill_line_ids"], self.browse()
                )
                vals["skill_line_ids"] = commands
        return super().create(vals_list)

    def write(self, vals):
        """A level is not written over: its row closes and another opens (R904)."""
        if vals.get("skill_line_ids"):
            lines = self.env["caetic.profile.skill"]
            commands = lines._get_transformed_commands(vals["skill_line_ids"], self)
            vals = {**vals, "skill_line_ids": commands}
        return super().write(vals)

    @api.model
    def _get_listed_domain(self, company):
        """Domain of the profiles that hosted people of a company see."""
        return Domain("is_listed", "=", True) & Domain("company_id", "=", company.id)

    @api.model
    def _ensure_profiles_sudo(self, members):
        """Return the profiles of stays, made where there is none, in superuser mode.

        A person who comes back finds the profile of their earlier stay.
        """
        # Made with the contract, by people who may not write every profile.
        profiles_sudo = self.sudo().with_context(active_test=False)
        members_sudo = members.sudo()  # Same reason.
        known = profiles_sudo.search(
            [
                ("partner_id", "in", members_sudo.partner_id.ids),
                ("company_id", "in", members_sudo.company_id.ids),
            ]
        ).grouped(lambda one: (one.partner_id, one.company_id))
        missing = {}
        for member_sudo in members_sudo.sorted("id"):
            key = (member_sudo.partner_id, member_sudo.company_id)
            profile_sudo = known.get(key)
            if not profile_sudo:
                missing[key] = self._prepare_profile(member_sudo)
            elif profile_sudo.member_id != member_sudo:
                profile_sudo.member_id = member_sudo
            profiles_sudo |= profile_sudo or profiles_sudo.browse()
        return profiles_sudo | profiles_sudo.create(list(missing.values()))

    @api.model
    def _prepare_profile(self, member):
        """Values of a new profile, with what the file of the person says already."""
        return {
            "partner_id": member.partner_id.id,
            "member_id": member.id,
            "company_id": member.company_id.id,
            "town": member.partner_id.city,
            "zip": member.partner_id.zip,
            "trade_ids": [fields.Command.set(member.trade_ids.ids)],
        }

    def action_open_member(self):
        """Open the file of the person."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "caetic.member",
            "res_id": self.member_id.id,
            "views": [(False, "form")],
        }

    def _mirror(self):
        """Repeat the skills in the HR files of those who have one by now."""
        self.skill_line_ids._mirror()

    @api.ondelete(at_uninstall=False)
    def _unlink_lines(self):
        # Each line takes the row of the employee with it.
        self.skill_line_ids.unlink()
