# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

STAFF = "base.group_user"
# What hangs on a profile, and goes when the person is forgotten.
PARTS = {
    "caetic.skill.confirmation": "skill_line_ids.confirmation_ids",
    "caetic.profile.skill": "skill_line_ids",
    "caetic.skill.proof": "proof_ids",
    "caetic.portfolio.item": "item_ids",
}
PAPERS = {
    "caetic.profile": "photo",
    "caetic.skill.proof": "document",
    "caetic.portfolio.item": "image_1920",
}
FORGOTTEN = ("trade_ids", "available_from", "availability_on", "rate_min", "rate_max")


class CaeticMemberProfile(models.Model):
    """Profile of a person: made with their employee, kept over their stays."""

    _inherit = "caetic.member"

    profile_ids = fields.One2many(
        "caetic.profile",
        inverse_name="member_id",
        groups=STAFF,
        context={"active_test": False},
    )

    profile_line_ids = fields.One2many(
        "caetic.profile.skill",
        string="Skills today",
        compute="_compute_profile_line_ids",
        groups=STAFF,
    )
    profile_line_count = fields.Integer(
        string="Number of skills", compute="_compute_profile_line_ids", groups=STAFF
    )

    @api.depends("profile_ids.skill_line_ids.valid_to")
    def _compute_profile_line_ids(self):
        for member in self:
            member.profile_line_ids = member.profile_ids.current_line_ids
            member.profile_line_count = len(member.profile_line_ids)

    def _ensure_employee_sudo(self, date):
        """Skills of a person need an employee (R905): both come together."""
        employees = super()._ensure_employee_sudo(date)
        self.env["caetic.profile"]._ensure_profiles_sudo(self)._mirror()
        return employees

    def action_open_profile(self):
        """Open the profile of the person, made where there is none."""
        self.ensure_one()
        self.check_access("write")
        profile = self.env["caetic.profile"]._ensure_profiles_sudo(self)
        return {
            "type": "ir.actions.act_window",
            "res_model": "caetic.profile",
            "res_id": profile.id,
            "views": [(False, "form")],
        }

    # -- personal data ----------------------------------------------------------------

    def _get_personal_records(self):
        """Skills, proofs and portfolio hang on the profile: given, then deleted."""
        found = super()._get_personal_records()
        profiles = found["caetic.profile"]
        parts = {model: profiles.mapped(path) for model, path in PARTS.items()}
        return {**parts, **found}

    @api.model
    def _empty(self, records, names=None):
        """No statistics need the parts of a profile: they are deleted (art. 17)."""
        if records._name in PARTS and not names:
            records.unlink()
            return
        super()._empty(records, names)
        if records._name == "caetic.profile" and records and not names:
            records.write(dict.fromkeys(FORGOTTEN, False))

    def _anonymise_identity(self):
        """The profile and what was said of others name the anonymous contact."""
        partner = self.partner_id
        result = super()._anonymise_identity()
        profiles = self.env["caetic.profile"].with_context(active_test=False)
        own = profiles.search([("member_id", "=", self.id)])
        own.write({"partner_id": self.partner_id.id})
        said = self.env["caetic.skill.confirmation"].search(
            [("author_id", "=", partner.id)]
        )
        said.write({"author_id": self.partner_id.id, "note": False})
        return result

    def _get_export_papers(self, whole):
        """Add the documents of the proofs and the pictures, as they are kept."""
        yield from super()._get_export_papers(whole)
        found = self._get_exported_records(whole)
        hung = [
            Domain("res_model", "=", name)
            & Domain("res_field", "=", field)
            & Domain("res_id", "in", found[name].ids)
            for name, field in PAPERS.items()
            if name in found
        ]
        papers = self.env["ir.attachment"].search(Domain.OR(hung), order="res_id")
        for paper in papers:
            title = self.env["ir.model"]._get(paper.res_model).name
            kind = paper.mimetype.rpartition("/")[2]
            yield title, f"{title} {paper.res_id}.{kind}", paper.raw or b""
