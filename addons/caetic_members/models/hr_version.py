# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from stdnum.exceptions import ValidationError as NumberError
from stdnum.fr import nir

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HrVersion(models.Model):
    """HR file: private facts leave no copy in the chatter (R809), the NIR is checked.

    Odoo tracks these fields. A tracked value stays in the messages for years, and is
    read by whoever reads the chatter: identity papers, address, family, pay.
    """

    _inherit = "hr.version"

    ssnid = fields.Char(tracking=False)
    identification_id = fields.Char(tracking=False)
    passport_id = fields.Char(tracking=False)
    passport_expiration_date = fields.Date(tracking=False)
    sex = fields.Selection(tracking=False)
    country_id = fields.Many2one(tracking=False)
    private_street = fields.Char(tracking=False)
    private_street2 = fields.Char(tracking=False)
    private_city = fields.Char(tracking=False)
    private_state_id = fields.Many2one(tracking=False)
    private_zip = fields.Char(tracking=False)
    private_country_id = fields.Many2one(tracking=False)
    distance_home_work = fields.Integer(tracking=False)
    km_home_work = fields.Integer(tracking=False)
    distance_home_work_unit = fields.Selection(tracking=False)
    marital = fields.Selection(tracking=False)
    spouse_complete_name = fields.Char(tracking=False)
    spouse_birthdate = fields.Date(tracking=False)
    children = fields.Integer(tracking=False)
    departure_reason_id = fields.Many2one(tracking=False)
    additional_note = fields.Text(tracking=False)
    # The versions themselves are the history of the pay.
    wage = fields.Monetary(tracking=False)

    @api.constrains("ssnid")
    def _check_ssnid(self):
        """Refuse a NIR whose length or key is wrong (R803: payroll only)."""
        result = super()._check_ssnid()
        for version in self.filtered("ssnid"):
            if version.country_code != "FR":
                continue
            try:
                nir.validate(version.ssnid)
            except NumberError as error:
                raise ValidationError(
                    self.env._(
                        "This social security number is not valid: 13 characters and a "
                        "key of 2 digits, as on the Vitale card."
                    )
                ) from error
        return result
