# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import engine

WORKED = ("signed", "running", "ended")


class CaeticProfitShare(models.Model):
    """Part travail of one person, associate or not (R131). Private to that person."""

    _name = "caetic.profit.share"
    _description = "Part travail of a person"
    _order = "sharing_id, name, id"

    sharing_id = fields.Many2one(
        "caetic.profit.sharing",
        required=True,
        index=True,
        ondelete="cascade",
    )
    name = fields.Char(
        string="Person", compute="_compute_name", store=True, readonly=False
    )
    member_id = fields.Many2one(
        "caetic.member", index="btree_not_null", ondelete="restrict"
    )
    present_months = fields.Integer(
        string="Months in the year", help="Whole months of presence."
    )
    seniority_months = fields.Integer(string="Months of seniority")
    hours = fields.Float(string="Hours of the year", digits=(16, 2))
    pay = fields.Monetary(string="Gross of the year")
    is_entitled = fields.Boolean(
        string="Has a right", compute="_compute_is_entitled", store=True
    )
    amount = fields.Monetary(readonly=True)
    is_shown = fields.Boolean(
        string="Shown to the person", compute="_compute_is_shown", store=True
    )
    date_to = fields.Date(related="sharing_id.date_to", store=True)
    company_id = fields.Many2one(related="sharing_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _member_uniq = models.UniqueIndex(
        "(sharing_id, member_id) WHERE member_id IS NOT NULL",
        "A person has one part of the part travail.",
    )
    _figures_positive = models.Constraint(
        "CHECK (hours >= 0 AND pay >= 0 AND present_months >= 0 "
        "AND seniority_months >= 0)",
        "Months, hours and pay cannot be negative.",
    )

    @api.depends("member_id.name")
    def _compute_name(self):
        for line in self:
            line.name = line.member_id.name or line.name

    @api.depends("sharing_id.state")
    def _compute_is_shown(self):
        for line in self:
            line.is_shown = line.sharing_id.state == "proposed"

    @api.depends("present_months", "seniority_months", "sharing_id.date_to")
    def _compute_is_entitled(self):
        parameters = self.env["caetic.parameter"]
        for line in self:
            day = line.sharing_id.date_to or fields.Date.context_today(line)
            line.is_entitled = bool(
                engine.entitled(
                    [line._to_worker()],
                    parameters._get_count("work_part_months", day),
                    parameters._get_count("work_part_seniority", day),
                )
            )

    def _to_worker(self):
        self.ensure_one()
        return engine.Worker(
            self.id,
            self.present_months,
            self.seniority_months,
            engine.to_decimal(self.hours),
            engine.to_decimal(self.pay),
        )

    @api.model
    def _find_people(self, sharing):
        """Add who worked in the year under a contract of employment, and their figures.

        A CAPE is no employment (C. com. L127-1). Others are added by hand.
        """
        contracts = self.env["caetic.contract"].search(
            [
                ("company_id", "=", sharing.company_id.id),
                ("kind", "in", ("cesa", "staff")),
                ("state", "in", WORKED),
                ("date_start", "<=", sharing.date_to),
            ]
        )
        periods = defaultdict(list)
        for contract in contracts:
            days = (contract.date_start, contract.date_end or None)
            periods[contract.member_id].append(days)
        start, end = sharing.date_from, sharing.date_to
        present = [
            member
            for member, found in periods.items()
            if any(not last or last >= start for _first, last in found)
        ]
        pay = self._get_pay([member.id for member in present], start, end)
        known = sharing.line_ids.member_id
        self.create(
            [
                {"sharing_id": sharing.id, "member_id": member.id}
                for member in sorted(present, key=lambda one: (one.name, one.id))
                if member not in known
            ]
        )
        for line in sharing.line_ids.filtered(lambda one: one.member_id in present):
            found = engine.worked_months(periods[line.member_id], start, end)
            line.present_months, line.seniority_months = found
            line.pay = pay.get(line.member_id.id, line.pay)

    @api.model
    def _get_pay(self, member_ids, start, end):
        """Return ``{member_id: gross of the year, EUR}``; the addon of pay knows it."""
        return {}

    def _share(self):
        """Share the part travail of a year between those who have a right to it."""
        sharing = self.sharing_id
        workers = [line._to_worker() for line in self if line.is_entitled]
        try:
            parts = engine.share_work(
                engine.to_decimal(sharing.work), workers, sharing.rule
            )
        except engine.EngineError as error:
            raise UserError(
                self.env._("Type the hours, or the pay, to share by.")
            ) from error
        for line in self:
            line.amount = parts.get(line.id, 0)
