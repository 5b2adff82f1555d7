# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import cents, to_decimal

from .. import engine

HUNDRED = Decimal(100)


class CaeticInvoicePlan(models.Model):
    """One sale invoiced in several times: stages and a balance, or by progress (R607).

    Each stage is an invoice of the same kinds of operation and VAT; together they make
    the whole to the cent, VAT included. A plan is written once from a draft, which
    stays as what was agreed and is never issued itself.
    """

    _name = "caetic.invoice.plan"
    _description = "Plan of invoices"
    _order = "id desc"

    name = fields.Char(required=True, readonly=True)
    activity_id = fields.Many2one(
        "caetic.activity", required=True, readonly=True, index=True
    )
    company_id = fields.Many2one(related="activity_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    source_id = fields.Many2one(
        "account.move",
        string="What was agreed",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(related="source_id.partner_id", string="Customer")
    method = fields.Selection(
        [(engine.STAGES, "Stages and balance"), (engine.PROGRESS, "By progress")],
        required=True,
        readonly=True,
    )
    part_ids = fields.One2many("caetic.invoice.plan.part", "plan_id", string="Parts")
    line_ids = fields.One2many("caetic.invoice.plan.line", "plan_id", string="Stages")
    amount_untaxed = fields.Monetary(
        string="Total (VAT excl.)", compute="_compute_amounts", store=True
    )
    amount_tax = fields.Monetary(string="VAT", compute="_compute_amounts", store=True)
    amount_total = fields.Monetary(
        string="Total (VAT incl.)", compute="_compute_amounts", store=True
    )

    _source_uniq = models.UniqueIndex(
        "(source_id)", "This document already has its plan."
    )

    @api.depends("part_ids.untaxed", "part_ids.rate")
    def _compute_amounts(self):
        for plan in self:
            parts = plan._to_engine()
            untaxed = engine.total_of(parts)
            vat = sum((engine.vat_of(p.untaxed, p.rate) for p in parts), Decimal(0))
            plan.amount_untaxed = untaxed
            plan.amount_tax = vat
            plan.amount_total = untaxed + vat

    def _to_engine(self):
        """Return the engine.PlanPart of the plan."""
        self.ensure_one()
        return self.part_ids._to_engine()

    def _get_invoiced(self):
        """Return ``{part id: EUR without VAT}`` of the stages that have an invoice."""
        self.ensure_one()
        done = self.line_ids.filtered("move_id")
        return engine.add_up([line._get_amounts() for line in done])

    def _get_reached(self):
        """Return the percentage of the whole that is invoiced, a Decimal."""
        self.ensure_one()
        whole = to_decimal(self.amount_untaxed)
        done = sum(self._get_invoiced().values(), Decimal(0))
        return cents(done * HUNDRED / whole) if whole else Decimal(0)

    @api.model
    def _make(self, move, typed):
        """Create the plan of a draft invoice, which stays as what was agreed.

        :param move: draft of the activity, in superuser mode
        :param typed: engine.PlanInput without issues
        """
        if move.caetic_share_ids.move_line_id:
            raise UserError(
                self.env._(
                    "A line of this invoice is shared: share the whole invoice to "
                    "issue it in several times."
                )
            )
        plan = self.create(
            {
                "name": typed.name,
                "activity_id": move.caetic_activity_id.id,
                "source_id": move.id,
                "method": typed.method,
                "part_ids": [Command.create(v) for v in move._caetic_prepare_parts()],
            }
        )
        plan._write_stages(typed)
        move.button_cancel()
        return plan

    def _write_stages(self, typed):
        """Write the stages and, where something is left, the balance."""
        self.ensure_one()
        if typed.method == engine.PROGRESS:
            return
        stages = [one.stage for one in typed.stages]
        amounts = engine.stage_amounts(self._to_engine(), [*stages, engine.PlanStage()])
        values_list = [self._prepare_stage(one) for one in typed.stages]
        if any(amounts[-1].values()):
            values_list.append({"label": self.env._("Balance"), "is_balance": True})
        # The last amounts are the balance, left out when nothing remains.
        rows = zip(values_list, amounts, strict=False)
        self.line_ids = [
            Command.create(
                {
                    **values,
                    "sequence": rank,
                    "amounts": {str(key): str(one) for key, one in sums.items()},
                }
            )
            for rank, (values, sums) in enumerate(rows, 1)
        ]

    def _prepare_stage(self, typed):
        return {
            "label": typed.label,
            "percentage": typed.percentage or 0,
            "date": typed.date,
            "milestone": typed.milestone,
        }

    # -- issuing ----------------------------------------------------------------------

    def _portal_issue(self, line):
        """Write the draft invoice of a stage and return it, in superuser mode."""
        self.ensure_one()
        self.activity_id._portal_check_present()
        if line.plan_id != self or line.move_id:
            raise UserError(self.env._("This stage already has its invoice."))
        return line._make_invoice()

    def _portal_progress(self, percentage):
        """Write the draft invoice that brings what is invoiced to a percentage.

        :param percentage: Decimal above what is reached, 100 takes all that is left
        """
        self.ensure_one()
        self.activity_id._portal_check_present()
        # Stages whose draft was thrown away are forgotten.
        self.line_ids.filtered(lambda line: not line.move_id).unlink()
        amounts = self._get_progress(percentage)
        line = self.line_ids.create(
            {
                "plan_id": self.id,
                "sequence": len(self.line_ids) + 1,
                "label": self.env._("Progress"),
                "percentage": percentage,
                "is_balance": percentage == HUNDRED,
                "amounts": {str(key): str(one) for key, one in amounts.items()},
            }
        )
        return line._make_invoice()

    def _get_progress(self, percentage):
        """Return ``{part id: EUR without VAT}`` that brings it to a percentage."""
        invoiced = self._get_invoiced()
        whole = to_decimal(self.amount_untaxed)
        done = sum(invoiced.values(), Decimal(0))
        wanted = max(cents(whole * percentage / HUNDRED) - done, Decimal(0))
        last = percentage == HUNDRED
        return engine.next_stage(self._to_engine(), invoiced, None if last else wanted)
