# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

KINDS = [
    ("access", "Data of a person (art. 15 and 20)"),
    ("package", "Exit package of an activity"),
]


class CaeticAccessLog(models.Model):
    """Who exported whose data, and when (R809). Written by the exports, by nobody else.

    It outlives what was exported and says nothing of its content.
    """

    _name = "caetic.access.log"
    _description = "Export of personal data"
    _order = "date desc, id desc"
    _rec_name = "kind"

    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    kind = fields.Selection(KINDS, required=True)
    source = fields.Selection([("portal", "Portal"), ("staff", "Staff")], required=True)
    member_id = fields.Many2one(
        "caetic.member", string="Person", index="btree_not_null", ondelete="set null"
    )
    activity_id = fields.Many2one(
        "caetic.activity", index="btree_not_null", ondelete="set null"
    )
    record_count = fields.Integer(string="Records")
    file_count = fields.Integer(string="Files")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    @api.model
    def _note(self, kind, subject, records, files):
        """Write one line of the log.

        :param kind: key of ``KINDS``
        :param subject: caetic.member or caetic.activity whose data left
        :param int records: how many records the export holds
        :param int files: how many papers it holds
        """
        name = "member_id" if subject._name == "caetic.member" else "activity_id"
        source = "staff" if self.env.user._is_internal() else "portal"
        # Nobody writes the log, the exports do in the name of who asked.
        log_sudo = self.sudo()
        return log_sudo.create(
            {
                "kind": kind,
                "source": source,
                "user_id": self.env.uid,
                name: subject.id,
                "record_count": records,
                "file_count": files,
                "company_id": subject.company_id.id,
            }
        )
