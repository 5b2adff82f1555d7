# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A cooperative whose entrepreneurs invoice: two activities, one under a CAPE."""

from odoo import Command

from odoo.addons.caetic_members.tests.common import CaeticCommon

SIRET = "73282932000074"


class InvoicingCommon(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.company.write(
            {
                "name": "CAE Limoux",
                "street": "1 rue de la Mairie",
                "zip": "11300",
                "city": "Limoux",
                "caetic_legal_form": "Scop SA à capital variable",
                "caetic_capital": "variable, minimum 18 500 €",
                "caetic_rcs_city": "Carcassonne",
            }
        )
        cls.amelie = cls._create_member("Amélie Garrigue", login="amelie")
        cls.bruno = cls._create_member("Bruno Corbières", login="bruno")
        cls._sign_contracts()
        cls.studio = cls._create_activity(
            "Studio Garrigue",
            cls.amelie,
            auto_post_limit=2000,
            email="studio@example.com",
            phone="04 68 31 00 00",
            adviser_id=cls.adviser.id,
        )
        cls.atelier = cls._create_activity("Atelier Corbières", cls.bruno)
        cls.kind_service = cls.env.ref("caetic_invoicing.product_service")
        cls.kind_training = cls.env.ref("caetic_invoicing.product_training")
        cls.kind_goods = cls.env.ref("caetic_invoicing.product_goods")
        cls.mairie = cls._create_customer(cls.studio)

    @classmethod
    def _sign_contracts(cls):
        cls._create_contract(cls.amelie)
        cls._create_contract(cls.bruno, kind="cape", end="2026-12-31")

    @classmethod
    def _create_customer(cls, activity, **values):
        return cls.env["res.partner"].create(
            {
                "name": "SARL Cigale",
                "is_company": True,
                "company_registry": SIRET,
                "vat": "FR44732829320",
                "email": "cigale@example.com",
                "street": "2 rue des Vignes",
                "zip": "11000",
                "city": "Carcassonne",
                "country_id": cls.env.ref("base.fr").id,
                "lang": "fr_FR",
                "caetic_activity_ids": [Command.set(activity.ids)],
                **values,
            }
        )

    @classmethod
    def _draft(cls, activity=None, lines=None, partner=None, **values):
        """A draft of an activity: ``lines`` = [(label, quantity, price, product)]."""
        activity = activity or cls.studio
        lines = lines or [("Site web", 1, 1000, cls.kind_service)]
        return cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (partner or cls.mairie).id,
                "caetic_activity_id": activity.id,
                "invoice_payment_term_id": cls.env.ref(
                    "account.account_payment_term_30days"
                ).id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": label,
                            "quantity": quantity,
                            "price_unit": price,
                            "product_id": product.id,
                        }
                    )
                    for label, quantity, price, product in lines
                ],
                **values,
            }
        )
