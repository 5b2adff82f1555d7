# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo.fields import Command

from .sheets import Sheets
from .source import rows

# Half-days of the cooperative: mornings and afternoons, hours of the clock.
HALF_DAYS = {"M": (9.0, 12.5), "A": (14.0, 17.5)}
SITE = """Choisir un nom de domaine et un hébergement
Construire les pages, publier des articles et des images
Sauvegarder, mettre à jour, respecter les données personnelles"""


class Workshops:
    """Sessions: over and closed, of today, and to come; who pays for them.

    ``data/workshops.csv``: when is a number of days from today, the last month of the
    last ``quarter``, or November of last ``year``; half-days are mornings (M) and
    afternoons (A), a word a day. ``data/attendance.csv`` holds a letter for each
    half-day: present (P), absent (A), excused (E).
    """

    def __init__(self, story):
        self.story = story
        # Nobody of the story waits for a letter.
        self.env = story.env(context={**story.env.context, "caetic_no_mail": True})

    def tell(self):
        self._become_a_training_body()
        self._meet_facilitator()
        self._find_funders()
        for row in rows("wishes"):
            self._wish(row)
        for row in rows("workshops"):
            self._plan(row)
        Sheets(self.story, self.env).tell()
        self._sell_training()
        self._prepare_proofs()

    def _become_a_training_body(self):
        """R618 to R621: what Farid sells is training, workshops are not (R622)."""
        self.env.company.write(
            {
                "caetic_is_training_body": True,
                "caetic_training_region": "de région Occitanie",
                "caetic_qualiopi_number": "QUAL-000000",
                "caetic_qualiopi_date": self.story.today + relativedelta(months=14),
                "caetic_training_rules": "Respecter les horaires et signer la feuille "
                "de présence de chaque demi-journée.",
            }
        )
        module = self.env["caetic.workshop.module"].create(
            {
                "name": "Créer et tenir à jour son site",
                "code": "SITE",
                "sequence": 90,
                "hours": 14,
                "aims": "Mettre en ligne un site simple et le faire vivre soi-même.",
                "programme": SITE,
            }
        )
        self.story.keep("web", module)

    def _meet_facilitator(self):
        """Lydia comes from outside: she has a login, and no stay."""
        row = next(row for row in rows("logins") if row["login"] == "lydia")
        user = self.env["res.users"].create(
            {
                "name": row["name"],
                "login": row["login"],
                "password": row["password"],
                "email": "lydia.bouziane@atelier-vente.example",
                "phone": "04 68 31 00 41",
                "lang": "fr_FR",
                "tz": "Europe/Paris",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        self.story.keep("lydia", user)

    def _find_funders(self):
        for row in rows("funded_actions"):
            funder = self.env["res.partner"].create(
                {
                    "name": row["funder"],
                    "is_company": True,
                    "caetic_organisation_kind": "funder",
                    "country_id": self.env.ref("base.fr").id,
                    "lang": "fr_FR",
                }
            )
            action = self.env["caetic.funded.action"].create(
                {
                    "name": row["name"],
                    "code": row["code"],
                    "funder_id": funder.id,
                    "date_start": self.story.month(14),
                    "needs_data": bool(row["needs_data"]),
                }
            )
            self.story.keep(row["key"], action)

    def _wish(self, row):
        self.env["caetic.workshop.wish"].create(
            {
                "member_id": self.story.records[row["person"]].id,
                "module_id": self._get_module(row["module"]).id,
                "words": row["words"],
                "date": self.story.today - relativedelta(days=9),
            }
        )

    def _get_module(self, key):
        if key in self.story.records:
            return self.story.records[key]
        return self.env.ref(f"caetic_workshops.module_{key}")

    # -- sessions -----------------------------------------------------------------

    def _plan(self, row):
        """Plan a session with its half-days, and register its people in order."""
        paul = self.story.records["paul"]
        days = self._get_days(row)
        stage = "done" if days[-1] < self.story.today else "announced"
        place = row["place"]
        session = self.env["event.event"].create(
            {
                "name": row["name"],
                "caetic_module_id": self._get_module(row["module"]).id,
                "user_id": paul.id,
                "date_tz": "Europe/Paris",
                "stage_id": self.env.ref(f"event.event_stage_{stage}").id,
                "address_id": place
                and self.env.ref(f"caetic_workshops.venue_{place}").id,
                "caetic_link": row["link"],
                "caetic_funded_action_id": row["funded"]
                and self.story.records[row["funded"]].id,
                "caetic_is_training": row["module"] == "web",
                "caetic_training_speciality": row["module"] == "web" and "326",
                "seats_limited": True,
                "seats_max": int(row["seats"]),
                "caetic_seats_min": int(row["minimum"]),
                "event_slot_ids": self._prepare_half_days(days, row["half_days"]),
                "caetic_facilitator_ids": self._prepare_facilitators(row),
            }
        )
        self.story.keep(f"session_{row['key']}", session)
        self._register(session, row)

    def _get_days(self, row):
        """Return the days of a session: working ones, one after the other."""
        count = len(row["half_days"].split())
        today = self.story.today
        if row["when"] == "year":
            first = today.replace(year=today.year - 1, month=11, day=18)
        elif row["when"] == "quarter":
            first = self.story.quarter()[1].replace(day=17)
        else:
            first = today + timedelta(days=int(row["when"]))
        # A session of today is on its day, be it a Sunday: the pages show it running.
        days = [first if first == today else self.story.workday(first, today)]
        while len(days) < count:
            days.append(self.story.workday(days[-1] + timedelta(days=1)))
        return days

    def _prepare_half_days(self, days, half_days):
        return [
            Command.create(
                {
                    "date": day,
                    "start_hour": HALF_DAYS[letter][0],
                    "end_hour": HALF_DAYS[letter][1],
                }
            )
            for day, letters in zip(days, half_days.split(), strict=True)
            for letter in letters
        ]

    def _prepare_facilitators(self, row):
        values = []
        for told in row["facilitators"].split():
            key, kind, amount = told.split(":")
            person = self.story.records[key].partner_id
            values.append(
                Command.create(
                    {"partner_id": person.id, "kind": kind, "amount": float(amount)}
                )
            )
        return values

    def _register(self, session, row):
        """Register people: those who come after the last seat wait."""
        people = [r for r in rows("attendance") if r["session"] == row["key"]]
        self.env["event.registration"].create(
            [
                {
                    "event_id": session.id,
                    "partner_id": self._get_person(one["person"]).id,
                }
                for one in people
            ]
        )

    def _get_person(self, key):
        """Return the contact of somebody: a member, or the employee of a customer."""
        customer, _colon, name = key.partition(":")
        if not name:
            return self.story.records[key].partner_id
        return self.env["res.partner"].create(
            {"name": name, "parent_id": self.story.records[customer].id}
        )

    # -- training and proofs ------------------------------------------------------

    def _sell_training(self):
        """Two agreements, a complaint that was answered, and the BPF of last year."""
        session = self.story.records["session_training"]
        begin = session.date_begin.date()
        self._agree(session, begin, "tech", "company", 2400)
        self._agree(session, begin, "organisme", "body", 1200)
        self._complain(session, begin)
        report = self.env["caetic.training.report"].create({"year": begin.year})
        report.action_compute()
        sent = self.story.today.replace(month=5, day=20)
        report.date_sent = sent < self.story.today and sent

    def _agree(self, session, begin, key, origin, price):
        customer = self.story.records[key]
        trainees = session.registration_ids.filtered(
            lambda one: one.partner_id.parent_id == customer
        )
        agreement = self.env["caetic.training.agreement"].create(
            {
                "event_id": session.id,
                "partner_id": customer.id,
                "origin": origin,
                "amount": price,
                "registration_ids": [Command.set(trainees.ids)],
                "date": begin - timedelta(days=30),
            }
        )
        # Printing asks for a server, and none runs here.
        agreement.with_context(caetic_no_archive=True).action_sign()
        agreement.date_signed = begin - timedelta(days=21)

    def _complain(self, session, begin):
        self.env["caetic.training.complaint"].create(
            {
                "name": "Un poste sans les droits d'installation",
                "event_id": session.id,
                "partner_id": session.registration_ids[-1].partner_id.id,
                "date": begin + timedelta(days=2),
                "description": "Le poste prêté refusait l'installation du logiciel.",
                "answer": "Postes vérifiés la veille ; une heure de reprise offerte.",
                "user_id": self.story.records["claire"].id,
            }
        ).write({"state": "closed", "date_closed": begin + timedelta(days=9)})

    def _prepare_proofs(self):
        """What each funder will be sent: the coordinator has them made."""
        periods = {
            "offers": self.story.quarter(),
            "europe": (self.story.month(3), self.story.today),
        }
        for key, (first, last) in periods.items():
            action = self.story.records[key]
            bundle = self.env["caetic.proof.bundle"].create(
                {
                    "funder_id": action.funder_id.id,
                    "funded_action_id": action.id,
                    "date_from": first,
                    "date_to": last,
                    "user_id": self.story.records["claire"].id,
                }
            )
            self.story.keep(f"bundle_{key}", bundle)
