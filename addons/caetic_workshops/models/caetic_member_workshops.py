# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models

from .. import engine

STAFF = "base.group_user"


class CaeticMemberWorkshops(models.Model):
    """Modules that a person has attended (R1002): progress, absences, wishes."""

    _inherit = "caetic.member"

    registration_ids = fields.One2many(
        "event.registration", "caetic_stay_id", string="Registrations", groups=STAFF
    )
    wish_ids = fields.One2many("caetic.workshop.wish", "member_id", string="Wishes")
    module_done_ids = fields.Many2many(
        "caetic.workshop.module",
        string="Modules attended",
        compute="_compute_module_progress",
        compute_sudo=True,
    )
    module_done_count = fields.Integer(
        string="Mandatory modules attended",
        compute="_compute_module_progress",
        compute_sudo=True,
    )
    module_total_count = fields.Integer(
        string="Mandatory modules",
        compute="_compute_module_progress",
        compute_sudo=True,
    )
    module_progress = fields.Float(
        string="Progress (%)",
        compute="_compute_module_progress",
        compute_sudo=True,
        help="Mandatory modules attended, out of those of the catalogue.",
    )

    @api.depends("partner_id", "registration_ids.caetic_attendance_ids.state")
    def _compute_module_progress(self):
        modules = self.env["caetic.workshop.module"]
        catalogue = modules._get_catalogue()
        done = self._get_attended_modules_sudo(self.partner_id, catalogue)
        for member in self:
            own = done.get(member.partner_id, frozenset())
            progress = engine.progress(catalogue, own)
            member.module_done_ids = modules.browse(sorted(own))
            member.module_done_count = progress.done
            member.module_total_count = progress.total
            member.module_progress = float(progress.percent)

    @api.model
    def _get_attended_modules_sudo(self, partners, catalogue=None):
        """Return ``{contact: keys of the modules attended}``, in any of their stays.

        Two queries, whatever the number of people.

        :param catalogue: see ``caetic.workshop.module._get_catalogue``
        """
        if catalogue is None:
            catalogue = self.env["caetic.workshop.module"]._get_catalogue()
        # Progress is shown to the person and to staff: a count, never who was absent.
        attendances_sudo = self.env["caetic.attendance"].sudo()
        share = Decimal(str(self.env.company.caetic_attended_share))
        return {
            partner: engine.attended_modules(catalogue, sessions, share)
            for partner, sessions in attendances_sudo._get_sessions_attended(
                partners
            ).items()
        }

    def _get_no_show_count_sudo(self):
        """Return the sessions of the last twelve months missed without an excuse.

        A session is missed when the person was absent at every half-day of it.
        """
        self.ensure_one()
        # The person is told of the rule; attendance itself has its own pages.
        attendances_sudo = self.env["caetic.attendance"].sudo()
        return attendances_sudo._count_missed(self.partner_id)

    def _get_soon(self):
        """Return what the person comes to next; to extend.

        :returns: dicts of ``date`` (naive UTC), ``when`` (words), ``title``,
            ``place`` and ``url``, in any order
        """
        # Own sessions of the persons, whose pages check who reads them.
        events_sudo = self.env["event.event"].sudo()
        coming = [("caetic_stay_id", "in", self.ids), ("state", "=", "open")]
        found_sudo = events_sudo.search(
            [
                ("caetic_module_id", "!=", False),
                ("kanban_state", "!=", "cancel"),
                ("date_end", ">=", fields.Datetime.now()),
                ("registration_ids", "any", coming),
            ]
        )
        return [
            {
                "date": event_sudo.date_begin,
                "when": event_sudo._caetic_get_when(),
                "title": event_sudo.name,
                "place": event_sudo._caetic_get_place(),
                "url": f"/my/workshops/{event_sudo.id}",
            }
            for event_sudo in found_sudo
        ]

    # -- personal data ----------------------------------------------------------------

    def _get_personal_records(self):
        """Registrations hang on the person: exported, and emptied with the file."""
        found = super()._get_personal_records()
        registrations = self.env["event.registration"].with_context(active_test=False)
        own = registrations.search([("caetic_stay_id", "in", self.ids)])
        found["event.registration"] = (
            found.get("event.registration", registrations.browse()) | own
        )
        return found

    @api.model
    def _delete_personal(self, records):
        """Attendance proves hours to funders: its registration stays, nameless."""
        kept = records.browse()
        if records._name == "event.registration":
            kept = records.filtered(
                lambda one: any(row._is_filled() for row in one.caetic_attendance_ids)
            )
            self._empty(kept)
            (records - kept).caetic_attendance_ids.unlink()
        return super()._delete_personal(records - kept)

    def _anonymise_identity(self):
        """The registrations that stay name the anonymous contact."""
        result = super()._anonymise_identity()
        registrations = self.env["event.registration"].with_context(active_test=False)
        own = registrations.search([("caetic_stay_id", "=", self.id)])
        nameless = dict.fromkeys(("name", "email", "phone"), False)
        own.write({**nameless, "partner_id": self.partner_id.id})
        own.write(nameless)
        return result
