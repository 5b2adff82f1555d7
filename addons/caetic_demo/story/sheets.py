# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from base64 import b64encode
from datetime import timedelta

from .source import rows, signature

STATES = {"P": "present", "A": "absent", "E": "excused"}
# Sessions of last year's trainings are not evaluated here.
EVALUATED = ("offer", "sales", "image")


class Sheets:
    """Attendance of the sessions that are over: signed, closed, paid, evaluated."""

    def __init__(self, story, env):
        self.story = story
        self.env = env

    def tell(self):
        for row in rows("workshops"):
            session = self.story.records[f"session_{row['key']}"]
            if row["method"]:
                self._fill(session, row)
        self._correct()
        for key in EVALUATED:
            self._evaluate(self.story.records[f"session_{key}"], key)
        # R426: Farid ran one; the cooperative owes him what it said.
        self.story.records["session_image"]._caetic_pay_facilitators()

    # -- attendance ---------------------------------------------------------------

    def _fill(self, session, row):
        marks = {
            one["person"].rpartition(":")[2]: one["marks"]
            for one in rows("attendance")
            if one["session"] == row["key"]
        }
        keys = {
            self.story.records[key].partner_id: key
            for key in marks
            if self._is_known(key)
        }
        facilitator = session.caetic_facilitator_ids[0].partner_id
        for rank, slot in enumerate(session.event_slot_ids.sorted("start_datetime")):
            for line in slot.caetic_attendance_ids:
                person = line.partner_id
                letter = marks[keys.get(person, person.name)][rank]
                line.write(self._prepare_mark(line, letter, row["method"], facilitator))
            # Printing asks for a server, and none runs here: the paper comes later.
            drawn = signature(facilitator.name) if row["method"] == "tablet" else b""
            quiet = slot.with_context(caetic_no_archive=True)
            quiet._caetic_close_sheet_sudo(facilitator, drawn)

    def _is_known(self, key):
        return key in self.story.records

    def _prepare_mark(self, line, letter, method, facilitator):
        """Return what was noted of a person at a half-day, on that day."""
        slot, name = line.slot_id, line.partner_id.name
        if letter != "P" or method == "facilitator":
            return {
                "state": STATES[letter],
                "method": "facilitator",
                "signed_at": slot.end_datetime - timedelta(minutes=10),
                "signatory": facilitator.name,
            }
        drawn = b64encode(signature(name)) if method == "tablet" else False
        return {
            "state": "present",
            "method": method,
            "signed_at": slot.start_datetime + timedelta(minutes=4 + len(name) % 9),
            "signatory": name,
            "signature": drawn,
        }

    def _correct(self):
        """Hugo was at an appointment that afternoon: Claire corrects, and says why."""
        session = self.story.records["session_offer"]
        hugo = self.story.records["hugo"].partner_id
        slot = session.event_slot_ids.sorted("start_datetime")[1]
        line = slot.caetic_attendance_ids.filtered(lambda one: one.partner_id == hugo)
        line.with_user(self.story.records["claire"])._correct(
            "excused", "Rendez-vous à France Travail le même après-midi : justifié."
        )

    # -- evaluation ---------------------------------------------------------------

    def _evaluate(self, session, key):
        """Everybody who came was asked; the answers name nobody."""
        present = session.registration_ids.filtered(
            lambda one: "present" in one.caetic_attendance_ids.mapped("state")
        )
        day = session.date_end + timedelta(days=1)
        self.env["caetic.evaluation.invitation"].create(
            [
                {"registration_id": one.id, "heat": "hot", "date": day.date()}
                for one in present
            ]
        )
        told = [row for row in rows("evaluations") if row["session"] == key]
        for rank, row in enumerate(told):
            self._answer(present[rank], row, day + timedelta(hours=3 * rank))

    def _answer(self, registration, row, moment):
        invitations = self.env["caetic.evaluation.invitation"]
        answer = invitations._create_answer(registration, "hot")
        questions = answer.survey_id.question_ids
        scales = questions.filtered(lambda one: one.question_type == "scale")
        for question, mark in zip(scales, row["marks"].split(), strict=True):
            answer._save_lines(question, int(mark))
        texts = questions.filtered(lambda one: one.question_type == "text_box")
        for question, text in zip(texts, (row["use"], row["change"]), strict=True):
            answer._save_lines(question, text)
        answer.write(
            {
                "state": "done",
                "start_datetime": moment - timedelta(minutes=3),
                "end_datetime": moment,
            }
        )
