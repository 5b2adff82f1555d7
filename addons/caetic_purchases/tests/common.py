# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A cooperative whose entrepreneurs buy: two activities, a supplier, a document."""

from datetime import date
from decimal import Decimal

from odoo.addons.caetic_members.tests.common import CaeticCommon
from odoo.addons.caetic_members.uploads import check_upload

from .. import engine
from .documents import pdf

SIREN = "424761419"


class PurchasesCommon(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_member("Amélie Garrigue", login="amelie")
        cls.bruno = cls._create_member("Bruno Corbières", login="bruno")
        for member in (cls.amelie, cls.bruno):
            cls._create_contract(member)
        cls.studio = cls._create_activity(
            "Studio Garrigue", cls.amelie, adviser_id=cls.adviser.id
        )
        cls.atelier = cls._create_activity("Atelier Corbières", cls.bruno)
        cls.hosting = cls.env.ref("caetic_purchases.product_hosting")
        cls.office = cls.env.ref("caetic_purchases.product_office")
        cls.travel = cls.env.ref("caetic_purchases.product_travel")
        cls.count = 0

    @classmethod
    def _form(cls, lines=None, **changes):
        """Texts of a form: ``lines`` = [(label, kind, rate, untaxed, VAT)]."""
        lines = lines or [("Hébergement", cls.hosting, "20", "100", "20")]
        form = {
            "supplier": "new",
            "name": "OVH SAS",
            "siren": SIREN,
            "kind": "bill",
            "date": "2026-03-14",
            "reference": "FR-118",
            "paid": "coop",
            **changes,
        }
        for row, (label, kind, rate, untaxed, vat) in enumerate(lines):
            form |= {
                f"line-{row}-label": label,
                f"line-{row}-kind": str(kind.id),
                f"line-{row}-rate": rate,
                f"line-{row}-untaxed": untaxed,
                f"line-{row}-vat": vat,
            }
        return form

    @classmethod
    def _send(cls, activity=None, lines=None, submit=True, content=None, **changes):
        """A bill that a member of the activity sends by the portal's methods."""
        cls.count += 1
        activity = activity or cls.studio
        user = activity.member_ids.user_id
        own = activity.with_user(user)
        sent = content or pdf(cls.count)
        upload, code = check_upload("facture.pdf", sent, ("pdf", "xml", "image"))
        assert not code, code
        move, _known = own._portal_receive_purchase(upload, sent)
        form = cls._form(lines, **changes)
        bill, issues = engine.parse_bill(form, own._portal_get_purchase_rates())
        assert not issues, issues
        own._portal_save_purchase(bill, form, move, submit=submit)
        return cls.env["account.move"].browse(move.id)

    @classmethod
    def _available(cls, activity):
        activity.invalidate_recordset()
        return activity._get_statement(date(2026, 12, 31)).available

    @classmethod
    def _payable_pending(cls, activity):
        activity.invalidate_recordset()
        return activity._get_statement(date(2026, 12, 31)).pending

    @staticmethod
    def _shares(*parts):
        return [engine.Share(one.id, Decimal(str(part))) for one, part in parts]
