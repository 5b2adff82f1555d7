# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

BATCH_SIZE = 20


class CaeticPurge(models.Model):
    """A run that empties what has been kept long enough (R802, RGPD art. 5, 1, e).

    Prepared, shown, then run by slices that are each saved: killed at any point, it
    resumes. It is its own log: who, when, how many; it names nobody.
    """

    _name = "caetic.purge"
    _inherit = "caetic.batch.mixin"
    _description = "Purge of personal data"
    _order = "date desc, id desc"
    _rec_name = "date"

    date = fields.Date(
        string="As of", required=True, default=fields.Date.context_today, readonly=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Run by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    date_done = fields.Datetime(string="Ended on", readonly=True)
    state = fields.Selection(
        [
            ("draft", "To prepare"),
            ("ready", "Prepared"),
            ("running", "Running"),
            ("done", "Done"),
        ],
        default="draft",
        required=True,
        readonly=True,
    )
    line_ids = fields.One2many("caetic.purge.line", "purge_id", string="Files")
    file_count = fields.Integer(
        string="Files to empty", compute="_compute_counts", store=True
    )
    support_count = fields.Integer(
        string="Social support to empty", compute="_compute_counts", store=True
    )
    kept_count = fields.Integer(
        string="Files held", compute="_compute_counts", store=True
    )
    done_count = fields.Integer(string="Emptied", compute="_compute_counts", store=True)
    contact_count = fields.Integer(
        string="Contacts the accounts need no more", readonly=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    @api.depends("line_ids.scope", "line_ids.state")
    def _compute_counts(self):
        for purge in self:
            lines = purge.line_ids
            purge.kept_count = len(lines.filtered(lambda one: one.state == "kept"))
            purge.done_count = len(lines.filtered(lambda one: one.state == "done"))
            meant = lines.filtered(lambda one: one.state != "kept")
            purge.file_count = len(meant.filtered(lambda one: one.scope == "file"))
            purge.support_count = len(meant) - purge.file_count

    def action_prepare(self):
        """List who is due, what would go, what stays and why. Changes nothing else."""
        self.check_access("write")
        for purge in self:
            if purge.state not in ("draft", "ready"):
                raise UserError(self.env._("This run has begun: resume it."))
            purge._prepare_lines_sudo()

    def _prepare_lines_sudo(self):
        self.ensure_one()
        # Nobody adds or takes a line by hand: the clocks decide.
        purge_sudo = self.sudo()
        purge_sudo.line_ids.unlink()
        purge_sudo._refresh_clocks()
        purge_sudo.line_ids = [
            fields.Command.create(purge_sudo._prepare_line(member_sudo, scope))
            for scope in ("file", "support")
            for member_sudo in purge_sudo._get_due(scope)
        ]
        purge_sudo.write(
            {
                "contact_count": len(purge_sudo._get_outdated_contacts()),
                "state": "ready",
            }
        )

    def _refresh_clocks(self):
        """Recompute the stored dates: a legal length may have changed since."""
        files = self.env["caetic.member"].with_context(active_test=False)
        alive = files.search(
            [
                ("company_id", "=", self.company_id.id),
                ("anonymised_on", "=", False),
            ]
        )
        alive._compute_retention()

    def _get_due(self, scope):
        """Files of the company whose clock has run out, or that a hold keeps."""
        files = self.env["caetic.member"].with_context(active_test=False)
        domain = [("company_id", "=", self.company_id.id)]
        due = files.search(domain + files._get_due_domain(self.date, scope))
        if scope == "file":
            due |= files.search(
                [
                    *domain,
                    ("is_legal_hold", "=", True),
                    ("anonymised_on", "=", False),
                ]
            )
        return due

    def _get_outdated_contacts(self):
        return self.env["res.partner"]._caetic_get_outdated(self.date)

    def _prepare_line(self, member, scope):
        obstacles = member._get_purge_obstacles(self.date) if scope == "file" else []
        return {
            "member_id": member.id,
            "scope": scope,
            "state": "kept" if obstacles else "pending",
            "category": member.retention_category,
            "date_due": member.retention_date
            if scope == "file"
            else member.support_retention_date,
            "note": member._get_purge_note(scope, obstacles),
        }

    def action_run(self):
        """Empty what was prepared; run again after a failure, it goes on."""
        self.check_access("write")
        for purge in self:
            if purge.state not in ("ready", "running"):
                raise UserError(self.env._("Prepare the run and read it first."))
            purge._run_sudo()

    def _run_sudo(self):
        self.ensure_one()
        # The run writes what no role may: HR files, messages, sealed texts.
        purge_sudo = self.sudo()
        purge_sudo.write({"state": "running", "user_id": self.env.uid})
        pending = purge_sudo.line_ids.filtered(lambda one: one.state == "pending")
        purge_sudo._run_batches(pending, lambda lines: lines._run(), BATCH_SIZE)
        purge_sudo._forget_contacts()
        purge_sudo.write({"state": "done", "date_done": fields.Datetime.now()})

    def _get_busy_message(self):
        return self.env._("Somebody else is running this purge just now.")

    def _forget_contacts(self):
        """Contacts that only the accounts kept, and keep no longer."""
        for contact in self._get_outdated_contacts():
            contact._caetic_anonymise(
                self.env._("Anonymised contact %(number)s", number=contact.id)
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_unrun(self):
        if any(purge.state in ("running", "done") for purge in self):
            raise UserError(self.env._("A run is kept: it proves what was emptied."))
