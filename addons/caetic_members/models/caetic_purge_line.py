# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticPurgeLine(models.Model):
    """One file of a run: what is emptied of it, or why it stays. It names nobody:
    the name is read through the file, and goes with it."""

    _name = "caetic.purge.line"
    _description = "File of a purge"
    _order = "purge_id, state desc, date_due, id"
    _rec_name = "scope"

    purge_id = fields.Many2one(
        "caetic.purge", required=True, index=True, ondelete="cascade"
    )
    member_id = fields.Many2one(
        "caetic.member", string="Person", index="btree_not_null", ondelete="set null"
    )
    scope = fields.Selection(
        [("file", "Whole file"), ("support", "Social support")], required=True
    )
    category = fields.Selection(
        [
            ("prospect", "Contact"),
            ("candidate", "Candidate"),
            ("staff", "Former member"),
        ]
    )
    date_due = fields.Date(string="Kept until")
    state = fields.Selection(
        [("pending", "To empty"), ("done", "Emptied"), ("kept", "Kept")],
        required=True,
        default="pending",
    )
    note = fields.Text(string="What goes, what stays")
    date_done = fields.Datetime()
    company_id = fields.Many2one(related="purge_id.company_id", store=True)

    _member_uniq = models.UniqueIndex(
        "(purge_id, member_id, scope)", "A file is listed once in a run."
    )

    def _run(self):
        """Empty the files of the lines; what changed since the preview is kept."""
        today = fields.Date.today()
        for scope in ("file", "support"):
            lines = self.filtered(
                lambda one, s=scope: one.scope == s and one.state == "pending"
            )
            late = lines.filtered(lambda one: one._get_new_obstacles(today))
            for line in late:
                obstacles = line._get_new_obstacles(today)
                line.write({"state": "kept", "note": "\n".join(obstacles)})
            ready = lines - late
            members_sudo = ready.member_id
            if scope == "file":
                members_sudo._anonymise_sudo()
            else:
                members_sudo._empty_support_sudo()
            ready.write({"state": "done", "date_done": fields.Datetime.now()})

    def _get_new_obstacles(self, today):
        """Return why a file is no longer due: a hold, a new contact, a new stay."""
        self.ensure_one()
        member = self.member_id
        if self.scope == "file":
            return member._get_purge_obstacles(today)
        if member.is_legal_hold:
            return [self.env._("Legal hold")]
        due = member.support_retention_date
        if not due or due >= today:
            return [self.env._("Kept until %(date)s.", date=due)]
        return []
