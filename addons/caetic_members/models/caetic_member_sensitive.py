# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

PRIVACY = "caetic_members.caetic_members_group_privacy_officer"
ANSWERS = [("yes", "Yes"), ("no", "No"), ("refused", "Refuses to answer")]


class CaeticMemberSensitive(models.Model):
    """Health and origin of a person, apart from the rest of the file (R804).

    Only what a funder or occupational health asks for: yes, no, or refuses to answer.
    Never a diagnosis; nothing on offences (RGPD art. 9 and 10). No chatter, no
    tracking: each would copy what it says elsewhere.
    """

    _name = "caetic.member.sensitive"
    _description = "Sensitive facts"
    _rec_name = "member_id"

    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="cascade"
    )
    disability = fields.Selection(
        ANSWERS, string="Recognised disability (RQTH)", groups=PRIVACY
    )
    disability_end = fields.Date(string="Recognised until", groups=PRIVACY)
    disability_benefit = fields.Selection(
        ANSWERS, string="Disability benefit (AAH)", groups=PRIVACY
    )
    third_country = fields.Selection(
        ANSWERS,
        string="National of a third country",
        groups=PRIVACY,
        help="Asked by FSE+ (EECO14).",
    )
    refugee = fields.Selection(
        ANSWERS,
        string="Refugee or foreign origin",
        groups=PRIVACY,
        help="Asked by FSE+ (EECO15).",
    )
    medical_visit_date = fields.Date(string="Last medical visit")
    medical_visit_next = fields.Date(string="Next medical visit")
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _member_uniq = models.UniqueIndex(
        "(member_id)", "The sensitive facts of this person are already here."
    )
    _visits_ordered = models.Constraint(
        "CHECK (medical_visit_date IS NULL OR medical_visit_next IS NULL "
        "OR medical_visit_next > medical_visit_date)",
        "The next medical visit comes after the last one.",
    )
