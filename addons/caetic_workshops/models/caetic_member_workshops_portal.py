# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.caetic_members.engine import STAGES

from .. import engine

HOLDING = ("open", "done")
LIVE = ("open", "done", "waiting")
MAX_WORDS = 300
MOST_PAST = 100


class CaeticMemberWorkshopsPortal(models.Model):
    """What a person does about workshops, from the portal.

    A portal user has no right on events. Each method checks that the file is theirs,
    reads what it names, and does one named act on their own registration.
    """

    _inherit = "caetic.member"

    # -- doors ------------------------------------------------------------------------

    @api.model
    def _portal_get_session_sudo(self, event_id):
        """Return a session by its number, in superuser mode, or an empty record."""
        # Nothing of it leaves but what the methods below name.
        events_sudo = self.env["event.event"].sudo()
        return events_sudo.search(
            [("id", "=", event_id), ("caetic_module_id", "!=", False)], limit=1
        )

    def _portal_get_registration_sudo(self, event_sudo):
        """Return the person's last registration for a session, or an empty record."""
        self._portal_check_file()
        return event_sudo.registration_ids.filtered(
            lambda one: one.caetic_stay_id.id == self.id
        ).sorted(lambda one: (one.state in LIVE, one.id))[-1:]

    def _portal_can_see(self, event_sudo):
        """Tell whether a session is shown to the person: announced, or their own."""
        self.ensure_one()
        is_announced = event_sudo.filtered_domain(self._get_announced_domain())
        return bool(is_announced or self._portal_get_registration_sudo(event_sudo))

    def _get_announced_domain(self):
        """Sessions shown to the person, whatever their date."""
        return [
            ("caetic_module_id", "!=", False),
            ("stage_id.caetic_is_open", "=", True),
            ("kanban_state", "!=", "cancel"),
            ("company_id", "in", [False, self.company_id.id]),
        ]

    # -- sessions ---------------------------------------------------------------------

    def _portal_get_sessions(self):
        """Return the sessions to come, announced or one's own, in order, as rows."""
        self._portal_check_file()
        # The list of announced sessions: what rows name, no more.
        events_sudo = self.env["event.event"].sudo()
        own = [("caetic_stay_id", "=", self.id), ("state", "in", LIVE)]
        shown = Domain(self._get_announced_domain()) | Domain(
            [
                ("caetic_module_id", "!=", False),
                ("registration_ids", "any", own),
            ]
        )
        found_sudo = events_sudo.search(
            Domain("date_end", ">", fields.Datetime.now()) & shown,
            order="date_begin, id",
        )
        missed = self._get_no_show_count_sudo()
        return [self._portal_get_row(event_sudo, missed) for event_sudo in found_sudo]

    def _portal_get_past(self):
        """Return the sessions over that the person was registered for, as rows."""
        self._portal_check_file()
        # Own registrations: a portal user has no right on them.
        registrations_sudo = self.env["event.registration"].sudo()
        found_sudo = registrations_sudo.search(
            [
                ("caetic_stay_id", "=", self.id),
                ("state", "in", HOLDING),
                ("event_id.caetic_module_id", "!=", False),
                ("event_id.date_end", "<=", fields.Datetime.now()),
            ],
            order="id desc",
            limit=MOST_PAST,
        )
        rows = [
            {
                **self._portal_get_row(one_sudo.event_id),
                "attendance": self._portal_get_attendance(one_sudo),
                "certificate": one_sudo.id
                if one_sudo._caetic_get_certified_rows()
                else 0,
            }
            for one_sudo in found_sudo
        ]
        return sorted(rows, key=lambda row: row["date"], reverse=True)

    @api.model
    def _portal_get_attendance(self, registration_sudo):
        """Return what was noted for each half-day: day, half, state."""
        attendances_sudo = registration_sudo.caetic_attendance_ids
        states = {one.slot_id: one.state for one in attendances_sudo}
        return [
            {
                "day": slot_sudo.date,
                "half": slot_sudo.caetic_half,
                "state": states.get(slot_sudo, "registered"),
            }
            for slot_sudo in registration_sudo.event_id.event_slot_ids.sorted(
                "start_datetime"
            )
        ]

    def _portal_get_row(self, event_sudo, missed=0):
        """Return a session as the person sees it in a list.

        :param int missed: sessions that the person missed without an excuse
        """
        registration_sudo = self._portal_get_registration_sudo(event_sudo)
        state = registration_sudo.state if registration_sudo else ""
        free = event_sudo._caetic_get_free()
        return {
            "id": event_sudo.id,
            "title": event_sudo.name,
            "date": event_sudo.date_begin,
            "when": event_sudo._caetic_get_when(),
            "half_day_count": event_sudo.caetic_half_day_count,
            "place": event_sudo._caetic_get_place(),
            "state": state if state in LIVE else "",
            "rank": registration_sudo.caetic_rank,
            "free": free,
            "is_full": free == 0,
            "is_cancelled": event_sudo.kanban_state == "cancel",
            "issue": self._portal_get_issue(event_sudo, registration_sudo, missed),
        }

    def _portal_get_session(self, event_id):
        """Return a session as its page shows it, or nothing: unknown or not theirs."""
        self._portal_check_file()
        event_sudo = self._portal_get_session_sudo(event_id)
        if not event_sudo or not self._portal_can_see(event_sudo):
            return None
        row = self._portal_get_row(event_sudo, self._get_no_show_count_sudo())
        module_sudo = event_sudo.caetic_module_id
        member_sudo = self.sudo()  # Checked by now: one's own progress.
        own = set(member_sudo.module_done_ids.ids)
        lacking_sudo = module_sudo.prerequisite_ids.filtered(
            lambda one: one.id not in own
        )
        return {
            **row,
            **self._portal_get_facts(event_sudo, row["state"]),
            "aims": module_sudo.aims,
            "programme": (module_sudo.programme or "").splitlines(),
            "lacking": lacking_sudo.mapped("name"),
            "documents": self._portal_get_documents(module_sudo),
            "module_id": module_sudo.id,
            "register_until": event_sudo.caetic_register_until,
            "withdraw_until": event_sudo.caetic_withdraw_until,
            "tz": event_sudo.date_tz,
            "can_withdraw": self._portal_can_withdraw(event_sudo, row["state"]),
            "no_show_limit": event_sudo.company_id.caetic_no_show_limit,
        }

    @api.model
    def _portal_get_facts(self, event_sudo, state):
        """Return when, where and with whom a session is."""
        facilitators_sudo = event_sudo.caetic_facilitator_ids.partner_id
        return {
            "half_days": event_sudo._caetic_get_half_days(),
            "address": event_sudo._caetic_get_address(),
            # Those who come join the call, nobody else.
            "link": event_sudo.caetic_link if state in HOLDING else "",
            "facilitators": facilitators_sudo.mapped("name"),
            "organisers": event_sudo.caetic_organiser_ids.mapped("name"),
        }

    # -- registration -----------------------------------------------------------------

    def _portal_get_issue(self, event_sudo, registration_sudo, missed):
        """Return the code of what bars the person from registering, or nothing."""
        now = fields.Datetime.now()
        member_sudo = self.sudo()  # Checked by the caller: one's own stage.
        company_sudo = member_sudo.company_id
        if registration_sudo.state in LIVE:
            return "registered"
        if event_sudo.kanban_state == "cancel":
            return "cancelled"
        if not event_sudo.stage_id.caetic_is_open or event_sudo.stage_id.pipe_end:
            return "closed"
        if now > event_sudo.caetic_register_until or now >= event_sudo.date_begin:
            return "late"
        wanted = event_sudo.caetic_module_id.stage
        if not engine.stage_reached(STAGES, member_sudo.state, wanted):
            return "stage"
        if engine.must_ask(missed, company_sudo.caetic_no_show_limit):
            return "no_show"
        return ""

    def _portal_register(self, event_id):
        """Register the person: a seat, or a place on the waiting list.

        :returns: ``(registration in superuser mode or empty, code of what bars it)``
        """
        self._portal_check_writable()
        event_sudo = self._portal_get_session_sudo(event_id)
        registrations_sudo = event_sudo.registration_ids.browse()
        if not event_sudo or not self._portal_can_see(event_sudo):
            return registrations_sudo, "unknown"
        # Before anything is read of the seats: one at a time.
        event_sudo._caetic_take_turn_sudo()
        own_sudo = self._portal_get_registration_sudo(event_sudo)
        missed = self._get_no_show_count_sudo()
        issue = self._portal_get_issue(event_sudo, own_sudo, missed)
        if issue:
            return registrations_sudo, issue
        member_sudo = self.sudo()  # Checked: their own contact.
        registration_sudo = registrations_sudo.create(
            {
                "event_id": event_sudo.id,
                "partner_id": member_sudo.partner_id.id,
                "caetic_stay_id": self.id,
            }
        )
        return registration_sudo, ""

    def _portal_can_withdraw(self, event_sudo, state):
        """Tell whether the person may still give up a seat, or a place in the list."""
        now = fields.Datetime.now()
        if state == "waiting":
            return now < event_sudo.date_begin
        return state == "open" and now <= event_sudo.caetic_withdraw_until

    def _portal_withdraw(self, event_id):
        """Give up one's seat, or one's place on the waiting list.

        :raises UserError: too late, or nothing to give up
        """
        self._portal_check_writable()
        event_sudo = self._portal_get_session_sudo(event_id)
        registration_sudo = self._portal_get_registration_sudo(event_sudo)
        if not self._portal_can_withdraw(event_sudo, registration_sudo.state):
            raise UserError(
                self.env._("It is too late to withdraw here: call your adviser.")
            )
        registration_sudo.action_cancel()

    # -- catalogue --------------------------------------------------------------------

    def _portal_get_catalogue(self):
        """Return the modules of the catalogue as rows, topics inside their module."""
        self._portal_check_file()
        # The catalogue is shown whole; who may come to what is said beside.
        modules_sudo = (
            self.env["caetic.workshop.module"]
            .sudo()
            .search([("parent_id", "=", False)])
        )
        member_sudo = self.sudo()  # Checked just above: their own progress and wishes.
        own = set(member_sudo.module_done_ids.ids)
        wishes = {wish.module_id: wish for wish in member_sudo.wish_ids}
        rows = []
        for module_sudo in modules_sudo:
            wish = wishes.get(module_sudo)
            rows.append(
                {
                    **self._portal_get_module(module_sudo, own),
                    "wish": wish if wish and wish.state == "open" else None,
                    "topics": [
                        self._portal_get_module(topic_sudo, own)
                        for topic_sudo in module_sudo.topic_ids
                    ],
                }
            )
        return rows

    def _portal_get_module(self, module_sudo, own):
        """Return a module as the catalogue shows it."""
        required_sudo = module_sudo.prerequisite_ids
        member_sudo = self.sudo()  # Checked by the caller: one's own stage.
        return {
            "id": module_sudo.id,
            "name": module_sudo.name,
            "aims": module_sudo.aims,
            "programme": (module_sudo.programme or "").splitlines(),
            "hours": module_sudo.hours,
            "is_mandatory": module_sudo.is_mandatory,
            "is_done": module_sudo.id in own,
            "is_allowed": engine.stage_reached(
                STAGES, member_sudo.state, module_sudo.stage
            ),
            "stage": dict(
                module_sudo._fields["stage"]._description_selection(self.env)
            ).get(module_sudo.stage, ""),
            "required": [
                (one_sudo.name, one_sudo.id in own) for one_sudo in required_sudo
            ],
            "documents": self._portal_get_documents(module_sudo),
        }

    def _portal_get_documents(self, module_sudo):
        """Return ``[(id, name)]`` of the papers of a module open to the person."""
        member_sudo = self.sudo()  # Checked by the caller: one's own stage.
        if not engine.stage_reached(STAGES, member_sudo.state, module_sudo.stage):
            return []
        return [(one_sudo.id, one_sudo.name) for one_sudo in module_sudo.document_ids]

    def _portal_get_document_sudo(self, module_id, document_id):
        """Return a paper of a module in superuser mode, or an empty record."""
        self._portal_check_file()
        # Papers hang on modules, on which the person has no right but this one.
        modules_sudo = self.env["caetic.workshop.module"].sudo()
        module_sudo = modules_sudo.search([("id", "=", module_id)])
        offered = {key for key, _name in self._portal_get_documents(module_sudo)}
        return module_sudo.document_ids.filtered(
            lambda one: one.id == document_id and one.id in offered
        )

    def _portal_set_wish(self, module_id, words=""):
        """Note that the person wishes a module, in their words.

        :returns: whether the module exists
        """
        self._portal_check_writable()
        # The person has no right to write wishes: this one is typed field by field.
        wishes_sudo = self.env["caetic.workshop.wish"].sudo()
        modules_sudo = self.env["caetic.workshop.module"].sudo()
        module_sudo = modules_sudo.search(
            [("id", "=", module_id), ("parent_id", "=", False)]
        )
        if not module_sudo:
            return False
        values = {"words": words.strip()[:MAX_WORDS], "state": "open"}
        own_sudo = wishes_sudo.search(
            [("member_id", "=", self.id), ("module_id", "=", module_id)]
        )
        if own_sudo:
            own_sudo.write(values)
        else:
            wishes_sudo.create(
                {**values, "member_id": self.id, "module_id": module_sudo.id}
            )
        return True

    def _portal_drop_wish(self, module_id):
        """Forget the wish of the person for a module."""
        self._portal_check_writable()
        # Same reason: their own wish, and no other.
        wishes_sudo = self.env["caetic.workshop.wish"].sudo()
        wishes_sudo.search(
            [("member_id", "=", self.id), ("module_id", "=", module_id)]
        ).unlink()
