# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

EUROPEAN_UNION = "base.europe"


class CaeticMemberFile(models.Model):
    """File of a person: identity, situation, project, papers, interviews (R305)."""

    _inherit = "caetic.member"

    sex = fields.Selection(
        [("female", "Woman"), ("male", "Man"), ("other", "Other")],
        help="Asked by funders, shown as numbers only (R703).",
    )
    birth_name = fields.Char()
    birthdate = fields.Date(string="Born on")
    birth_place = fields.Char(string="Born in")
    age = fields.Integer(compute="_compute_age")
    nationality_id = fields.Many2one("res.country")
    family_status = fields.Selection(
        [
            ("single", "Single"),
            ("couple", "In a couple"),
            ("separated", "Separated or divorced"),
            ("widowed", "Widowed"),
        ]
    )
    children_count = fields.Integer(string="Dependent children")
    emergency_contact = fields.Char()
    emergency_phone = fields.Char()
    trade_ids = fields.Many2many("caetic.trade", string="Trades")
    project_summary = fields.Text(string="Project")
    project_objectives = fields.Text(string="Goals")
    has_customers = fields.Boolean(
        string="Already has customers", help="Allows a CESA without a CAPE (R302)."
    )
    situation_ids = fields.One2many(
        "caetic.member.situation", "member_id", string="Situations"
    )
    entry_situation_id = fields.Many2one(
        "caetic.member.situation",
        string="Situation at entry",
        compute="_compute_situations",
        store=True,
    )
    current_situation_id = fields.Many2one(
        "caetic.member.situation",
        string="Situation now",
        compute="_compute_situations",
        store=True,
    )
    document_ids = fields.One2many(
        "caetic.member.document", "member_id", string="Documents"
    )
    interview_ids = fields.One2many(
        "caetic.interview", "member_id", string="Interviews"
    )
    review_ids = fields.One2many(
        "caetic.committee.review", "member_id", string="Committee"
    )
    # What is missing is the same for all who read the person, whoever reads the papers.
    missing = fields.Text(
        compute="_compute_missing",
        compute_sudo=True,
        help="What the next step still waits for.",
    )
    missing_count = fields.Integer(compute="_compute_missing", compute_sudo=True)

    _children_positive = models.Constraint(
        "CHECK (children_count >= 0)", "The number of children cannot be negative."
    )

    @api.depends("birthdate")
    @api.depends_context("uid")
    def _compute_age(self):
        today = fields.Date.context_today(self)
        for member in self:
            born = member.birthdate
            member.age = relativedelta(today, born).years if born else 0

    @api.depends("situation_ids.date")
    def _compute_situations(self):
        for member in self:
            ordered = member.situation_ids.sorted("date")
            member.entry_situation_id = ordered[:1]
            member.current_situation_id = ordered[-1:]

    @api.depends(
        "state",
        "email",
        "phone",
        "adviser_id",
        "project_summary",
        "birthdate",
        "nationality_id",
        "situation_ids",
        "contract_ids",
        "review_ids.state",
        "document_ids.type_id",
        "document_ids.date_expiry",
    )
    def _compute_missing(self):
        for member in self:
            missing = member._get_missing()
            member.missing = "\n".join(missing)
            member.missing_count = len(missing)

    def _get_held_interviews(self):
        """Return the interviews that took place; those to come do not count (R118)."""
        held = self.env["caetic.interview"]._get_held_domain()
        return self.interview_ids.filtered_domain(held)

    def _get_missing(self):
        """Return what the file lacks for the next step, in words; to extend."""
        self.ensure_one()
        lacks = {
            "prospect": self._get_missing_contact,
            "informed": self._get_missing_diagnosis,
            "diagnosed": self._get_missing_diagnosis,
            "committee": self._get_missing_committee,
            "admitted": self._get_missing_entry,
        }.get(self.state)
        return lacks() if lacks else self._get_missing_hosted()

    def _get_missing_contact(self):
        if self.email or self.phone:
            return []
        return [self.env._("E-mail or phone")]

    def _get_missing_diagnosis(self):
        texts = []
        if not self.adviser_id:
            texts.append(self.env._("Adviser"))
        if not self.project_summary:
            texts.append(self.env._("Project in a few lines"))
        if not self.situation_ids:
            texts.append(self.env._("Situation at entry"))
        return texts

    def _get_missing_committee(self):
        if self.review_ids.filtered(lambda review: review.state == "planned"):
            return []
        return [self.env._("Date of the committee")]

    def _get_missing_entry(self):
        texts = self._get_missing_documents("cape")
        if not self.birthdate:
            texts.append(self.env._("Date of birth"))
        if not self.contract_ids:
            texts.append(self.env._("Contract"))
        return texts

    def _get_missing_hosted(self):
        if self.state not in ("cape", "cesa", "associate"):
            return []
        checked = self.document_ids.filtered(lambda one: one.check_state == "checked")
        expired = checked.filtered("is_expired")
        current = checked - expired
        return [
            self.env._("%(document)s: expired", document=document.type_id.name)
            for document in expired
            if document.type_id not in current.type_id
        ]

    def _get_missing_documents(self, stage):
        """Return the names of the papers to be there before a contract (R309)."""
        types = self.env["caetic.document.type"]._get_required(stage)
        here = self.document_ids.filtered(
            lambda one: not one.is_expired and one.check_state == "checked"
        ).type_id
        return [
            document.name
            for document in types - here
            if not document.foreigners_only or self._is_foreigner()
        ]

    def _is_foreigner(self):
        """Tell whether the right to work must be shown: outside the Union (R309)."""
        union = self.env.ref(EUROPEAN_UNION, raise_if_not_found=False)
        return bool(
            self.nationality_id
            and union
            and self.nationality_id not in union.country_ids
        )
