# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL, format_date

EXPIRY_DAYS = 7
SHOWN = 5


class CaeticActivity(models.Model):
    """What an activity may send alone, its conditions, its quotes to look after."""

    _inherit = "caetic.activity"

    auto_send_quote = fields.Boolean(
        string="Sends its quotes alone",
        default=True,
        tracking=True,
        help="Up to the amount below which it posts alone; beyond it staff read first.",
    )
    quote_conditions = fields.Text(
        string="Own conditions of sale",
        help="Proposed on each new quote, before the cooperative's general conditions.",
    )

    def action_open_quotes(self):
        """Open the quotes of the activity."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_quotes.sale_order_action_quotes"
        )
        return {**action, "domain": [("caetic_activity_id", "=", self.id)]}

    def _get_todo_sources(self):
        """Quotes sent back, signed ones to invoice, those about to expire."""
        return [
            *super()._get_todo_sources(),
            (self._get_refused_quote_todo, self._sql_refused_quote_todo()),
            (self._get_quote_stage_todo, self._sql_quote_stage_todo()),
            (self._get_expiry_todo, self._sql_expiry_todo()),
        ]

    def _sql_refused_quote_todo(self):
        return SQL(
            """
            SELECT FROM sale_order
            WHERE caetic_activity_id = %s AND caetic_approval_state = 'refused'
            """,
            self.id,
        )

    def _sql_quote_stage_todo(self):
        return SQL(
            """
            SELECT FROM sale_order quote
            JOIN caetic_quote_stage stage ON stage.order_id = quote.id
            WHERE quote.caetic_activity_id = %s AND quote.state = 'sale'
            AND stage.move_id IS NULL
            """,
            self.id,
        )

    def _sql_expiry_todo(self):
        return SQL(
            """
            SELECT FROM sale_order
            WHERE caetic_activity_id = %s AND state = 'sent' AND validity_date >= %s
            """,
            self.id,
            fields.Date.context_today(self),
        )

    def _get_refused_quote_todo(self):
        self.ensure_one()
        quotes_sudo = self._get_quotes_sudo().search(
            [*self._get_quote_domain(), ("caetic_approval_state", "=", "refused")],
            limit=SHOWN,
        )
        return [
            {
                "title": self.env._(
                    "Correct your quote for %(customer)s",
                    customer=quote.partner_id.name,
                ),
                "url": f"/my/activities/{self.id}/quotes/{quote.id}/edit",
                "level": "info",
            }
            for quote in quotes_sudo
        ]

    def _get_quote_stage_todo(self):
        """Payments of signed quotes whose day has come, or that have none."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        # Schedules are not readable on the portal: those of this activity only.
        stages_sudo = self.env["caetic.quote.stage"].sudo()
        due_sudo = stages_sudo.search(
            [
                ("order_id.caetic_activity_id", "=", self.id),
                ("order_id.state", "=", "sale"),
                ("move_id", "=", False),
                ("date", "<=", today),
            ],
            limit=SHOWN,
        ) | stages_sudo.search(
            [
                ("order_id.caetic_activity_id", "=", self.id),
                ("order_id.state", "=", "sale"),
                ("move_id", "=", False),
                ("kind", "=", "deposit"),
            ],
            limit=SHOWN,
        )
        return [self._prepare_quote_stage_todo(stage) for stage in due_sudo]

    def _prepare_quote_stage_todo(self, stage):
        order = stage.order_id
        return {
            "title": self.env._(
                "Signed quote to invoice: %(title)s, %(customer)s",
                title=stage._get_title(),
                customer=order.partner_id.name,
            ),
            "url": f"/my/activities/{self.id}/quotes/{order.id}",
            "level": "info",
        }

    def _get_expiry_todo(self):
        self.ensure_one()
        today = fields.Date.context_today(self)
        quotes_sudo = self._get_quotes_sudo().search(
            [
                *self._get_quote_domain(),
                ("state", "=", "sent"),
                ("validity_date", ">=", today),
                ("validity_date", "<=", fields.Date.add(today, days=EXPIRY_DAYS)),
            ],
            order="validity_date, id",
            limit=SHOWN,
        )
        return [
            {
                "title": self.env._(
                    "Your quote for %(customer)s is valid until %(day)s",
                    customer=quote.partner_id.name,
                    day=format_date(self.env, quote.validity_date),
                ),
                "url": f"/my/activities/{self.id}/quotes/{quote.id}",
                "level": "info",
            }
            for quote in quotes_sudo
        ]
