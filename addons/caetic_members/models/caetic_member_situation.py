# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticMemberSituation(models.Model):
    """Social situation of a person from a day on: at entry, then at each change.

    Raw facts are stored; categories of funders are derived from them (R703, R704).
    Health is elsewhere, with its own rights (R804).
    """

    _name = "caetic.member.situation"
    _description = "Situation of a person"
    _order = "date desc, id desc"
    _rec_name = "status"

    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(string="Since", required=True, default=fields.Date.context_today)
    status = fields.Selection(
        [
            ("jobseeker_paid", "Jobseeker with benefits (ARE)"),
            ("jobseeker", "Jobseeker without benefits"),
            ("rsa", "Minimum income (RSA)"),
            ("ass", "End-of-rights benefit (ASS)"),
            ("employee", "Employee"),
            ("cooperative", "Paid by the cooperative"),
            ("self_employed", "Self-employed"),
            ("student", "Student"),
            ("retired", "Retired"),
            ("inactive", "Neither employed nor looking for work"),
        ],
        required=True,
    )
    is_full_time_employee = fields.Boolean(
        string="Employed full time",
        help="Bars a CAPE: the law keeps it for those not employed full time "
        "(C. com. L127-1).",
    )
    unemployed_since = fields.Date()
    rights_end_date = fields.Date(string="Benefits end on")
    education = fields.Selection(
        [
            ("2", "No diploma (ISCED 0-2)"),
            ("3", "CAP, BEP (level 3)"),
            ("4", "Baccalaureate (level 4)"),
            ("5", "Two years after it (level 5)"),
            ("6", "Bachelor (level 6)"),
            ("7", "Master or more (levels 7-8)"),
        ],
        string="Highest diploma",
    )
    is_single_parent = fields.Boolean(string="Single parent")
    zip = fields.Char(string="Postcode of residence")
    city = fields.Char(string="Town of residence")
    is_qpv = fields.Boolean(string="Priority district (QPV)")
    is_frr = fields.Boolean(string="Rural revitalisation (FRR)")
    is_rural = fields.Boolean(string="Rural")
    external_activity = fields.Char(string="Work outside the cooperative")
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _date_uniq = models.UniqueIndex(
        "(member_id, date)", "A person has one situation from a given day on."
    )
