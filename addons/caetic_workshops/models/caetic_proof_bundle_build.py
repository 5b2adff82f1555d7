# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools.date_utils import float_to_time

from odoo.addons.caetic_members.archive import clean_name

from ..archive import ProofArchive, csv_bytes, xlsx_bytes
from ..engine import proof

# Sessions of a slice: what is made again after a kill, and what memory holds.
SLICE = 5
CENT = Decimal("0.01")


class CaeticProofBundleBuild(models.Model):
    """Making of a bundle: session by session, then the checks, then one ZIP."""

    _inherit = "caetic.proof.bundle"

    @api.model
    def _cron_build(self):
        """Make the bundles that were asked for; killed, it goes on from there."""
        for bundle in self.search([("state", "=", "running")], order="id"):
            bundle._build()

    def _build(self):
        """Make what is not made yet, then check and assemble.

        :raises UserError: when another worker is at it
        """
        self.ensure_one()
        self = self.with_context(lang=self.user_id.lang)
        events = self._get_attendances().event_id
        self.session_count = len(events)
        self.session_done = len(self.part_ids)
        pending = events - self.part_ids.event_id
        self._run_batches(pending, self._make_parts, SLICE)
        self._finish()

    def _make_parts(self, events):
        """Make the papers of a slice of sessions."""
        attendances = self._get_attendances()
        by_event = attendances.grouped("event_id")
        for event in events:
            self.env["caetic.proof.part"]._make(self, event, by_event[event])
        self.session_done += len(events)
        self.env.flush_all()
        # Printed pages and pictures are on the disk: memory forgets them.
        self.env.invalidate_all()

    # -- checks -----------------------------------------------------------------------

    def _finish(self):
        """Check everything, then assemble; one blocking problem stops it."""
        self.ensure_one()
        self._lock()
        attendances = self._get_attendances()
        presences = self._to_engine(attendances)
        short = self._get_short(attendances, presences)
        lacks = self._get_lacks(attendances, short)
        problems = [
            *self._find_broken_seals(attendances),
            *self._find_open_sheets(attendances),
            *self._find_differences(presences),
            *self._describe_lacks(lacks),
        ]
        people = attendances.filtered(lambda one: one.state == "present").partner_id
        not_counted = short | set(lacks)
        self.problem_ids = [
            fields.Command.clear(),
            *(fields.Command.create(one) for one in problems),
        ]
        self.people_count = len(people)
        self.participant_count = len(set(people.ids) - not_counted)
        self.hours = float(proof.list_total(presences))
        if any(one["is_blocking"] for one in problems):
            self.state = "stopped"
            return
        self._assemble(attendances, not_counted)
        self.state = "done"

    @api.model
    def _to_engine(self, attendances):
        """Return the list of hours as values of the engine."""
        return [
            proof.Presence(
                row.partner_id.id,
                row.slot_id.id,
                row.date,
                Decimal(str(row.hours)).quantize(CENT),
            )
            for row in attendances
            if row.state == "present"
        ]

    def _find_broken_seals(self, attendances):
        return [
            {
                "kind": "seal",
                "is_blocking": True,
                "event_id": row.event_id.id,
                "partner_id": row.partner_id.id,
                "name": self.env._(
                    "The seal of %(person)s on %(half_day)s is broken: what was signed "
                    "has been changed.",
                    person=row.partner_id.name or row.registration_id.name,
                    half_day=row.slot_id.display_name,
                ),
            }
            for row in attendances._check_seals()
        ]

    def _find_open_sheets(self, attendances):
        """Half-days whose sheet is not closed, or cannot be read any more."""
        slots = attendances.slot_id.filtered(
            lambda slot: slot.caetic_sheet_state != "closed"
        )
        unread = [
            self._block("sheet", part.event_id, text)
            for part in self.part_ids
            for text in part.errors or ()
        ]
        return unread + [
            self._block(
                "sheet",
                slot.event_id,
                self.env._(
                    "The sheet of %(session)s, %(half_day)s, is not closed.",
                    session=slot.event_id.name,
                    half_day=slot.display_name,
                ),
            )
            for slot in slots
        ]

    @api.model
    def _block(self, kind, event, text):
        return {"kind": kind, "is_blocking": True, "event_id": event.id, "name": text}

    def _find_differences(self, presences):
        """Half-days whose sheet, as printed, does not say what the list says."""
        sheets = [
            proof.Sheet(int(key), minutes, present)
            for part in self.part_ids
            for key, (minutes, present) in part.sheets.items()
        ]
        return [self._describe(one) for one in proof.differences(presences, sheets)]

    def _describe(self, difference):
        slot = self.env["event.slot"].browse(difference.half_day).exists()
        text = self.env._(
            "%(session)s, %(half_day)s: %(sheet)s h on the sheet, %(list)s h in the "
            "list.",
            session=slot.event_id.name or "",
            half_day=slot.display_name or difference.half_day,
            sheet=difference.on_sheet,
            list=difference.in_list,
        )
        return self._block("hours", slot.event_id, text)

    # -- people (R702) ----------------------------------------------------------------

    def _get_short(self, attendances, presences):
        """Return the people seen too shortly, where the action counts participants."""
        wanting = self._get_wanting(attendances)
        days = self.env["caetic.parameter"]._get_count("fse_short_days", self.date_to)
        own = set(wanting.slot_id.ids)
        return proof.seen_too_shortly(
            [one for one in presences if one.half_day in own], days
        )

    @api.model
    def _get_wanting(self, attendances):
        """Return the attendance of actions that want complete data."""
        return attendances.filtered(
            lambda one: one.state == "present" and one.funded_action_id.needs_data
        )

    def _get_lacks(self, attendances, short):
        """Return ``{contact: what is missing}`` of participants, at their entry."""
        rows = self._get_wanting(attendances).filtered(
            lambda one: one.partner_id.id not in short
        )
        lacks = {}
        for partner, own in rows.grouped("partner_id").items():
            missing = self._get_missing(own.member_id[:1], min(own.mapped("date")))
            if missing:
                lacks[partner.id] = missing
        return lacks

    def _get_missing(self, member, first_day):
        """Return what FSE+ wants of a person and the file does not say (R702, R703)."""
        if not member:
            return [self.env._("No file in the cooperative")]
        situation = member.entry_situation_id
        facts = [
            (member.sex, self.env._("Sex")),
            (member.birthdate, self.env._("Date of birth")),
            (situation, self.env._("Situation at entry")),
        ]
        if situation:
            facts += [
                (situation.education, self.env._("Highest diploma")),
                (situation.zip, self.env._("Postcode of residence")),
                (
                    situation.date <= first_day,
                    self.env._("Situation before the first day attended"),
                ),
            ]
        return [label for value, label in facts if not value]

    def _describe_lacks(self, lacks):
        people = self.env["res.partner"].browse(lacks)
        return [
            {
                "kind": "data",
                "is_blocking": False,
                "partner_id": person.id,
                "name": self.env._(
                    "%(person)s does not count, for want of: %(missing)s",
                    person=person.name,
                    missing=", ".join(lacks[person.id]),
                ),
            }
            for person in people
        ]

    # -- the ZIP ----------------------------------------------------------------------

    def _assemble(self, attendances, not_counted):
        """Write the ZIP from the papers of the sessions, one at a time."""
        archive = ProofArchive()
        for part in self.part_ids:
            archive.add_all(part.attachment_id.raw)
            part.attachment_id.invalidate_recordset()
        for module in attendances.module_id:
            name = clean_name(f"{module.code} {module.name}")
            archive.add(f"Programmes/{name}.pdf", module._get_programme_pdf())
        header, rows = self._get_hours_table(attendances, not_counted)
        archive.add("heures.csv", csv_bytes(header, self._to_french(rows)))
        archive.add("heures.xlsx", xlsx_bytes("Heures", header, rows))
        lacks = self.problem_ids.filtered(lambda one: one.kind == "data")
        lines = [[one.partner_id.name, one.name] for one in lacks]
        archive.add(
            "donnees-incompletes.csv",
            csv_bytes([self.env._("Person"), self.env._("Missing")], lines),
        )
        archive.add_manifest(
            "manifeste.csv", [self.env._("File"), self.env._("SHA-256")]
        )
        self._keep(archive)

    def _get_hours_table(self, attendances, not_counted):
        """Return header and rows of the list of hours, the total as last row."""
        header = [
            self.env._("Date"),
            self.env._("Starts at"),
            self.env._("Ends at"),
            self.env._("Session"),
            self.env._("Module"),
            self.env._("Funded action"),
            self.env._("Person"),
            self.env._("Counts as a participant"),
            self.env._("Hours"),
        ]
        yes, no = self.env._("Yes"), self.env._("No")
        rows = [
            [
                str(row.date),
                float_to_time(row.slot_id.start_hour).strftime("%H:%M"),
                float_to_time(row.slot_id.end_hour).strftime("%H:%M"),
                row.event_id.name,
                row.module_id.name,
                row.funded_action_id.name or "",
                row.partner_id.name or row.registration_id.name or "",
                no if row.partner_id.id in not_counted else yes,
                Decimal(str(row.hours)).quantize(CENT),
            ]
            for row in attendances
            if row.state == "present"
        ]
        total = sum((row[-1] for row in rows), Decimal(0)).quantize(CENT)
        return header, [*rows, [self.env._("Total"), *[""] * 7, total]]

    @api.model
    def _to_french(self, rows):
        return [[*row[:-1], str(row[-1]).replace(".", ",")] for row in rows]

    def _keep(self, archive):
        self.ensure_one()
        file, _size = archive.close()
        with file:
            content = file.read()
        # Written by the scheduler for the asker, who reads bundles.
        attachment = self.env["ir.attachment"].create(
            {
                "name": f"{clean_name(self.name)}.zip",
                "raw": content,
                "mimetype": "application/zip",
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        self.attachment_id = attachment
        self.sha256 = hashlib.sha256(content).hexdigest()
