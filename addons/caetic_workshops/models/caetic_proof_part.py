# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.date_utils import float_to_time

from odoo.addons.caetic_members.archive import clean_name

from ..archive import ProofArchive


class CaeticProofPart(models.Model):
    """Papers of one session, made once: a killed bundle goes on after the last one."""

    _name = "caetic.proof.part"
    _description = "Papers of a session in a bundle"
    _order = "bundle_id, event_id, id"
    _rec_name = "event_id"

    bundle_id = fields.Many2one(
        "caetic.proof.bundle", required=True, index=True, ondelete="cascade"
    )
    event_id = fields.Many2one(
        "event.event", string="Session", required=True, index=True, ondelete="cascade"
    )
    attachment_id = fields.Many2one(
        "ir.attachment", string="Papers", ondelete="restrict"
    )
    sheets = fields.Json(
        string="Half-days",
        help="For each half-day, as its sheet was printed: minutes, people present.",
    )
    errors = fields.Json(string="Sheets that cannot be read", default=list)
    sheet_count = fields.Integer(string="Sheets")
    certificate_count = fields.Integer(string="Certificates")
    company_id = fields.Many2one(related="bundle_id.company_id", store=True)

    _event_uniq = models.UniqueIndex(
        "(bundle_id, event_id)", "The papers of this session are made already."
    )

    @api.model
    def _make(self, bundle, event, attendances):
        """Make the papers of a session from the attendance that the bundle counts.

        :returns: caetic.proof.part
        """
        archive = ProofArchive()
        slots = attendances.slot_id.sorted(lambda slot: (slot.start_datetime, slot.id))
        errors = self._add_sheets(archive, event, slots)
        present = attendances.filtered(lambda one: one.state == "present")
        sheet_count = archive.file_count
        self._add_certificates(archive, event, present.registration_id)
        part = self.create(
            {
                "bundle_id": bundle.id,
                "event_id": event.id,
                "sheets": self._count(slots, present),
                "errors": errors,
                "sheet_count": sheet_count,
                "certificate_count": archive.file_count - sheet_count,
            }
        )
        part._keep(archive)
        return part

    @api.model
    def _add_sheets(self, archive, event, slots):
        """Add the sheets; return why some cannot be read."""
        folder = f"Feuilles/{event._caetic_get_folder()}"
        errors = []
        for slot in slots:
            name = f"{slot.date} {float_to_time(slot.start_hour):%Hh%M}"
            try:
                content = slot._get_sheet_pdf()
            except UserError as error:
                # An altered copy stops the bundle, by name; the others are made.
                errors.append(f"{slot.display_name}: {error.args[0]}")
                continue
            archive.add(f"{folder}/Feuille {name}.pdf", content)
        return errors

    @api.model
    def _add_certificates(self, archive, event, registrations):
        folder = f"Attestations/{event._caetic_get_folder()}"
        for registration in registrations.sorted("id"):
            if not registration._caetic_get_certified_rows():
                continue
            name = clean_name(registration.partner_id.name or registration.name)
            content = registration._get_certificate_pdf()
            archive.add(f"{folder}/Attestation {name}.pdf", content)

    @api.model
    def _count(self, slots, present):
        """Return what the sheets say: ``{half-day: [minutes, people present]}``."""
        by_slot = present.grouped("slot_id")
        none = present.browse()
        return {
            str(slot.id): [slot._caetic_get_minutes(), len(by_slot.get(slot, none))]
            for slot in slots
        }

    def _keep(self, archive):
        self.ensure_one()
        file, _size = archive.close()
        with file:
            self.attachment_id = self.env["ir.attachment"].create(
                {
                    "name": f"{self.event_id._caetic_get_folder()}.zip",
                    "raw": file.read(),
                    "mimetype": "application/zip",
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
