# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticDeskProof(models.Model):
    """What waits for the coordinator: bundles that stopped, complaints, the BPF."""

    _inherit = "caetic.desk"

    def _get_queues(self, today):
        return {
            **super()._get_queues(today),
            "proofs": {
                "model": "caetic.proof.bundle",
                "domain": [("state", "=", "stopped")],
                "action": "caetic_workshops.caetic_proof_bundle_action",
            },
            "complaints": {
                "model": "caetic.training.complaint",
                "domain": [("state", "=", "open")],
                "action": "caetic_workshops.caetic_training_complaint_action",
            },
            "training_report": {
                "model": "caetic.training.report",
                "domain": [("date_sent", "=", False), ("year", "<", today.year)],
                "action": "caetic_workshops.caetic_training_report_action",
            },
        }
