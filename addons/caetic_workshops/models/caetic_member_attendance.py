# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

# Fingerprints and the author of a correction tell nothing of the person: they prove
# the half-days of somebody who was forgotten.
KEPT = {
    "caetic.attendance": {
        "person_hash",
        "seal",
        "seal_previous",
        "signatory_hash",
        "signature_hash",
    },
    "caetic.attendance.correction": {
        "author_name",
        "reason_hash",
        "seal",
        "seal_previous",
    },
}


class CaeticMemberAttendance(models.Model):
    """Attendance among the data of a person: given, then emptied (RGPD art. 15, 17)."""

    _inherit = "caetic.member"

    @api.model
    def _empty_field(self, records, field):
        if field.name in KEPT.get(records._name, ()):
            return
        super()._empty_field(records, field)

    def _get_export_papers(self, whole):
        yield from super()._get_export_papers(whole)
        rows = self._get_exported_records(whole).get("caetic.attendance")
        if not rows:
            return
        pictures = self.env["ir.attachment"].search(
            [
                ("res_model", "=", rows._name),
                ("res_id", "in", rows.ids),
                ("res_field", "=", "signature"),
            ],
            order="res_id",
        )
        for picture in pictures:
            row = rows.browse(picture.res_id)
            name = f"{row.date} {row.slot_id.id}.png"
            yield self.env._("Signatures"), name, picture.raw or b""
