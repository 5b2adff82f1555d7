# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo.fields import Command

NEW_NEED = (
    "Bonjour, nous ouvrons une maison de vacances à Espéraza et cherchons quelqu'un "
    "pour un site internet avec identité visuelle et vidéo. Nous aimerions être prêts "
    "avant l'été. Merci d'avance !"
)
WON = (
    "Un site internet simple, une identité visuelle et un film de deux minutes pour "
    "l'accueil de l'office de tourisme."
)
OPEN = (
    "La cave veut un site où commander, avec des photos et des textes en français et "
    "en occitan."
)
LOST = "Un site et une vidéo pour la promotion du festival d'été."


class Opportunities:
    """What customers ask for: a team that won, one that forms, a refusal, a new need.

    Teams are named here, not searched for: the story is the same whatever the skills
    that people fill in.
    """

    def __init__(self, story):
        self.story = story
        # Nobody of the story waits for a letter.
        self.env = story.env(context={**story.env.context, "caetic_no_mail": True})

    def tell(self):
        self._win()
        self._invite()
        self._lose()
        self._receive()

    def _get_profile(self, key):
        member = self.story.records[key]
        profiles_sudo = self.env["caetic.profile"]._ensure_profiles_sudo(member)
        return profiles_sudo.with_env(self.env)

    def _create(self, key, team, **values):
        """Create an opportunity and its places: who, role, days, share."""
        trades = [
            self.env.ref(f"caetic_members.trade_{one}").id
            for one in values.pop("trades")
        ]
        opportunity = self.env["caetic.opportunity"].create(
            {
                **values,
                "trade_ids": [Command.set(trades)],
                "need_ids": [Command.create({"trade_id": one}) for one in trades],
                "user_id": self.story.records["paul"].id,
            }
        )
        for place, (person, role, days, share) in enumerate(team):
            need = opportunity.need_ids[place : place + 1]
            opportunity.invitation_ids = [
                Command.create(
                    {
                        "profile_id": self._get_profile(person).id,
                        "is_lead": not place,
                        "role": role,
                        "days": days,
                        "share": share,
                        "need_ids": [Command.set(need.ids)],
                    }
                )
            ]
        return self.story.keep(f"opportunity_{key}", opportunity)

    # -- won, invoiced, paid ------------------------------------------------------

    def _win(self):
        """Bruno leads, Amélie draws, Chloé films; the customer has paid."""
        team = (
            ("bruno", "Site internet", 6, 50),
            ("amelie", "Identité visuelle", 4, 30),
            ("chloe", "Film d'accueil", 3, 20),
        )
        opportunity = self._create(
            "won",
            team,
            name="Site, identité et film de l'office de tourisme",
            description=WON,
            partner_id=self.story.records["pays"].id,
            trades=("1_05", "2_07", "2_12"),
            town="Couiza",
            zip="11190",
            days=13,
            budget=5400,
            date_start=self.story.month(2, 3),
            date_end=self.story.month(1, 20),
        )
        opportunity.action_send()
        for place in opportunity.invitation_ids:
            place._accept("Avec plaisir.")
        opportunity.write(
            {
                "outcome_code": "team",
                "outcome_reason": "Un seul interlocuteur pour trois métiers, et des "
                "références dans le pays.",
            }
        )
        opportunity.action_won()
        opportunity.date_closed = self.story.month(2, 2)
        self._invoice(opportunity)

    def _invoice(self, opportunity):
        invoice = opportunity._get_invoice_sudo().with_env(self.env)
        invoice.invoice_date = self.story.month(0)
        invoice.caetic_approval_state = "approved"
        invoice._post(soft=False)
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"payment_date": self.story.today})
        )
        wizard._create_payments()
        self.story.keep("opportunity_invoice", invoice)

    # -- open, lost, new ----------------------------------------------------------

    def _invite(self):
        """Bruno has accepted; Emma and Hugo have a few days to answer."""
        team = (
            ("bruno", "Boutique en ligne", 8, 55),
            ("emma", "Textes", 4, 25),
            ("hugo", "Référencement", 3, 20),
        )
        opportunity = self._create(
            "open",
            team,
            name="Boutique en ligne de la cave",
            description=OPEN,
            source="member",
            author_member_id=self.story.records["emma"].id,
            partner_id=self.story.records["cave"].id,
            trades=("1_05", "2_05", "1_07"),
            town="Malras",
            zip="11300",
            days=15,
            budget=7200,
            date_deadline=self.story.today + timedelta(days=6),
            date_start=self.story.month(-1, 10),
        )
        opportunity.action_send()
        opportunity.invitation_ids.filtered("is_lead")._accept("Je suis libre.")

    def _lose(self):
        team = (("amelie", "Affiche et site", 5, 60), ("chloe", "Vidéo", 4, 40))
        opportunity = self._create(
            "lost",
            team,
            name="Promotion du festival d'été",
            description=LOST,
            partner_id=self.story.records["asso"].id,
            trades=("2_07", "2_12"),
            town="Limoux",
            zip="11300",
            days=9,
            budget=2600,
        )
        opportunity.write(
            {
                "outcome_code": "price",
                "outcome_reason": "Notre proposition dépassait leur budget de 600 €.",
            }
        )
        opportunity.action_lost()
        opportunity.date_closed = self.story.month(1, 8)

    def _receive(self):
        """A visitor has just filled in the public form."""
        opportunity_sudo = self.env["caetic.opportunity"]._create_from_public(
            {
                "name": "Site internet, identité visuelle et vidéo",
                "description": NEW_NEED,
                "contact_name": "Mme Solange Pech",
                "contact_email": "solange.pech@courriel.example",
                "contact_phone": "04 68 31 00 77",
                "town": "Espéraza",
                "zip": "11260",
                "budget": 4500,
                "days": 12,
                "company_id": self.env.company.id,
            }
        )
        self.story.keep("opportunity_new", opportunity_sudo.with_env(self.env))
