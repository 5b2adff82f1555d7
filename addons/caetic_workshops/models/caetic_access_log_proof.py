# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticAccessLogProof(models.Model):
    """Bundles for funders hold names and hours: their exports are noted too."""

    _inherit = "caetic.access.log"

    kind = fields.Selection(
        selection_add=[("proof", "Proof bundle for a funder")],
        ondelete={"proof": "cascade"},
    )

    @api.model
    def _note_proof(self, bundle, records, files):
        """Write one line of the log.

        :param bundle: caetic.proof.bundle that leaves
        :param int records: people it names
        :param int files: papers it holds
        """
        # Nobody writes the log, the exports do in the name of who asked.
        log_sudo = self.sudo()
        return log_sudo.create(
            {
                "kind": "proof",
                "source": "staff",
                "user_id": self.env.uid,
                "record_count": records,
                "file_count": files,
                "company_id": bundle.company_id.id,
            }
        )
