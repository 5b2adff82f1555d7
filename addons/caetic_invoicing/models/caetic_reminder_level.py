# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .. import engine

KINDS = [("mail", "E-mail"), ("letter", "Registered letter by staff")]


class CaeticReminderLevel(models.Model):
    """A step of the reminders of the cooperative: friendly, firm, formal notice."""

    _name = "caetic.reminder.level"
    _description = "Level of reminders"
    _order = "days, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    days = fields.Integer(
        string="Days late",
        required=True,
        default=5,
        help="After the due date. Two levels are as far from each other as their days.",
    )
    kind = fields.Selection(
        KINDS,
        required=True,
        default="mail",
        help="A letter waits for staff, who print it and post it (C. civ. art. 1344).",
    )
    is_automatic = fields.Boolean(
        string="Sent automatically",
        help="Else the entrepreneur sends it from the portal.",
    )
    template_id = fields.Many2one(
        "mail.template",
        string="E-mail",
        domain="[('model', '=', 'account.move')]",
        ondelete="restrict",
    )
    greeting = fields.Char(required=True, size=engine.GREETING_LIMIT)
    message = fields.Text(
        string="Text",
        required=True,
        help="The entrepreneur may change it before it leaves.",
    )
    company_id = fields.Many2one("res.company", help="Empty: for every company.")

    _days_positive = models.Constraint(
        "CHECK (days > 0)", "A reminder leaves after the due date."
    )
    _days_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), days) WHERE active",
        "Two levels cannot fall on the same day.",
    )

    @api.constrains("kind", "template_id")
    def _check_template(self):
        if self.filtered(lambda level: level.kind == "mail" and not level.template_id):
            raise ValidationError(self.env._("Choose the e-mail of this level."))

    @api.constrains("message")
    def _check_message(self):
        if any(len(level.message) > engine.MESSAGE_LIMIT for level in self):
            raise ValidationError(
                self.env._(
                    "A reminder has %(limit)s characters at most.",
                    limit=engine.MESSAGE_LIMIT,
                )
            )

    @api.model
    def _get_all_sudo(self):
        """Every level in use; the same for all entrepreneurs."""
        # The levels are no secret: whoever sends a reminder needs them.
        return self.sudo().search([("active", "=", True)])

    def _of_company(self, company):
        """Levels that hold for a company."""
        return self.filtered(lambda one: one.company_id in (company.browse(), company))
