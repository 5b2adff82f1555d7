# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

from .source import picture, rows, siret

SCHEMES = {
    # R402: the three most common bases, each with its own settlement rules.
    "standard": {
        "name": "10 % de l'encaissé",
        "base": "cashed",
        "fee_month": 16,
        "tiers": [(0, 10)],
    },
    "tiers": {
        "name": "11 / 10 / 9 % par tranches",
        "base": "cashed",
        "floor_year": 2160,
        "tiers": [(0, 11), (40000, 10), (80000, 9)],
    },
    "margin": {
        "name": "12 % de la marge brute",
        "base": "margin",
        "floor_year": 480,
        "cap_year": 8400,
        "tiers": [(0, 12)],
    },
    "cape": {
        "name": "CAPE : 10 % de l'encaissé",
        "base": "cashed",
        "fee_month": 4,
        "tiers": [(0, 10)],
    },
}
ROLES = {
    "Coordinatrice": "coordinator",
    "Comptable": "accountant",
    "Accompagnateur": "adviser",
}


class Cooperative:
    """The legal person, its staff and its contribution schemes."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        self._name_company()
        self._hire_staff()
        self._write_schemes()

    def _name_company(self):
        number = siret("801000010")
        vat_key = (12 + 3 * (int(number[:9]) % 97)) % 97
        self.env.company.partner_id.write(
            {
                "name": "CAETIC Ouest Audois",
                "street": "1 avenue du Pont de France",
                "zip": "11300",
                "city": "Limoux",
                "country_id": self.env.ref("base.fr").id,
                "phone": "04 68 31 00 00",
                "email": "bonjour@caetic.example",
                "website": "https://caetic.example",
                "vat": f"FR{vat_key:02d}{number[:9]}",
                "company_registry": number,
            }
        )
        self.env.company.write(
            {
                "logo": picture("cooperative"),
                "caetic_legal_form": "Scop SA à capital variable",
                "caetic_capital": "18 500 €",
                "caetic_cooperative_kind": "scop",
                "caetic_company_form": "sa",
                "caetic_stated_capital": 18500,
                "caetic_rcs_city": "Carcassonne",
                "caetic_training_number": "76 11 00000 11",
            }
        )
        # Made at installation, before the company had its name.
        self.env.company.caetic_structure_account_id.name = "Structure"
        self.env["res.partner.bank"].create(
            {
                "acc_number": "FR7630001007941234567890185",
                "partner_id": self.env.company.partner_id.id,
                "allow_out_payment": True,
            }
        )

    def _hire_staff(self):
        for row in rows("logins"):
            if row["role"] not in ROLES:
                continue
            role = ROLES[row["role"]]
            group = self.env.ref(f"caetic_members.caetic_members_group_{role}")
            user = self.env["res.users"].create(
                {
                    "name": row["name"],
                    "login": row["login"],
                    "password": row["password"],
                    "email": f"{row['login']}@caetic.example",
                    "lang": "fr_FR",
                    "tz": "Europe/Paris",
                    "group_ids": [Command.link(group.id)],
                }
            )
            self.story.keep(row["login"], user)

    def _write_schemes(self):
        for key, values in SCHEMES.items():
            tiers = values["tiers"]
            scheme = self.env["caetic.contribution.scheme"].create(
                {
                    **{name: val for name, val in values.items() if name != "tiers"},
                    "tier_ids": [
                        Command.create({"from_amount": start, "rate": rate})
                        for start, rate in tiers
                    ],
                }
            )
            self.story.keep(key, scheme)
        self.env.company.caetic_scheme_id = self.story.records["standard"]
