# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.caetic_members.models.caetic_member_portal import GONE

HOLDING = ("open", "done")
MAILS = {
    "open": "mail_template_registered",
    "waiting": "mail_template_waiting",
    "promoted": "mail_template_promoted",
    "cancel": "mail_template_withdrawn",
    "session": "mail_template_cancelled",
}


class EventRegistration(models.Model):
    """Registration to a session (R306), for all its half-days."""

    _inherit = "event.registration"

    state = fields.Selection(
        selection_add=[("waiting", "Waiting list")],
        ondelete={"waiting": "set draft"},
    )
    caetic_stay_id = fields.Many2one(
        "caetic.member",
        string="Member",
        compute="_compute_caetic_stay_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    caetic_attendance_ids = fields.One2many(
        "caetic.attendance", "registration_id", string="Attendance"
    )
    caetic_waiting_since = fields.Datetime(
        string="Waits since", readonly=True, copy=False
    )
    caetic_rank = fields.Integer(string="Rank", compute="_compute_caetic_rank")
    caetic_missing = fields.Char(
        string="Prerequisites not attended", compute="_compute_caetic_missing"
    )

    _caetic_person_uniq = models.UniqueIndex(
        "(event_id, caetic_stay_id) WHERE caetic_stay_id IS NOT NULL "
        "AND state != 'cancel' AND active",
        "This person is already registered for the session.",
    )

    @api.depends("partner_id", "event_id.caetic_module_id", "event_id.company_id")
    def _compute_caetic_stay_id(self):
        """The stay that runs, or the last one; none outside workshops."""
        # Whoever registers may not read the file: it is searched, as what a user has
        # read in part would be taken for the whole.
        members_sudo = self.env["caetic.member"].sudo()
        found_sudo = members_sudo.search(
            [("partner_id", "in", self.partner_id.ids)], order="id"
        )
        for registration in self:
            event = registration.event_id
            company = event.company_id or self.env.company
            stays_sudo = found_sudo.filtered_domain(
                [
                    ("partner_id", "=", registration.partner_id.id),
                    ("company_id", "=", company.id),
                ]
            )
            running_sudo = stays_sudo.filtered(lambda stay: stay.state not in GONE)
            stay_sudo = (running_sudo or stays_sudo)[-1:]
            registration.caetic_stay_id = stay_sudo if event.caetic_module_id else False

    @api.depends("state", "event_id.registration_ids.state")
    def _compute_caetic_rank(self):
        """Rank in the waiting list, from 1; 0 for those who do not wait."""
        waiting = self.search(
            [("event_id", "in", self.event_id.ids), ("state", "=", "waiting")]
        ).sorted(lambda one: (one.caetic_waiting_since, one.id))
        queues = waiting.grouped("event_id")
        for registration in self:
            queue = queues.get(registration.event_id, self.browse()).ids
            place = registration._origin.id
            is_waiting = registration.state == "waiting" and place in queue
            registration.caetic_rank = queue.index(place) + 1 if is_waiting else 0

    @api.depends("partner_id", "event_id.caetic_module_id.prerequisite_ids")
    def _compute_caetic_missing(self):
        """R1002: staff are warned, and decide; nobody is barred."""
        done = self.env["caetic.member"]._get_attended_modules_sudo(self.partner_id)
        for registration in self:
            module = registration.event_id.caetic_module_id
            own = done.get(registration.partner_id, frozenset())
            keys = [key for key in module.prerequisite_ids.ids if key not in own]
            lacking = module.browse(keys)
            registration.caetic_missing = ", ".join(lacking.mapped("name"))

    # -- seats ----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        events = self.env["event.event"].browse(
            {vals["event_id"] for vals in vals_list if vals.get("event_id")}
        )
        # Whoever registers somebody needs no right on the session for its seats.
        sessions_sudo = events.sudo().filtered("caetic_module_id")
        sessions_sudo._caetic_take_turn_sudo()
        free = {one_sudo.id: one_sudo._caetic_get_free() for one_sudo in sessions_sudo}
        for vals in vals_list:
            if vals.get("event_id") in free:
                self._caetic_seat(vals, free)
        registrations = super().create(vals_list)
        ours = registrations.filtered("event_id.caetic_module_id")
        ours._caetic_follow(dict.fromkeys(ours))
        return registrations

    @api.model
    def _caetic_seat(self, vals, free):
        """Give a new registration a seat, or a place on the waiting list."""
        if vals.get("state", "open") != "open":
            return
        event_id = vals["event_id"]
        if free[event_id] == 0:
            vals["state"] = "waiting"
            vals["caetic_waiting_since"] = fields.Datetime.now()
        elif free[event_id] is not None:
            free[event_id] -= 1

    def write(self, vals):
        ours = self.browse()
        if {"state", "active", "event_id"} & set(vals):
            ours = self.filtered("event_id.caetic_module_id")
            ours.event_id._caetic_take_turn_sudo()
        before = {one: one.state for one in ours}
        if vals.get("state") == "waiting":
            vals = {**vals, "caetic_waiting_since": fields.Datetime.now()}
        result = super().write(vals)
        if ours:
            ours._caetic_follow(before)
            ours.event_id._caetic_fill_seats_sudo()
        return result

    @api.ondelete(at_uninstall=False)
    def _caetic_free_seat(self):
        """A seat goes to the next one before its registration is deleted."""
        ours = self.filtered(
            lambda one: one.event_id.caetic_module_id and one.state != "cancel"
        )
        ours.with_context(caetic_no_mail=True).action_cancel()

    # -- who is told ------------------------------------------------------------------

    def _caetic_follow(self, before):
        """Write to people whose state has changed, and meet their wishes.

        :param dict before: state by registration, None for a new one
        """
        for state, changed in (
            self.filtered(lambda one: one.state != before[one]).grouped("state").items()
        ):
            promoted = changed.filtered(lambda one: before[one] == "waiting")
            if state == "open":
                promoted._caetic_mail("promoted")
                changed -= promoted
            changed._caetic_mail(state)
        self._caetic_meet_wishes_sudo()

    def _caetic_mail(self, kind):
        """Put a letter in the outbox for each person; none about the past."""
        now = fields.Datetime.now()
        people = self.filtered(lambda one: one.event_id.date_begin > now and one.email)
        context = self.env.context
        if context.get("caetic_no_mail") or context.get("install_mode"):
            return
        if kind == "cancel" and context.get("caetic_session_cancelled"):
            kind = "session"
        template = self.env.ref(f"caetic_workshops.{MAILS.get(kind)}", False)
        if not people or not template:
            return
        # Whoever registers writes to nobody but by these letters.
        template_sudo = template.sudo()
        template_sudo.send_mail_batch(
            people.ids, email_layout_xmlid="mail.mail_notification_light"
        )

    def _caetic_meet_wishes_sudo(self):
        """A seat meets the wish of the person for this module."""
        seated = self.filtered(lambda one: one.state in HOLDING and one.caetic_stay_id)
        if not seated:
            return
        # Wishes are the person's: a registration answers them, whoever makes it.
        wishes_sudo = self.env["caetic.workshop.wish"].sudo()
        wishes_sudo.search(
            [
                ("member_id", "in", seated.caetic_stay_id.ids),
                ("module_id", "in", seated.event_id.caetic_module_id.ids),
                ("state", "=", "open"),
            ]
        ).filtered(
            lambda wish: any(
                wish.member_id == one.caetic_stay_id
                and wish.module_id == one.event_id.caetic_module_id
                for one in seated
            )
        ).write({"state": "met"})
