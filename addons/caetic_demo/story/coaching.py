# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo.fields import Command

from .source import rows

GROUP = "Groupe du jeudi"
CIRCLE = ("amelie", "ines", "emma", "bruno", "gaelle")


class Coaching:
    """Appointments, reports, action plans, competences, project accelerators."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        for row in rows("windows"):
            self._receive(row)
        for row in rows("interviews"):
            self._meet(row)
        for row in rows("notes"):
            self._note(row)
        for row in rows("tasks"):
            self._promise(row)
        for row in rows("grids"):
            self._assess(row)
        self._accelerate()
        # Nobody of the story waits for a letter.
        self.env["mail.mail"].search([("model", "=", "caetic.interview")]).unlink()

    def _receive(self, row):
        """Hours of reception of an adviser."""
        self.env["caetic.appointment.window"].create(
            {
                "adviser_id": self.story.records[row["adviser"]].id,
                "weekday": row["weekday"],
                "hour_from": float(row["from"]),
                "hour_to": float(row["to"]),
                "minutes": int(row["minutes"]),
                "mode": row["mode"],
                "location": row["place"],
                "link": row["link"],
            }
        )

    # -- interviews ---------------------------------------------------------------

    def _meet(self, row):
        day = self.story.day(int(row["days"]), int(row["weekday"]))
        start = self.story.moment(day, float(row["hour"]))
        interview = self.env["caetic.interview"].create(
            {
                "member_id": self.story.records[row["person"]].id,
                "adviser_id": self.story.records[row["adviser"]].id,
                "name": row["subject"],
                "state": row["state"],
                "kind": row["kind"],
                "mode": row["mode"],
                "location": row["mode"] == "onsite" and "CAETIC, bureau 2, Limoux",
                "link": row["mode"] == "video"
                and "https://visio.caetic.example/claire",
                "start": start,
                "stop": start + timedelta(minutes=int(row["minutes"])),
                "objectives": row["objectives"],
                "decisions": row["decisions"],
                "funded_action_id": self.story.records["region"].id,
            }
        )
        if row["state"] == "done":
            interview._propose_next()
        self.story.keep(row["key"], interview)

    def _note(self, row):
        category = self.env.ref(f"caetic_workshops.note_category_{row['category']}")
        self.env["caetic.interview.note"].create(
            {
                "interview_id": self.story.records[row["interview"]].id,
                "category_id": category.id,
                "text": row["text"],
            }
        )

    def _promise(self, row):
        """A task of an action plan, for the person or for staff."""
        due = self.story.today + timedelta(days=int(row["days"]))
        done = row["state"] == "done"
        self.env["caetic.plan.task"].create(
            {
                "interview_id": self.story.records[row["interview"]].id,
                "partner_id": self.story.records[row["who"]].partner_id.id,
                "name": row["name"],
                "date_due": due,
                "state": row["state"],
                "done_on": done and due - timedelta(days=2),
            }
        )

    # -- competences --------------------------------------------------------------

    def _assess(self, row):
        """A grid at a deadline: what the person says, and what the adviser says."""
        deadline = self.env.ref(
            f"caetic_workshops.competence_deadline_{row['deadline']}"
        )
        grid = self.env["caetic.competence.grid"].create(
            {
                "member_id": self.story.records[row["person"]].id,
                "deadline_id": deadline.id,
            }
        )
        self.story.keep(f"grid_{row['person']}", grid)
        self._rate(grid, "self_level_id", row["own"])
        self._rate(grid, "adviser_level_id", row["adviser"])
        day = self.story.month(int(row["months_ago"]), 20)
        if row["state"] != "todo":
            grid.write({"state": "assessed", "assessed_on": day})
        if row["state"] == "validated":
            grid.action_validate()
            paul = self.story.records["paul"]
            told = {"validated_on": day, "validated_by_id": paul.id}
            grid.write({"date_due": day, **told})

    def _rate(self, grid, field, values):
        """Write the levels of one side, a figure a line."""
        for line, value in zip(grid.line_ids, values.split(), strict=False):
            line[field] = self.env.ref(f"caetic_workshops.competence_level_{value}")

    # -- project accelerators -----------------------------------------------------

    def _accelerate(self):
        """The Thursday group: Chloé was helped, Inès will be."""
        held = self._gather("chloe", "paul", "amelie", CIRCLE, -28)
        held.state = "done"
        content = held._get_content_sudo()
        content.write(
            {
                "title": "Vendre mes films aux offices de tourisme",
                "need": "Je voudrais que le groupe m'aide à bâtir une offre que les "
                "offices de tourisme achètent sur une saison.",
                "summary": "Une saison plutôt qu'un film : trois formats, un acompte, "
                "une bande-son commune.",
            }
        )
        for row in rows("accelerator"):
            self._write_down(held, row)
        coming = self._gather("ines", "lydia", "chloe", CIRCLE[2:], 16)
        coming._get_content_sudo().title = "Fixer le prix d'une maquette mobile"

    def _gather(self, presenter, keeper, secretary, others, days):
        member = self.story.records[presenter]
        people = [self._get_partner(key).id for key in others if key != secretary]
        meeting = self.env["caetic.accelerator"].create(
            {
                "date": self.story.moment(self.story.day(days, 3), 14.0),
                "group_name": GROUP,
                "member_id": member.id,
                "activity_id": member.caetic_activity_ids[:1].id,
                "keeper_id": self._get_partner(keeper).id,
                "secretary_id": self._get_partner(secretary).id,
                "participant_ids": [Command.set(people)],
            }
        )
        return self.story.keep(f"accelerator_{presenter}", meeting)

    def _get_partner(self, key):
        return self.story.records[key].partner_id

    def _write_down(self, meeting, row):
        """An idea, a lesson, or a task of the presenter."""
        if row["kind"] == "task":
            self.env["caetic.plan.task"].create(
                {
                    "accelerator_id": meeting.id,
                    "member_id": meeting.member_id.id,
                    "name": row["text"],
                    "date_due": self.story.today + timedelta(days=int(row["days"])),
                    "state": row["who"],
                }
            )
            return
        self.env[f"caetic.accelerator.{row['kind']}"].create(
            {
                "accelerator_id": meeting.id,
                "name": row["text"],
                "partner_id": self._get_partner(row["who"]).id,
            }
        )
