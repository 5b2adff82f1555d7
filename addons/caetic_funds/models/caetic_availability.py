# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from .. import engine


class CaeticAvailability(models.AbstractModel):
    """What activities owe to shared funds: fed by their month, loans paid back."""

    _inherit = "caetic.availability"

    def _get_years(self, activities, date, totals):
        years = super()._get_years(activities, date, totals)
        rules = self._get_fund_rules_sudo(activities.company_id)
        loans = self._get_instalments_sudo(activities)
        for activity in activities:
            own = rules.get(activity.company_id, ())
            year = years[activity.id]
            year["fund_rules"] = own
            year["instalments"] = loans.get(activity, ())
            if any(rule.basis == "year" for rule in own):
                year["fees_of"] = self._with_yearly(year, own)
        return years

    def _with_yearly(self, year, rules):
        """Return the function of fees of a month, those of funds included."""
        known, exemptions = year["fees_of"], year["exemptions"]

        def fees_of(month):
            if any(exemption.covers(month, "fee") for exemption in exemptions):
                return known(month)
            return (*known(month), *engine.yearly_fees(rules, month))

        return fees_of

    def _get_fund_rules_sudo(self, companies):
        """Return ``{company: engine.FundRule of its funds}``."""
        # What feeds a fund is charged to everybody: it is told with the account.
        funds_sudo = self.env["caetic.fund"].sudo()
        found_sudo = funds_sudo.search([("company_id", "in", companies.ids)])
        return {
            company: own._to_engine()
            for company, own in found_sudo.grouped("company_id").items()
        }

    def _get_instalments_sudo(self, activities):
        """Return ``{activity: engine.Instalment of its loans}``."""
        # What an activity pays back is a figure of its account.
        instalments_sudo = self.env["caetic.fund.instalment"].sudo()
        found_sudo = instalments_sudo.search([("activity_id", "in", activities.ids)])
        return {
            activity: own._to_engine()
            for activity, own in found_sudo.grouped("activity_id").items()
        }

    def _get_other_fees(self, date, year, base, contribution, last_month):
        month = date.replace(day=1)
        lines = engine.instalment_lines(year["instalments"], last_month, date)
        exempt = any(one.covers(month, "fee") for one in year["exemptions"])
        rules = () if exempt else year["fund_rules"]
        return (
            *super()._get_other_fees(date, year, base, contribution, last_month),
            *engine.fund_lines(rules, month, base, contribution),
            *lines,
        )
