# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class HrEmployee(models.Model):
    """HR file of a person: private facts leave no copy in the chatter (R809)."""

    _inherit = "hr.employee"

    place_of_birth = fields.Char(tracking=False)
    country_of_birth = fields.Many2one(tracking=False)
    birthday = fields.Date(tracking=False)
    bank_account_ids = fields.Many2many(tracking=False)
    permit_no = fields.Char(tracking=False)
    visa_no = fields.Char(tracking=False)
    visa_expire = fields.Date(tracking=False)
    work_permit_expiration_date = fields.Date(tracking=False)
    certificate = fields.Selection(tracking=False)
    study_field = fields.Char(tracking=False)
    study_school = fields.Char(tracking=False)
    emergency_contact = fields.Char(tracking=False)
    emergency_phone = fields.Char(tracking=False)
