# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

STATES = [
    ("none", "Not asked"),
    ("asked", "Asked"),
    ("agreed", "Agreed"),
    ("contested", "Contested"),
]


class CaeticPurchasePart(models.Model):
    """An activity that a supplier's bill concerns, and what it says of it.

    What it takes is read from the lines of the bill: nothing is kept beside them.
    """

    _name = "caetic.purchase.part"
    _description = "Part of a supplier's bill"
    _order = "move_id, id"
    _rec_name = "activity_id"

    move_id = fields.Many2one(
        "account.move", string="Bill", required=True, index=True, ondelete="cascade"
    )
    activity_id = fields.Many2one(
        "caetic.activity", required=True, index=True, ondelete="restrict"
    )
    state = fields.Selection(STATES, string="Agreement", required=True, default="none")
    reason = fields.Text(string="Why it is contested", readonly=True)
    answer_user_id = fields.Many2one("res.users", string="Answered by", readonly=True)
    answer_date = fields.Datetime(string="Answered on", readonly=True)
    company_id = fields.Many2one(related="move_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    cost = fields.Monetary(
        compute="_compute_cost",
        compute_sudo=True,
        help="What it takes off the activity's account: without VAT, but for the VAT "
        "that cannot be deducted.",
    )

    _move_activity_uniq = models.UniqueIndex(
        "(move_id, activity_id)", "This activity has its part of the bill already."
    )

    @api.depends("move_id.line_ids.caetic_amount", "activity_id")
    def _compute_cost(self):
        groups = self.env["account.move.line"]._read_group(
            [
                ("move_id", "in", self.move_id.ids),
                ("caetic_activity_id", "in", self.activity_id.ids),
                ("caetic_term", "=", "cost"),
            ],
            ["move_id", "caetic_activity_id"],
            ["caetic_amount:sum"],
        )
        costs = {(move, activity): -amount for move, activity, amount in groups}
        for part in self:
            part.cost = costs.get((part.move_id, part.activity_id), 0)

    def _ask(self):
        """Ask the activities whether the bill is theirs, and tell them by e-mail."""
        untold = self.filtered(lambda part: part.state != "asked")
        untold.write({"state": "asked", "reason": False})
        untold._send_mail("asked")

    def _tell(self):
        """Tell the activities by e-mail that staff gave them a bill."""
        self._send_mail("told")

    def _send_mail(self, name):
        template = self.env.ref(f"caetic_purchases.mail_template_part_{name}")
        template.send_mail_batch(
            self.ids, email_layout_xmlid="mail.mail_notification_light"
        )

    def _answer(self, agreed, reason=""):
        """Note the answer of a member of the activity."""
        self.write(
            {
                "state": "agreed" if agreed else "contested",
                "reason": reason or False,
                "answer_user_id": self.env.uid,
                "answer_date": fields.Datetime.now(),
            }
        )

    def _get_portal_path(self):
        """Return the path of the page of the bill."""
        self.ensure_one()
        return f"/my/activities/{self.activity_id.id}/purchases/{self.move_id.id}"
