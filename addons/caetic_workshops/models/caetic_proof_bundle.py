# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

COORDINATOR = "caetic_members.caetic_members_group_coordinator"
# As the French write it, whoever reads.
DAY = "%d/%m/%Y"


class CaeticProofBundle(models.Model):
    """What proves the hours of a period to a funder, in one ZIP.

    Signed sheets, programmes, certificates, and a list of hours whose sum is that of
    the sheets. A broken seal, an open sheet or hours that differ stop it.
    """

    _name = "caetic.proof.bundle"
    _description = "Proof bundle"
    _inherit = ["caetic.batch.mixin"]
    _order = "date_to desc, id desc"

    name = fields.Char(compute="_compute_name", store=True)
    funder_id = fields.Many2one(
        "res.partner",
        required=True,
        domain="[('caetic_organisation_kind', '=', 'funder')]",
        index=True,
        ondelete="restrict",
    )
    funded_action_id = fields.Many2one(
        "caetic.funded.action",
        string="Funded action",
        domain="[('funder_id', '=', funder_id)]",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: all that this funder pays for.",
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", required=True)
    state = fields.Selection(
        [
            ("draft", "To prepare"),
            ("running", "In preparation"),
            ("stopped", "Stopped"),
            ("done", "Final"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    part_ids = fields.One2many(
        "caetic.proof.part", "bundle_id", string="Parts", readonly=True
    )
    problem_ids = fields.One2many(
        "caetic.proof.problem", "bundle_id", string="Problems", readonly=True
    )
    problem_count = fields.Integer(compute="_compute_problem_count")
    session_count = fields.Integer(string="Sessions", readonly=True, copy=False)
    session_done = fields.Integer(string="Sessions made", readonly=True, copy=False)
    progress = fields.Float(compute="_compute_progress")
    people_count = fields.Integer(string="People", readonly=True, copy=False)
    participant_count = fields.Integer(
        string="Participants",
        readonly=True,
        copy=False,
        help="People who count for the funder: seen long enough, with complete data "
        "where the action wants it (R702).",
    )
    hours = fields.Float(
        string="Hours of people", digits=(16, 2), readonly=True, copy=False
    )
    attachment_id = fields.Many2one(
        "ir.attachment", string="Bundle", readonly=True, copy=False, ondelete="restrict"
    )
    sha256 = fields.Char(string="Fingerprint (SHA-256)", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users",
        string="Asked by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    _dates = models.Constraint(
        "CHECK (date_to >= date_from)", "The period ends before it starts."
    )

    @api.depends("funder_id.name", "funded_action_id.name", "date_from", "date_to")
    def _compute_name(self):
        for bundle in self:
            what = bundle.funded_action_id.name or bundle.funder_id.name or ""
            days = (bundle.date_from, bundle.date_to)
            words = [what, *(f"{day:{DAY}}" for day in days if day)]
            bundle.name = " ".join(words).strip()

    @api.depends("problem_ids")
    def _compute_problem_count(self):
        for bundle in self:
            bundle.problem_count = len(bundle.problem_ids)

    @api.depends("session_count", "session_done")
    def _compute_progress(self):
        for bundle in self:
            total = bundle.session_count
            bundle.progress = 100 * bundle.session_done / total if total else 0

    # -- what it proves ---------------------------------------------------------------

    def _get_domain(self):
        """Return the attendance that the funder pays for, in the period."""
        self.ensure_one()
        domain = Domain(
            [
                ("company_id", "=", self.company_id.id),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
                ("funded_action_id.funder_id", "=", self.funder_id.id),
                # Information meetings have no module, and nobody is counted there.
                ("module_id", "!=", False),
            ]
        )
        if self.funded_action_id:
            domain &= Domain("funded_action_id", "=", self.funded_action_id.id)
        return domain

    def _get_attendances(self):
        self.ensure_one()
        return self.env["caetic.attendance"].search(
            self._get_domain(), order="date, slot_id, partner_id, id"
        )

    # -- steps ------------------------------------------------------------------------

    def action_prepare(self):
        """Have the bundle made by the scheduler, from what is there now."""
        for bundle in self:
            if bundle.state == "running":
                raise UserError(bundle._get_busy_message())
            bundle._check_access_of_asker()
            bundle._reset()
            bundle.state = "running"
        # Whoever asks may not run the scheduler; this one job only is called.
        cron_sudo = self.env.ref("caetic_workshops.ir_cron_proof_bundle").sudo()
        cron_sudo._trigger()

    def _check_access_of_asker(self):
        self.check_access("write")
        if not self.env.user.has_group(COORDINATOR):
            raise UserError(self.env._("Coordinators prepare proofs."))

    def action_reset(self):
        """Forget what was made: the next one is made from what is there then."""
        self._check_access_of_asker()
        self._reset()

    def _reset(self):
        # Parts and papers are the scheduler's: the asker was checked.
        bundles_sudo = self.sudo()
        papers_sudo = bundles_sudo.attachment_id | bundles_sudo.part_ids.attachment_id
        bundles_sudo.part_ids.unlink()
        bundles_sudo.problem_ids.unlink()
        bundles_sudo.write(
            {
                "state": "draft",
                "attachment_id": False,
                "sha256": False,
                "session_count": 0,
                "session_done": 0,
                "people_count": 0,
                "participant_count": 0,
                "hours": 0,
                "user_id": self.env.uid,
            }
        )
        # Those of the parts went with them.
        papers_sudo.exists().unlink()

    def action_download(self):
        """Download the bundle."""
        self.ensure_one()
        self.check_access("read")
        if not self.attachment_id:
            raise UserError(self.env._("This bundle is not made yet."))
        papers = self.part_ids
        files = sum(papers.mapped("sheet_count") + papers.mapped("certificate_count"))
        self.env["caetic.access.log"]._note_proof(self, self.people_count, files)
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.attachment_id.id}?download=true",
            "target": "download",
        }

    def action_open_attendances(self):
        """Open the attendance that the bundle counts."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "caetic.attendance",
            "view_mode": "list,pivot",
            "domain": list(self._get_domain()),
            "context": {"create": False},
        }

    def _get_busy_message(self):
        return self.env._("This bundle is being prepared just now.")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_final(self):
        if self.filtered("attachment_id"):
            raise UserError(
                self.env._("A final bundle is kept: it says what the funder was told.")
            )
