# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

COORDINATOR = "caetic_members.caetic_members_group_coordinator"
ACCOUNTANT = "caetic_members.caetic_members_group_accountant"
COMING = ("open", "done")


class EventEventLife(models.Model):
    """What happens to a session: announced, warned of, cancelled, paid for."""

    _inherit = "event.event"

    caetic_is_warned = fields.Boolean(
        string="Warned of too few people", readonly=True, copy=False
    )
    caetic_is_paid = fields.Boolean(
        string="Facilitators paid", compute="_compute_caetic_is_paid"
    )
    caetic_can_pay = fields.Boolean(
        string="Facilitators to pay", compute="_compute_caetic_is_paid"
    )

    @api.depends(
        "caetic_facilitator_ids.transfer_id.state",
        "caetic_facilitator_ids.kind",
        "caetic_facilitator_ids.amount",
        "caetic_facilitator_ids.activity_id",
    )
    def _compute_caetic_is_paid(self):
        for event in self:
            owed = event.caetic_facilitator_ids.filtered(lambda one: one._is_owed())
            paid = event.caetic_facilitator_ids.filtered("transfer_id")
            event.caetic_is_paid = bool(paid) and not owed
            event.caetic_can_pay = bool(owed) and event._caetic_is_over()

    # -- announced ----------------------------------------------------------------

    def action_caetic_announce(self):
        """Show the sessions to the members and open registration."""
        stage = self.env["event.stage"].search(
            [("caetic_is_open", "=", True), ("pipe_end", "=", False)], limit=1
        )
        if not stage:
            raise UserError(self.env._("No stage of events is shown to members."))
        for event in self.filtered("caetic_module_id"):
            if not event.event_slot_ids:
                raise UserError(
                    self.env._("“%(name)s” has no half-day yet.", name=event.name)
                )
        self.filtered("caetic_module_id").write({"stage_id": stage.id})

    # -- cancelled ----------------------------------------------------------------

    def action_caetic_cancel(self):
        """Cancel the sessions and write to all who were to come or waited."""
        sessions = self.filtered(
            lambda one: one.caetic_module_id and one.kanban_state != "cancel"
        )
        sessions.write({"kanban_state": "cancel"})
        registrations = sessions.registration_ids.filtered(
            lambda one: one.state in ("open", "waiting")
        )
        registrations.with_context(caetic_session_cancelled=True).action_cancel()

    # -- too few people -----------------------------------------------------------

    @api.model
    def _cron_caetic_sessions(self):
        """Warn of sessions with too few people, pay entrepreneurs who facilitated."""
        self._caetic_warn_minimum()
        since = fields.Datetime.subtract(fields.Datetime.now(), months=3)
        ended = self.search(
            [
                ("caetic_module_id", "!=", False),
                ("kanban_state", "!=", "cancel"),
                ("date_end", "<", fields.Datetime.now()),
                ("date_end", ">", since),
                ("caetic_facilitator_ids.kind", "=", "entrepreneur"),
                ("caetic_facilitator_ids.transfer_id", "=", False),
            ]
        )
        ended._caetic_pay_facilitators(again=False)

    @api.model
    def _caetic_warn_minimum(self):
        now = fields.Datetime.now()
        events = self.search(
            [
                ("caetic_module_id", "!=", False),
                ("caetic_seats_min", ">", 0),
                ("caetic_is_warned", "=", False),
                ("kanban_state", "!=", "cancel"),
                ("date_begin", ">", now),
            ]
        )
        for event in events.filtered("caetic_is_under_minimum"):
            company = event.company_id or self.env.company
            days = company.caetic_minimum_days
            if event.date_begin <= fields.Datetime.add(now, days=days):
                event._caetic_warn()

    def _caetic_warn(self):
        """Leave a reminder to whoever is responsible; Odoo mails it."""
        self.ensure_one()
        self.caetic_is_warned = True
        if self.user_id:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=self.user_id.id,
                summary=self.env._(
                    "Too few people: %(taken)s of %(least)s. Go on or cancel.",
                    taken=self.seats_taken,
                    least=self.caetic_seats_min,
                ),
            )

    # -- paid ---------------------------------------------------------------------

    def _caetic_is_over(self):
        self.ensure_one()
        return self.date_end <= fields.Datetime.now()

    def _caetic_is_filled(self):
        """Tell whether everybody's attendance is noted for every half-day."""
        self.ensure_one()
        coming = self.registration_ids.filtered(lambda one: one.state in COMING)
        # A count of what is noted, for those who pay: not who was there.
        attendances_sudo = self.env["caetic.attendance"].sudo()
        noted = attendances_sudo.search_count(
            [("registration_id", "in", coming.ids), ("state", "!=", "registered")]
        )
        return bool(self.event_slot_ids) and noted == len(coming) * len(
            self.event_slot_ids
        )

    def action_caetic_pay(self):
        """Pay now the entrepreneurs who facilitated.

        :raises AccessError: for others than coordinators and accountants
        :raises UserError: the session is not over, or attendance is not noted
        """
        if not self.env.user.has_groups(f"{COORDINATOR},{ACCOUNTANT}"):
            raise AccessError(self.env._("Only coordinators and accountants pay."))
        for event in self:
            if not event._caetic_is_over() or not event._caetic_is_filled():
                raise UserError(
                    self.env._(
                        "“%(name)s” is paid once it is over and attendance is noted.",
                        name=event.name,
                    )
                )
        self._caetic_pay_facilitators()

    def _caetic_pay_facilitators(self, again=True):
        """Transfer to each entrepreneur what the cooperative owes (R426).

        The cooperative set the amount and the entrepreneur ran the session at it:
        both have agreed. Work inside the cooperative is no sale: no invoice, no VAT.

        :param bool again: whether those whose transfer was cancelled are paid anew
        """
        done = self.filtered(
            lambda one: (
                one.caetic_module_id
                and one.kanban_state != "cancel"
                and one._caetic_is_over()
                and one._caetic_is_filled()
            )
        )
        owed = done.caetic_facilitator_ids.filtered(
            lambda one: one._is_owed() and (again or not one.transfer_id)
        )
        transfers = self.env["caetic.transfer"]._create_from_shares(
            [one._prepare_transfer() for one in owed]
        )
        for facilitator, transfer in zip(owed, transfers, strict=True):
            facilitator.transfer_id = transfer
