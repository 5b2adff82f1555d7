# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .caetic_clause_mixin import CLAUSE_FIELDS
from .caetic_purge_door import is_open

KINDS = [
    ("cape", "CAPE"),
    ("cesa", "CESA"),
    ("staff", "Staff contract"),
    ("amendment", "Amendment"),
]
# R214 and R125: closed lists, mapped to the categories of each funder (R707).
END_REASONS = [
    ("cape_term", "Term of the CAPE"),
    ("cape_cesa", "CAPE followed by a CESA"),
    ("cape_early", "CAPE ended early by the cooperative"),
    ("own_company", "Creation of an own company"),
    ("other_cooperative", "Another cooperative"),
    ("job", "Salaried job"),
    ("training", "Training"),
    ("abandon", "Gives up the project"),
    ("resignation", "Resignation"),
    ("mutual", "Mutual termination (rupture conventionnelle)"),
    ("dismissal", "Dismissal"),
    ("trial", "End of the trial period"),
    ("not_associated", "Not an associate by the deadline"),
    ("judicial", "Decided by a court"),
    ("force_majeure", "Force majeure"),
    ("retirement", "Retirement"),
    ("death", "Death"),
]
CAPE_ONLY = ("cape_term", "cape_cesa", "cape_early")
EMPLOYEE_ONLY = (
    "resignation",
    "mutual",
    "dismissal",
    "trial",
    "not_associated",
    "judicial",
)
# What both sides sign: a change is an amendment.
SEALED = {
    "member_id",
    "kind",
    "parent_id",
    "date_start",
    "trial_end",
    "fixed_part",
    "scheme_id",
    "objective_turnover",
    "objective_period",
    "amendment_text",
    *CLAUSE_FIELDS,
}


