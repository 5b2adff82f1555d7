# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from odoo.addons.caetic_members.engine import to_decimal

from ..engine import need_text, team, team_shares
from .caetic_opportunity_skill import MOST_SHOWN

TRADE_LEVEL = 50
HALF = Decimal("0.5")
DEFAULT_DAYS = 30
TEAMS = 3
AREA = 2


class CaeticOpportunityFinder(models.Model):
    """People and teams for a need: the ORM around ``engine/team.py``.

    The number of queries does not depend on the number of people.
    """

    _inherit = "caetic.opportunity"

    # -- from records to the engine ---------------------------------------------------

    @api.model
    def _to_days(self, number):
        """Return stored days as a Decimal, to the hundredth."""
        return to_decimal(number)

    def _get_period(self):
        """Return the first and the last day of the work; a month without dates."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        start = self.date_start or max(self.date_deadline or today, today)
        end = self.date_end or fields.Date.add(start, days=DEFAULT_DAYS - 1)
        return start, max(start, end)

    def _get_day_rate(self):
        """Return the EUR a day that the budget allows, None when it is not told."""
        self.ensure_one()
        days = self._to_days(self.days)
        return self._to_days(self.budget) / days if self.budget and days else None

    def _get_engine_needs(self, needs=None):
        """Return the needs for the engine; untold days are shared equally."""
        self.ensure_one()
        needs = self.need_ids if needs is None else needs
        told = sum(self._to_days(need.days) for need in self.need_ids)
        silent = self.need_ids.filtered(lambda need: not need.days)
        left = max(Decimal(0), self._to_days(self.days) - told)
        each = left / len(silent) if silent else Decimal(0)
        return needs._to_engine((each / HALF).quantize(Decimal(1)) * HALF)

    def _get_people_domain(self, needs):
        """Domain of who may be asked: listed, with a skill or a trade of the needs."""
        self.ensure_one()
        lines = [("skill_id", "in", needs.skill_id.ids), ("is_current", "=", True)]
        skilled = Domain("skill_line_ids", "any", lines)
        of_trade = Domain("trade_ids", "in", needs.trade_id.ids)
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("is_listed", "=", True)
            & (skilled | of_trade)
        )

    def _get_people(self, needs, without=None):
        """Return the people who may take these needs, as the engine wants them.

        :param needs: caetic.opportunity.skill
        :param without: caetic.profile not to be asked
        """
        self.ensure_one()
        profiles = self.env["caetic.profile"].search(self._get_people_domain(needs))
        profiles -= without if without is not None else profiles.browse()
        held = self._get_held(profiles, needs)
        known, load = self._get_past(profiles)
        start, end = self._get_period()
        return [
            team.Person(
                key=profile.id,
                skills=held.get(profile.id, {}),
                days=team.days_free(
                    profile.days_per_month, profile.available_from, start, end
                ),
                place=self._get_place(profile),
                rate=self._to_days(profile.rate_min) or None,
                load=load.get(profile.id, 0),
                colleagues=frozenset(known.get(profile.id, ())),
            )
            for profile in profiles
        ]

    def _get_held(self, profiles, needs):
        """Return ``{profile: {need: what they have}}``, in one query of the rows."""
        by_skill = {need.skill_id.id: need for need in needs if need.skill_id}
        trades = needs.trade_id
        wanted = [*by_skill, *trades.skill_ids.ids]
        lines = self.env["caetic.profile.skill"].search_fetch(
            [
                ("profile_id", "in", profiles.ids),
                ("skill_id", "in", wanted),
                ("is_current", "=", True),
            ],
            ["profile_id", "skill_id", "level_progress", "confirmation_count"],
        )
        best = {}
        for line in lines:
            own = best.setdefault(line.profile_id.id, {})
            one = team.Held(line.level_progress, line.confirmation_count)
            other = own.get(line.skill_id.id)
            if not other or other.strength < one.strength:
                own[line.skill_id.id] = one
        return {
            profile.id: self._get_held_of(profile, needs, best.get(profile.id, {}))
            for profile in profiles
        }

    def _get_held_of(self, profile, needs, own):
        held = {}
        for need in needs:
            if need.skill_id.id in own:
                held[need.id] = own[need.skill_id.id]
            elif need.trade_id and need.trade_id in profile.trade_ids:
                skills = (own.get(one) for one in need.trade_id.skill_ids.ids)
                found = [one for one in skills if one]
                least = team.Held(TRADE_LEVEL)
                held[need.id] = max([least, *found], key=lambda one: one.strength)
        return held

    def _get_past(self, profiles):
        """Return who has worked with whom, and the teams at work of each."""
        places = self.env["caetic.opportunity.invitation"].search_fetch(
            [
                ("state", "=", "accepted"),
                ("opportunity_id", "!=", self.id),
                ("opportunity_id.state", "in", ("invited", "formed", "won")),
                ("company_id", "=", self.company_id.id),
            ],
            ["opportunity_id", "profile_id"],
        )
        today = fields.Date.context_today(self)
        known, load = {}, {}
        for opportunity, rows in places.grouped("opportunity_id").items():
            keys = set(rows.profile_id.ids)
            is_over = opportunity.date_end and opportunity.date_end < today
            for key in keys:
                known.setdefault(key, set()).update(keys - {key})
                load[key] = load.get(key, 0) + (0 if is_over else 1)
        return known, load

    def _get_place(self, profile):
        """Return how well a person comes to the place, 0 to 3 (see the engine)."""
        from_afar = profile.work_mode != "onsite" and self.work_mode != "onsite"
        if from_afar or not (self.town or self.zip):
            return 3
        if profile.work_mode == "remote" or self.work_mode == "remote":
            return 0
        if self.town and need_text.fold(profile.town or "") == need_text.fold(
            self.town
        ):
            return 3
        area = (self.zip or "")[:AREA]
        return 2 if area and (profile.zip or "")[:AREA] == area else 1

    # -- ranked people of each need ---------------------------------------------------

    def _get_candidates(self, needs):
        """Return ``{need: the best people with the reason, a line each}``."""
        self.ensure_one()
        people = self._get_people(needs)
        by_key = {need.id: need for need in needs}
        found = {}
        for need in self._get_engine_needs(needs):
            ranked = team.rank_people(people, need, self._get_day_rate())
            lines = [
                f"{place}. {self._get_person_words(member)}"
                for place, member in enumerate(ranked[:MOST_SHOWN], start=1)
            ]
            found[by_key[need.key]] = "\n".join(lines) or self.env._(
                "Nobody has it at this level."
            )
        return found

    def _get_person_words(self, member):
        name = self.env["caetic.profile"].browse(member.person).name
        reason = self._get_reason(member)
        return self.env._("%(name)s: %(reason)s", name=name, reason=reason)

    # -- teams ------------------------------------------------------------------------

    def action_find_teams(self):
        """Propose teams that cover the need, each with its reasons."""
        self.check_access("write")
        self._check_open()
        for opportunity in self:
            if not opportunity.need_ids:
                opportunity._suggest_needs()
            if not opportunity.need_ids:
                raise UserError(
                    self.env._("Say first which skills or trades are needed.")
                )
            opportunity._propose_teams()
        self.filtered(lambda one: one.state == "new").state = "search"

    def _propose_teams(self):
        """Replace the teams proposed."""
        self.ensure_one()
        refused = self.invitation_ids.filtered(
            lambda one: one.state in ("declined", "withdrawn")
        )
        found = team.find_teams(
            self._get_people(self.need_ids, refused.profile_id),
            self._get_engine_needs(),
            self.team_max,
            TEAMS,
            self._get_day_rate(),
        )
        if found and found[0].is_complete:
            # A team that leaves something out is shown only when none covers all.
            found = [one for one in found if one.is_complete]
        self.team_ids.unlink()
        self.team_ids = [
            Command.create(self._prepare_team(rank, one))
            for rank, one in enumerate(found, start=1)
        ]

    def _prepare_team(self, rank, found):
        """Return the values of a team proposed; missing needs are named."""
        needs = self.env["caetic.opportunity.skill"]
        shares = self._suggest_shares(found.members)
        return {
            "sequence": rank,
            "is_complete": found.is_complete,
            "missing": ", ".join(needs.browse(found.missing).mapped("display_name")),
            "missing_optional": ", ".join(
                needs.browse(found.missing_optional).mapped("display_name")
            ),
            "line_ids": [
                Command.create(
                    {
                        "sequence": place,
                        "profile_id": member.person,
                        "need_ids": [Command.set(member.needs)],
                        "days": float(member.days),
                        "lack": float(member.lack),
                        "share": float(shares.get(member.person, 0)),
                        "reason": self._get_reason(member),
                    }
                )
                for place, member in enumerate(found.members, start=1)
            ],
        }

    def _suggest_shares(self, members):
        """Return shares by days: who is outside has none, the lead pays their quote."""
        profiles = self.env["caetic.profile"].browse(one.person for one in members)
        inside = profiles.filtered("member_id")
        days = {one.person: one.days for one in members if one.person in inside.ids}
        outside = sum(one.days for one in members if one.person not in inside.ids)
        if days:
            lead = max(days, key=days.get)
            days[lead] += outside
        return team_shares.suggest(days)
