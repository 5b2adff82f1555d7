# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError

from ..archive import Archive, clean_name

# Papers a volume: what one transaction makes and memory holds.
VOLUME_SIZE = 200
# Days that a package can be fetched; then it is deleted, and asked for again.
KEPT_DAYS = 15


class CaeticExitPackage(models.Model):
    """What an entrepreneur takes away of an activity, in volumes.

    The first holds the tables and the first papers; each further one, the next papers.
    A volume is one transaction: 20,000 invoices make a hundred of them, made by the
    scheduler one after the other, and a killed build goes on where it stopped.
    """

    _name = "caetic.exit.package"
    _description = "Exit package"
    _order = "date desc, id desc"
    _rec_name = "activity_id"

    activity_id = fields.Many2one(
        "caetic.activity", required=True, index=True, ondelete="cascade", readonly=True
    )
    date = fields.Datetime(
        string="Asked on", required=True, default=fields.Datetime.now, readonly=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Asked by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    state = fields.Selection(
        [("waiting", "In preparation"), ("ready", "Ready")],
        default="waiting",
        required=True,
        readonly=True,
        index=True,
    )
    volume_ids = fields.One2many(
        "ir.attachment",
        "res_id",
        string="Volumes",
        domain=[("res_model", "=", "caetic.exit.package")],
        readonly=True,
    )
    volume_count = fields.Integer(string="Volumes made", readonly=True)
    volume_total = fields.Integer(string="Volumes in all", readonly=True)
    company_id = fields.Many2one(related="activity_id.company_id", store=True)

    _waiting_uniq = models.UniqueIndex(
        "(activity_id) WHERE state = 'waiting'",
        "A package of this activity is already in preparation.",
    )

    def _build(self):
        """Make the volumes that are not made yet, each one saved."""
        self.ensure_one()
        slices = self._get_slices()
        self.volume_total = len(slices)
        while self.volume_count < len(slices):
            self._lock()
            self._build_volume(slices[self.volume_count])
            self.volume_count += 1
            left = len(slices) - self.volume_count
            if left:
                # What is made is kept, and forgotten by the memory.
                self.env["ir.cron"]._commit_progress(1, remaining=left)
                self.env.invalidate_all()
        self.state = "ready"

    def _lock(self):
        try:
            self.lock_for_update()
        except LockError as error:
            # The scheduler and the asker met: whoever came first goes on.
            raise UserError(
                self.env._("This package is being prepared just now.")
            ) from error

    def _get_slices(self):
        """Return the papers of each volume: lists of ``(model, identifiers)``."""
        self.ensure_one()
        slices = []
        for model, ids in self.activity_id._exit_get_papers():
            slices += [
                [(model, ids[start : start + VOLUME_SIZE])]
                for start in range(0, len(ids), VOLUME_SIZE)
            ]
        small = sum(len(ids) for part in slices for _model, ids in part) <= VOLUME_SIZE
        return [[one for part in slices for one in part]] if small else slices

    def _build_volume(self, papers):
        self.ensure_one()
        # The scheduler speaks English; whoever asked reads their own language.
        activity = self.activity_id.with_context(lang=self.user_id.lang)
        archive = Archive()
        first = not self.volume_count
        if first:
            activity._exit_write_tables(archive)
        for model, ids in papers:
            for folder, name, content in activity._exit_read_papers(model, ids):
                archive.add_file(folder, name, content)
        file, _size = archive.close()
        with file:
            self.env["ir.attachment"].create(
                {
                    "name": self._get_volume_name(),
                    "raw": file.read(),
                    "mimetype": "application/zip",
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        self.env["caetic.access.log"].with_user(self.user_id)._note(
            "package", activity, archive.row_count, archive.file_count
        )

    def _get_volume_name(self):
        self.ensure_one()
        brand = clean_name(self.activity_id.name)
        day = self.date.strftime("%Y-%m-%d")
        if self.volume_total <= 1:
            return f"{brand} {day}.zip"
        rank = f"{self.volume_count + 1:03d}-{self.volume_total:03d}"
        return f"{brand} {day} {rank}.zip"

    @api.model
    def _cron_build(self):
        """Make what waits, and delete what has been there to fetch long enough."""
        for package in self.search([("state", "=", "waiting")], order="id"):
            package._build()
        limit = fields.Datetime.now() - relativedelta(days=KEPT_DAYS)
        self.search([("date", "<", limit), ("state", "=", "ready")]).unlink()
