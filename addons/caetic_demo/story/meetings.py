# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import fields

# Days from today, and who comes: name, e-mail.
MEETINGS = (
    ("passed", -9, (("Marion Serres", "marion.serres@courriel.example"),)),
    (
        "next",
        12,
        (
            ("Léa Pons", "lea.pons@courriel.example"),
            ("Yanis Costes", "yanis.costes@courriel.example"),
        ),
    ),
)
DESCRIPTION = """
<p>Deux heures pour comprendre la coopérative : tester votre activité sans créer
d’entreprise, être salarié de votre propre chiffre d’affaires, travailler avec
d’autres. Venez avec vos questions ; un entretien individuel peut suivre.</p>
"""


class Meetings:
    """Information meetings on the website, one passed and one to come."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        company = self.env.company
        self.env["website"].search([]).write(
            {"name": company.name, "logo": company.logo}
        )
        kind = self.env.ref("caetic_members_website_event.event_type_information")
        for key, days, people in MEETINGS:
            begin = fields.Datetime.to_datetime(self.story.today) + relativedelta(
                days=days, hours=17
            )
            meeting = self.env["event.event"].create(
                {
                    "name": "Réunion d’information collective",
                    "event_type_id": kind.id,
                    "date_begin": begin,
                    "date_end": begin + relativedelta(hours=2),
                    "address_id": self.env.company.partner_id.id,
                    "organizer_id": self.env.company.partner_id.id,
                    "is_published": True,
                    "description": DESCRIPTION,
                }
            )
            self.story.keep(f"meeting_{key}", meeting)
            registrations = self.env["event.registration"].create(
                [
                    {"event_id": meeting.id, "name": name, "email": email}
                    for name, email in people
                ]
            )
            if days < 0:
                registrations.action_set_done()
