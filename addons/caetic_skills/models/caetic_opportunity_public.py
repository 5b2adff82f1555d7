# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.caetic_members.engine import to_decimal

from ..engine import opportunity_form

DATES = ("date_start", "date_end", "date_deadline")
MOST_TRADES = 10


class CaeticOpportunityPublic(models.Model):
    """A need that a visitor of the public website typed."""

    _inherit = "caetic.opportunity"

    @api.model
    def _create_from_public(self, values):
        """Create an opportunity from a public form, and read its words.

        The caller checks the form and its abuse; here texts are cut to their length
        and freed of tags, numbers and dates are typed, other fields are not read.

        :param dict values: ``name`` and ``description`` first; ``contact_name``,
            ``contact_email``, ``contact_phone``, ``town``, ``zip``, ``budget``,
            ``days``, ``date_start``, ``date_end``, ``date_deadline``, ``work_mode``,
            ``trade_ids`` (numbers), ``company_id``
        :returns: caetic.opportunity, in superuser mode
        """
        # A visitor has no right on opportunities: every value is typed below.
        opportunities_sudo = self.sudo().with_context(mail_create_nosubscribe=True)
        clean = self._read_public(values)
        opportunity_sudo = opportunities_sudo.create({**clean, "source": "public"})
        opportunity_sudo._add_trades(opportunity_sudo.trade_ids)
        opportunity_sudo._suggest_needs()
        return opportunity_sudo

    @api.model
    def _read_public(self, values):
        """Return the values of the record: named fields only, each of its type."""
        clean = {
            name: opportunity_form.clean(
                values.get(name), name in opportunity_form.MULTILINE
            )[:longest]
            or False
            for name, longest in opportunity_form.LONGEST.items()
        }
        mode = values.get("work_mode")
        company = self._find_public("res.company", values.get("company_id"))
        trades = self._find_public("caetic.trade", values.get("trade_ids"))
        return {
            **clean,
            **self._read_public_figures(values),
            "name": clean["name"] or self.env._("Need without a title"),
            "work_mode": mode if mode in opportunity_form.MODES else "both",
            "trade_ids": [Command.set(trades[:MOST_TRADES].ids)],
            "company_id": (company[:1] or self.env.company).id,
        }

    @api.model
    def _read_public_figures(self, values):
        most = {
            "budget": opportunity_form.MOST_BUDGET,
            "days": opportunity_form.MOST_DAYS,
        }
        figures = {
            name: float(min(max(to_decimal(values.get(name)), 0), limit))
            for name, limit in most.items()
        }
        dates = {name: fields.Date.to_date(values.get(name) or False) for name in DATES}
        start, end = dates["date_start"], dates["date_end"]
        if start and end and end < start:
            dates["date_end"] = None
        return {**figures, **dates}

    @api.model
    def _find_public(self, model, numbers):
        """Return the records of these numbers that exist."""
        numbers = [numbers] if isinstance(numbers, int) else numbers or []
        # Companies and trades: their existence is no secret.
        records_sudo = self.env[model].sudo()
        return records_sudo.search([("id", "in", list(numbers))])

    def _add_trades(self, trades):
        """Ask for trades that somebody chose in a list."""
        self.ensure_one()
        new = trades - self.need_ids.trade_id
        self.need_ids = [Command.create({"trade_id": trade.id}) for trade in new]
