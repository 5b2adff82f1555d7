# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine

STATES = [("draft", "To register"), ("running", "In use"), ("out", "Gone")]
SEALED = {"activity_id", "value", "date_start", "months", "kind_id", "bill_line_id"}


class CaeticEquipment(models.Model):
    """What the cooperative owns and an activity uses (R409).

    The money leaves the account when it is bought (class 2 is a cost of the account);
    its depreciation enters the result of the activity, and moves no money.
    """

    _name = "caetic.equipment"
    _description = "Equipment of an activity"
    _inherit = ["mail.thread"]
    _order = "date_start desc, id desc"

    name = fields.Char(required=True, tracking=True)
    activity_id = fields.Many2one(
        "caetic.activity", required=True, index=True, ondelete="restrict"
    )
    kind_id = fields.Many2one("caetic.equipment.kind", ondelete="restrict")
    bill_line_id = fields.Many2one(
        "account.move.line",
        string="Bought by",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        domain="[('parent_state', '=', 'posted'), ('account_id.code', '=like', '2%')]",
    )
    bill_id = fields.Many2one(related="bill_line_id.move_id", string="Bill")
    serial = fields.Char(string="Serial number")
    date_start = fields.Date(
        string="In use from", required=True, default=fields.Date.context_today
    )
    value = fields.Monetary(
        string="Value (VAT excl.)", required=True, help="What it was bought for."
    )
    months = fields.Integer(
        string="Serves (months)",
        compute="_compute_months",
        store=True,
        readonly=False,
        precompute=True,
    )
    line_ids = fields.One2many(
        "caetic.equipment.line", "equipment_id", string="Depreciation", readonly=True
    )
    value_net = fields.Monetary(
        string="Net value", compute="_compute_value_net", help="Not depreciated yet."
    )
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, tracking=True
    )
    date_out = fields.Date(string="Gone on", copy=False)
    exit_price = fields.Monetary(
        string="Exit price (VAT excl.)",
        copy=False,
        help="What the person who takes it over pays, by an invoice as any sale.",
    )
    out_move_id = fields.Many2one(
        "account.move", string="Entry of the exit", readonly=True, copy=False
    )
    company_id = fields.Many2one(related="activity_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _value_positive = models.Constraint(
        "CHECK (value > 0 AND exit_price >= 0)", "The value of equipment is above zero."
    )
    _bill_line_uniq = models.UniqueIndex(
        "(bill_line_id) WHERE bill_line_id IS NOT NULL",
        "This line of a bill is in the register already.",
    )

    @api.depends("kind_id")
    def _compute_months(self):
        for equipment in self:
            equipment.months = equipment.kind_id.months or equipment.months

    @api.depends("value", "line_ids.move_id", "line_ids.amount")
    def _compute_value_net(self):
        today = fields.Date.context_today(self)
        for equipment in self:
            done = equipment.line_ids.filtered("move_id")
            plan = [
                engine.Depreciation(line.date, to_decimal(line.amount)) for line in done
            ]
            last = max(done.mapped("date"), default=today)
            equipment.value_net = engine.net_value(
                to_decimal(equipment.value), plan, last
            )

    def write(self, vals):
        if SEALED & set(vals) and any(one.state != "draft" for one in self):
            raise UserError(self.env._("What is in the register does not change."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if any(equipment.state != "draft" for equipment in self):
            raise UserError(self.env._("Equipment leaves the register, never deleted."))

    # -- acts ---------------------------------------------------------------------

    def action_start(self):
        """Enter it in the register, with the plan of its depreciation."""
        self.check_access("write")
        for equipment in self:
            if equipment.state != "draft":
                raise UserError(self.env._("It is in the register already."))
            if not equipment.kind_id or equipment.months < 1:
                raise UserError(self.env._("Choose its kind and how long it serves."))
        self.line_ids.create(
            [values for equipment in self for values in equipment._prepare_plan()]
        )
        self.state = "running"

    def _prepare_plan(self):
        self.ensure_one()
        plan = engine.depreciation(to_decimal(self.value), self.date_start, self.months)
        return [
            {"equipment_id": self.id, "date": one.day, "amount": float(one.amount)}
            for one in plan
        ]

    def action_dispose(self):
        """Take it out: what is left of its value is an expense of the activity."""
        self.check_access("write")
        for equipment in self:
            if equipment.state != "running":
                raise UserError(self.env._("It is not in the register."))
            if not equipment.date_out:
                raise UserError(self.env._("Say on which day it went."))
            equipment._post_exit()

    # -- what is not registered -----------------------------------------------------

    @api.model
    def _propose(self, company, date):
        """Prepare the register of purchases of class 2 that are not in it (R409)."""
        # Accountants read the lines of bills; the register is made of them.
        lines_sudo = self.env["account.move.line"].sudo()
        known_sudo = self.sudo().search([("company_id", "=", company.id)]).bill_line_id
        found_sudo = lines_sudo.search(
            [
                ("company_id", "=", company.id),
                ("parent_state", "=", "posted"),
                ("date", "<=", date),
                ("caetic_activity_id", "!=", False),
                ("caetic_term", "=", "cost"),
                ("account_id.code", "=like", "2%"),
                ("balance", ">", 0),
                ("id", "not in", known_sudo.ids),
            ],
            order="date, id",
        )
        kinds = self.env["caetic.equipment.kind"].search([("active", "=", True)])
        self.create([self._prepare_proposal(line, kinds) for line in found_sudo])

    @api.model
    def _prepare_proposal(self, line, kinds):
        code = line.account_id.code or ""
        fits = kinds.filtered(lambda kind: code.startswith(kind.asset_code))
        return {
            "name": line.name or line.move_id.name,
            "activity_id": line.caetic_activity_id.id,
            "kind_id": fits[:1].id,
            "bill_line_id": line.id,
            "date_start": line.date,
            "value": line.balance,
        }
