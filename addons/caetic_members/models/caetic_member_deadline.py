# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from odoo import api, fields, models

from ..engine import Lengths, MemberFacts, clock, wanted_deadlines
from .caetic_member import HOSTED


class CaeticMemberDeadline(models.Model):
    """Facts of people for the clocks, read for a whole batch at once."""

    _inherit = "caetic.member"

    deadline_ids = fields.One2many(
        "caetic.deadline", "member_id", string="Deadlines", readonly=True
    )
    deadline_count = fields.Integer(
        string="Open deadlines", compute="_compute_deadline_count"
    )
    deadline_late_count = fields.Integer(
        string="Late deadlines", compute="_compute_deadline_count"
    )

    @api.depends("deadline_ids.state")
    def _compute_deadline_count(self):
        groups = self.env["caetic.deadline"]._read_group(
            [("member_id", "in", self.ids), ("state", "!=", "done")],
            ["member_id", "state"],
            ["__count"],
        )
        counts = Counter()
        for member, state, count in groups:
            counts[member.id, "open"] += count
            counts[member.id, state] += count
        for member in self:
            member.deadline_count = counts[member.id, "open"]
            member.deadline_late_count = counts[member.id, "late"]

    def action_open_deadlines(self):
        """Open the deadlines of the person, what is done filtered out."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_members.caetic_deadline_action"
        )
        return {
            **action,
            "domain": [("member_id", "=", self.id)],
            "context": {"search_default_open": 1},
        }

    # -- when -------------------------------------------------------------------------

    def write(self, vals):
        result = super().write(vals)
        if {"active", "adviser_id"} & set(vals):
            self._touch_clocks()
        return result

    def _touch_clocks(self):
        """Read the clocks of these people again when the transaction is saved."""
        hooks = self.env.cr.precommit
        touched = hooks.data.setdefault("caetic.deadline", set())
        if self and not touched:
            hooks.add(self.browse()._read_touched_clocks)
        touched.update(self.ids)

    def _read_touched_clocks(self):
        numbers = self.env.cr.precommit.data.pop("caetic.deadline", ())
        members = self.browse(sorted(numbers)).exists()
        if members:
            today = fields.Date.context_today(self)
            self.env["caetic.deadline"]._sync_sudo(members, today)
            self.env.flush_all()

    # -- facts ------------------------------------------------------------------------

    def _get_wanted_deadlines(self, today):
        """Return the clocks that run on a day: ``{id: [engine.Deadline]}``.

        The number of queries is the same whatever the number of people.
        """
        lengths = self._get_lengths(today)
        wanted = {
            facts.id: wanted_deadlines(facts, lengths, today)
            for facts in self._get_deadline_facts()
        }
        for number, clocks in self._get_extra_deadlines(today).items():
            wanted[number] += clocks
        return wanted

    def _get_extra_deadlines(self, today):
        """Return clocks beside those of the engine's facts; to extend.

        Called in superuser mode on a batch: read for all of it at once.

        :returns: ``{id of a member: [engine.Deadline]}``; the kind is one of those of
            ``caetic.deadline`` and names, with the source, one clock for ever
        """
        hosted = self.filtered(lambda one: one.active and one.state in HOSTED)
        facts = self.env["caetic.member.sensitive"].search_fetch(
            [("member_id", "in", hosted.ids), ("medical_visit_next", "!=", False)],
            ["member_id", "medical_visit_next"],
        )
        return {
            one.member_id.id: [
                clock("medical", one.member_id.id, one.medical_visit_next, today)
            ]
            for one in facts
        }

    @api.model
    def _get_lengths(self, today):
        parameter = self.env["caetic.parameter"]
        return Lengths(
            interviews_per_year=parameter._get_count("interviews_per_year", today),
            first_interview_months=parameter._get_count(
                "first_interview_months", today
            ),
            notice_days=parameter._get_count("cape_notice_days", today),
            dpae_days=parameter._get_count("dpae_days", today),
        )

    def _get_deadline_facts(self):
        """Return the facts of each person: a list of engine.MemberFacts.

        A person put away has no clock any more.
        """
        domain = [("member_id", "in", self.ids)]
        contracts = self.env["caetic.contract"]._get_clock_facts(domain)
        documents = self.env["caetic.member.document"]._get_clock_facts(domain)
        interviews = self.env["caetic.interview"]
        interviews = interviews._read_group(
            [*domain, *interviews._get_held_domain()],
            ["member_id"],
            ["date:array_agg"],
        )
        held = {member.id: tuple(days) for member, days in interviews}
        return [
            MemberFacts(
                id=member.id,
                stage=member.state if member.active else "left",
                contracts=tuple(contracts.get(member.id, ())) if member.active else (),
                documents=tuple(documents.get(member.id, ())),
                interviews=held.get(member.id, ()),
                rights_end=member.current_situation_id.rights_end_date or None,
            )
            for member in self
        ]
