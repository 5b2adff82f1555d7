# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

# What an invoice or an entry of ten years ago must still say of its third party.
ACCOUNTING_FIELDS = {
    "name",
    "street",
    "street2",
    "zip",
    "city",
    "vat",
    "company_registry",
    "ref",
    "lang",
    "tz",
}


class ResPartner(models.Model):
    """Contact of a forgotten person: emptied, or kept for the accounts alone (R802)."""

    _inherit = "res.partner"

    caetic_keep_until = fields.Date(
        string="Kept for the accounts until",
        readonly=True,
        copy=False,
        groups="caetic_members.caetic_members_group_privacy_officer,"
        "caetic_members.caetic_members_group_accountant",
        index="btree_not_null",
    )

    def _caetic_anonymise(self, name):
        """Empty a contact and its addresses; called by a purge only."""
        self.ensure_one()
        members = self.env["caetic.member"]
        for contact in self.with_context(active_test=False).child_ids | self:
            contact.write({"name": name, "caetic_keep_until": False})
            contact._caetic_archive()
            members._empty(contact)

    def _caetic_keep_for_accounting(self, until):
        """Keep of a contact what its accounting documents say, until a day."""
        self.ensure_one()
        members = self.env["caetic.member"]
        texts = {
            field.name
            for field in self._fields.values()
            if field.type in ("char", "text", "html", "binary", "image")
        }
        members._empty(self, texts - ACCOUNTING_FIELDS)
        self.caetic_keep_until = until
        self._caetic_archive()

    def _caetic_archive(self):
        """Archive a contact; Odoo wants its logins closed, and looks for them all."""
        self.with_context(active_test=True).active = False

    @api.model
    def _caetic_get_outdated(self, today):
        """Return the contacts that the accounts need no more."""
        return self.with_context(active_test=False).search(
            [("caetic_keep_until", "<", today)]
        )
