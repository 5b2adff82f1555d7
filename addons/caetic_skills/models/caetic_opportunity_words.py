# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import formatLang


class CaeticOpportunityWords(models.Model):
    """Reasons of the team finder in sentences."""

    _inherit = "caetic.opportunity"

    def _get_reason(self, member):
        """Return why a person is chosen, one text.

        :param member: engine.team.Member
        """
        parts = [self._get_reason_words(reason) for reason in member.reasons]
        return " \u00b7 ".join(part for part in parts if part)

    def _get_reason_words(self, reason):
        facts = reason.facts
        if reason.code in ("only", "skill"):
            return self._get_skill_words(reason.code, facts)
        words = {
            "several": lambda: self.env._(
                "takes %(count)s of the needs alone: a smaller team", **facts
            ),
            "days": lambda: self.env._(
                "%(days)s days free", days=self._format(facts["days"])
            ),
            "lack": lambda: self.env._(
                "%(days)s days free, %(lack)s too few",
                days=self._format(facts["days"]),
                lack=self._format(facts["lack"]),
            ),
            "place": lambda: self._get_place_words(facts["place"]),
            "dear": lambda: self.env._(
                "from %(rate)s € a day: above the budget",
                rate=self._format(facts["rate"]),
            ),
            "load": lambda: (
                self.env._("in %(count)s other teams", **facts)
                if facts["count"] > 1
                else self.env._("in one other team")
            ),
            "colleagues": lambda: (
                self.env._("has worked with %(count)s of the team", **facts)
                if facts["count"] > 1
                else self.env._("has worked with one of the team")
            ),
        }
        return words[reason.code]()

    def _get_skill_words(self, code, facts):
        """Say how well a person masters a need, and how they rank."""
        needs = self.env["caetic.opportunity.skill"]
        need = needs.browse(facts["need"])
        level = needs._get_level(facts["level"])
        if facts["confirmations"]:
            level = self.env._(
                "%(level)s, confirmed by %(count)s",
                level=level,
                count=facts["confirmations"],
            )
        if code == "only":
            return self.env._(
                "%(need)s: %(level)s, the only one", need=need.display_name, level=level
            )
        return self.env._(
            "%(need)s: %(level)s, %(rank)s of %(able)s",
            need=need.display_name,
            level=level,
            rank=facts["rank"],
            able=facts["able"],
        )

    def _get_place_words(self, place):
        self.ensure_one()
        if not (self.town or self.zip):
            return ""
        return {
            0: self.env._("cannot come to %s", self.town or self.zip),
            1: self.env._("can travel"),
            2: self.env._("in the same area"),
            3: self.env._("on the spot, or from afar"),
        }[place]

    def _format(self, number):
        """Return a Decimal as the reader writes it, no useless zero."""
        return formatLang(self.env, float(number), digits=1 if number % 1 else 0)
