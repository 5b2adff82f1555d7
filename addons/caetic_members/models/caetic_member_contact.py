# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import email_normalize

CONTACT = ("name", "email", "phone", "street", "zip", "city")


class CaeticMemberContact(models.Model):
    """Private address of a person: made with them, found again by e-mail."""

    _inherit = "caetic.member"
    _rec_names_search = ["name", "partner_id.email"]

    street = fields.Char(related="partner_id.street", readonly=False)
    zip = fields.Char(related="partner_id.zip", readonly=False)
    city = fields.Char(related="partner_id.city", readonly=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Make the contact of a person that is given by name only."""
        unknown = [
            vals
            for vals in vals_list
            if not vals.get("partner_id") and vals.get("name")
        ]
        contacts = self.env["res.partner"].create(
            [{name: vals.pop(name, False) for name in CONTACT} for vals in unknown]
        )
        for vals, contact in zip(unknown, contacts, strict=True):
            vals["partner_id"] = contact.id
        return super().create(vals_list)

    @api.model
    def _find_by_email(self, email):
        """Return the stays of whoever has an e-mail address, the last one first."""
        address = email_normalize(email)
        if not address:
            return self.browse()
        domain = [("partner_id.email_normalized", "=", address)]
        return self.search(domain, order="id desc")