class CaeticContract(models.Model):
    """Contract that lets a person act under the cooperative's name.

    A renewal of a CAPE is a contract of its own that follows its parent; an amendment
    changes the terms of its parent from a day on.
    """

    _name = "caetic.contract"
    _description = "Contract with the cooperative"
    _inherit = ["mail.thread", "mail.activity.mixin", "caetic.clause.mixin"]
    _order = "date_start desc, id desc"

    name = fields.Char(compute="_compute_name", store=True)
    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(KINDS, required=True, default="cape", tracking=True)
    template_id = fields.Many2one(
        "caetic.contract.template",
        string="Model",
        compute="_compute_template_id",
        store=True,
        readonly=False,
        domain="[('kind', '=', kind)]",
    )
    parent_id = fields.Many2one(
        "caetic.contract",
        string="Contract renewed or amended",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    child_ids = fields.One2many(
        "caetic.contract", "parent_id", string="Renewals and amendments"
    )
    rank = fields.Integer(
        compute="_compute_rank",
        store=True,
        help="Number of the renewal or of the amendment.",
    )
    date_start = fields.Date(string="Start", required=True, tracking=True)
    date_end = fields.Date(
        string="End",
        compute="_compute_date_end",
        store=True,
        # The database wants the end of a CAPE as soon as it is written.
        precompute=True,
        readonly=False,
        tracking=True,
    )
    date_signed = fields.Date(string="Signed on", copy=False, tracking=True)
    trial_end = fields.Date(string="End of the trial")
    job_title = fields.Char(string="Position")
    fixed_part = fields.Monetary(
        string="Fixed part (gross, a month)",
        help="Paid each month whatever the balance of the account (R122, R529).",
    )
    scheme_id = fields.Many2one(
        "caetic.contribution.scheme", string="Contribution scheme", ondelete="restrict"
    )
    objective_turnover = fields.Monetary(string="Turnover to reach (excl. VAT)")
    objective_period = fields.Selection(
        [("month", "A month"), ("quarter", "A quarter"), ("year", "A year")],
        default="year",
    )
    amendment_text = fields.Text(string="What the amendment says")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("sent", "Out for signature"),
            ("signed", "Signed"),
            ("running", "Running"),
            ("ended", "Ended"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
    )
    end_reason = fields.Selection(END_REASONS, copy=False, tracking=True)
    notice_start = fields.Date(string="Notice given on", copy=False)
    company_id = fields.Many2one(related="member_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _dates_ordered = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "A contract cannot end before it starts.",
    )
    _cape_ends = models.Constraint(
        "CHECK (kind != 'cape' OR date_end IS NOT NULL)",
        "A CAPE has an end: at most 12 months, renewable twice (C. com. L127-2).",
    )
    _fixed_part_positive = models.Constraint(
        "CHECK (fixed_part >= 0)", "A fixed part cannot be negative."
    )
    _amendment_has_parent = models.Constraint(
        "CHECK (kind != 'amendment' OR parent_id IS NOT NULL)",
        "Say which contract is amended.",
    )
    _renewal_uniq = models.UniqueIndex(
        "(parent_id) WHERE kind = 'cape' AND state != 'cancelled' "
        "AND parent_id IS NOT NULL",
        "This CAPE is already renewed.",
    )

    @api.depends("kind", "rank", "parent_id.kind", "member_id.name")
    def _compute_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for contract in self:
            title = kinds.get(contract.kind)
            if contract.kind == "amendment":
                title = self.env._(
                    "Amendment %(rank)s to the %(kind)s",
                    rank=contract.rank,
                    kind=kinds.get(contract.parent_id.kind),
                )
            elif contract.rank:
                title = self.env._("CAPE, renewal %(rank)s", rank=contract.rank)
            contract.name = f"{title} {contract.member_id.name}"

    @api.depends("parent_id", "kind")
    def _compute_rank(self):
        for contract in self:
            parent = contract.parent_id
            if contract.kind == "cape":
                contract.rank = parent.rank + 1 if parent else 0
            elif contract.kind == "amendment":
                before = parent.child_ids.filtered(
                    lambda one, c=contract: one.kind == "amendment" and one != c
                )
                contract.rank = max(before.mapped("rank"), default=0) + 1
            else:
                contract.rank = 0

    @api.depends("kind")
    def _compute_template_id(self):
        for contract in self:
            if contract.template_id.kind != contract.kind:
                contract.template_id = self._get_template(contract.kind)

    @api.depends("kind", "date_start")
    def _compute_date_end(self):
        for contract in self:
            end = contract.date_end
            if contract.kind == "cape" and contract.date_start and not end:
                end = contract._get_longest_term()
            contract.date_end = end

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._complete_clauses(vals)
        return super().create(vals_list)

    def _complete_clauses(self, vals):
        """Give new values the clauses of their model, where the caller says nothing."""
        kind = vals.get("kind") or "cape"
        template = self.env["caetic.contract.template"].browse(vals.get("template_id"))
        template = template or self._get_template(kind)
        for name in CLAUSE_FIELDS:
            vals.setdefault(name, template[name])

    @api.model
    def _get_template(self, kind):
        """Return the model that a new contract of a kind starts from."""
        templates = self.env["caetic.contract.template"]
        domain = [
            ("kind", "=", kind),
            ("company_id", "in", (False, self.env.company.id)),
        ]
        return templates.search(domain, limit=1)

    def write(self, vals):
        if is_open(self):
            return super().write(vals)
        # Out for signature, a contract can be taken back; signed, it cannot.
        free = ("draft", "sent") if vals.get("state") == "draft" else ("draft",)
        if (vals.get("state") == "draft" or SEALED & set(vals)) and any(
            contract.state not in free for contract in self
        ):
            raise UserError(
                self.env._("This contract is signed: an amendment changes it.")
            )
        return super().write(vals)

    @api.onchange("template_id")
    def _onchange_template_id(self):
        for name in CLAUSE_FIELDS:
            self[name] = self[name] or self.template_id[name]

    @api.constrains("kind", "end_reason")
    def _check_end_reason(self):
        for contract in self:
            reason = contract.end_reason
            if (contract.kind == "cape" and reason in EMPLOYEE_ONLY) or (
                contract.kind != "cape" and reason in CAPE_ONLY
            ):
                raise ValidationError(
                    self.env._("This reason does not end a contract of this kind.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if any(contract.state not in ("draft", "cancelled") for contract in self):
            raise UserError(self.env._("A signed contract is kept: end it instead."))
