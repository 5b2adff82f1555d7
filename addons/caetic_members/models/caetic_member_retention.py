# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..engine import Facts, RetentionLengths, retention

STAFF = (
    "caetic_members.caetic_members_group_privacy_officer,"
    "caetic_members.caetic_members_group_coordinator"
)
LENGTHS = ("candidate", "prospect", "staff", "support")
CONTRACTS_BIND = ("signed", "running")
CONTRACTS_RAN = ("running", "ended")


class CaeticMemberRetention(models.Model):
    """How long a file is kept, why, and what holds it (R802)."""

    _inherit = "caetic.member"

    sensitive_ids = fields.One2many(
        "caetic.member.sensitive",
        "member_id",
        string="Sensitive facts",
        groups="caetic_members.caetic_members_group_privacy_officer,"
        "caetic_members.caetic_members_group_payroll_officer",
    )
    contacted_on = fields.Date(
        string="Last contact noted",
        help="Call or meeting that left no trace in the file: it moves the day from "
        "which a candidate's data are kept.",
    )
    last_contact_date = fields.Date(
        string="Last contact", compute="_compute_retention", store=True
    )
    retention_category = fields.Selection(
        [
            ("prospect", "Contact"),
            ("candidate", "Candidate"),
            ("staff", "Former member"),
        ],
        string="Category of the file",
        compute="_compute_retention",
        store=True,
    )
    retention_date = fields.Date(
        string="File kept until",
        compute="_compute_retention",
        store=True,
        index="btree_not_null",
        help="Last day before the file may be anonymised; empty while the person is "
        "in the cooperative.",
    )
    support_retention_date = fields.Date(
        string="Social support kept until", compute="_compute_retention", store=True
    )
    fse_hold_date = fields.Date(
        string="Evidence for FSE+ until",
        groups=STAFF,
        help="31 December of the fifth year after the last payment to the cooperative "
        "(Reg. 2021/1060, art. 82).",
    )
    is_legal_hold = fields.Boolean(
        string="Keep the file (legal hold)",
        groups=STAFF,
        help="A dispute, an inspection: nothing is emptied until this is removed.",
    )
    legal_hold_reason = fields.Char(string="Reason of the hold", groups=STAFF)
    support_emptied_on = fields.Date(string="Social support emptied on", readonly=True)
    anonymised_on = fields.Date(readonly=True, index="btree_not_null", copy=False)

    _hold_has_reason = models.Constraint(
        "CHECK (is_legal_hold IS NOT TRUE OR COALESCE(legal_hold_reason, '') != '')",
        "Say why the file is held.",
    )

    @api.depends(
        "state",
        "step_ids.date",
        "step_ids.kind",
        "interview_ids.date",
        "review_ids.date",
        "document_ids.date_received",
        "contract_ids.state",
        "contacted_on",
        "fse_hold_date",
        "anonymised_on",
    )
    def _compute_retention(self):
        lengths = self._get_retention_lengths()
        # The hold is for the privacy officer and coordinators; its effect, for all.
        for member_sudo in self.sudo():
            facts = member_sudo._get_retention_facts()
            clocks = retention(facts, lengths)
            member_sudo.last_contact_date = facts.last_contact
            member_sudo.retention_category = clocks.category
            gone = member_sudo.anonymised_on
            member_sudo.retention_date = False if gone else clocks.file_end
            member_sudo.support_retention_date = False if gone else clocks.support_end

    @api.model
    def _get_retention_lengths(self):
        """Return the lengths of today as engine.RetentionLengths, in years."""
        parameters, today = self.env["caetic.parameter"], fields.Date.today()
        return RetentionLengths(
            **{
                name: parameters._get_count(f"retention_{name}_years", today)
                for name in LENGTHS
            }
        )

    def _get_retention_facts(self):
        """Return what the clocks depend on, as engine.Facts."""
        self.ensure_one()
        steps = self.step_ids.filtered(lambda step: not step.is_corrected)
        contracts = set(self.contract_ids.mapped("state"))
        return Facts(
            stage=self.state or "prospect",
            stages=frozenset(steps.mapped("kind")),
            last_contact=self._get_last_contact(steps),
            departure=self.state_date if self.state == "left" else None,
            had_contract=bool(contracts & set(CONTRACTS_RAN)),
            is_bound=bool(contracts & set(CONTRACTS_BIND)),
            hold=self.fse_hold_date or None,
        )

    def _get_last_contact(self, steps):
        """Return the last day that the file shows an exchange; to extend."""
        days = {
            self.contacted_on,
            *steps.mapped("date"),
            *self._get_held_interviews().mapped("date"),
            *self.review_ids.filtered("date_notified").mapped("date_notified"),
            *self.document_ids.mapped("date_received"),
        } - {False}
        today = fields.Date.today()
        created = self.create_date.date() if self.create_date else today
        return min(max(days, default=created), today)

    # -- what may be emptied ----------------------------------------------------------

    def _get_purge_obstacles(self, today=None):
        """Return why the whole file stays, in words; to extend by other addons."""
        self.ensure_one()
        today = today or fields.Date.today()
        if self.is_legal_hold:
            return [self.env._("Legal hold: %(why)s", why=self.legal_hold_reason)]
        if not self.retention_date:
            return [self.env._("The person is in the cooperative.")]
        if self.retention_date >= today:
            return [self.env._("Kept until %(date)s.", date=self.retention_date)]
        if any(user._is_internal() for user in self.partner_id.user_ids):
            return [self.env._("The person works for the cooperative.")]
        stays = self.with_context(active_test=False).partner_id.caetic_member_ids
        others = stays - self
        waiting = others.filtered(
            lambda stay: (
                not stay.anonymised_on
                and (
                    stay.is_legal_hold
                    or not stay.retention_date
                    or stay.retention_date >= today
                )
            )
        )
        if waiting:
            return [self.env._("The person has another stay whose file is kept.")]
        return []

    @api.model
    def _get_due_domain(self, today, scope):
        """Domain of the files whose clock has run out.

        :param str scope: ``file`` or ``support``
        """
        field = "retention_date" if scope == "file" else "support_retention_date"
        domain = [
            (field, "<", today),
            ("anonymised_on", "=", False),
            ("is_legal_hold", "=", False),
        ]
        if scope == "support":
            domain += [
                ("support_emptied_on", "=", False),
                ("retention_date", ">=", today),
            ]
        return domain
