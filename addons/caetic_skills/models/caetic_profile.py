# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticProfile(models.Model):
    """What a person can do and when: one per person, whatever their stays.

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
    employee_id = fields.Many2one("hr.employee", index="btree_not_null")
    organisation_id = fields.Many2one(
        "res.partner", string="Organisation", help="Of somebody outside: APIC 11..."
    )
    headline = fields.Char(size=120, help="One line: what the person does, for whom.")
    presentation = fields.Text()
    trade_ids = fields.Many2many("caetic.trade", string="Trades")
    skill_line_ids = fields.One2many(
        "caetic.profile.skill", "profile_id", string="Skills"
    )
    proof_ids = fields.One2many("caetic.skill.proof", "profile_id", string="Proofs")
    item_ids = fields.One2many(
        "caetic.portfolio.item", "profile_id", string="Portfolio"
    )
    available_from = fields.Date()
    days_per_month = fields.Integer()
    town = fields.Char()
    zip = fields.Char()
    work_mode = fields.Selection(
        [("onsite", "On site"), ("remote", "Remote"), ("both", "On site or remote")],
        default="both",
    )
    rate_min = fields.Monetary(help="EUR a day, before tax; only if the person wishes.")
    rate_max = fields.Monetary()
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    # Objection to the internal directory (R801): follows the log of consents.
    is_listed = fields.Boolean(compute="_compute_is_listed", store=True)
    active = fields.Boolean(default=True)

    _partner_uniq = models.UniqueIndex(
        "(partner_id, company_id)", "This person has a profile already."
    )
    _days = models.Constraint(
        "CHECK (days_per_month BETWEEN 0 AND 31)", "Between 0 and 31 days a month."
    )
    _rates = models.Constraint(
        "CHECK (rate_min >= 0 AND (rate_max = 0 OR rate_max IS NULL OR rate_max >= rate_min))",
        "The price band starts above its end.",
    )

    def _compute_is_listed(self):
        """To be written by part P: consent directory_internal of the current stay."""
        for profile in self:
            profile.is_listed = True
