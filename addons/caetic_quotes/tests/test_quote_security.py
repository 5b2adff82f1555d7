# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Nobody reads or writes a quote but through the methods that check who asks."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import QuoteCommon


@tagged("post_install", "-at_install", "together")
class TestQuoteSecurity(QuoteCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quote = cls._quote()
        cls.quote._caetic_open()
        cls.env.invalidate_all()

    def _as(self, user, model="sale.order"):
        return self.env[model].with_user(user)

    def test_entrepreneurs_read_no_order_by_rpc(self):
        for member in (self.amelie, self.bruno):
            user = member.user_id
            orders, lines = self._as(user), self._as(user, "sale.order.line")
            self.assertFalse(orders.search([("caetic_activity_id", "!=", False)]))
            self.assertFalse(lines.search([("order_id", "=", self.quote.id)]))
            with self.assertRaises(AccessError):
                orders.browse(self.quote.id).read(["name"])
            with self.assertRaises(AccessError):
                lines.browse(self.quote.order_line.ids).read(["name"])

    def test_entrepreneurs_write_nothing_by_rpc(self):
        user = self.amelie.user_id
        quote = self._as(user).browse(self.quote.id)
        line = self._as(user, "sale.order.line").browse(self.quote.order_line.id)
        with self.assertRaises(AccessError):
            quote.write({"note": "x"})
        with self.assertRaises(AccessError):
            line.write({"price_unit": 1})
        with self.assertRaises(AccessError):
            quote.unlink()
        with self.assertRaises(AccessError):
            self._as(user).create({"partner_id": self.mairie.id})
        for act in ("action_confirm", "action_cancel", "action_caetic_approve"):
            with self.assertRaises(AccessError):
                getattr(quote, act)()
        for operation in ("read", "write", "create", "unlink"):
            stages = self._as(user, "caetic.quote.stage")
            self.assertFalse(stages.has_access(operation))

    def test_another_entrepreneur_gets_nothing_from_the_methods(self):
        bruno = self.bruno.user_id
        studio = self.studio.with_user(bruno)
        with self.assertRaises(AccessError):
            studio._portal_get_quote(self.quote.id)
        with self.assertRaises(AccessError):
            studio._portal_get_quote_rows()
        with self.assertRaises(AccessError):
            studio._portal_get_quote_form()
        own = self.atelier.with_user(bruno)
        self.assertFalse(own._portal_get_quote(self.quote.id))

    def test_advisers_read_their_people_only(self):
        orders = self._as(self.adviser)
        mine = [("id", "=", self.quote.id)]
        self.assertTrue(orders.search(mine))
        stages = self._as(self.adviser, "caetic.quote.stage")
        self.assertTrue(stages.search([("order_id", "=", self.quote.id)]))
        other = new_test_user(
            self.env,
            "conseil",
            groups="base.group_user,caetic_members.caetic_members_group_adviser",
        )
        self.assertFalse(self._as(other).search(mine))
        lines = self._as(other, "sale.order.line")
        self.assertFalse(lines.search([("order_id", "=", self.quote.id)]))
        stages = self._as(other, "caetic.quote.stage")
        self.assertFalse(stages.search([("order_id", "=", self.quote.id)]))
        with self.assertRaises(AccessError):
            self._as(self.adviser).browse(self.quote.id).write({"note": "x"})

    def test_coordinators_approve_and_others_do_not(self):
        quote = self._quote()
        self.studio.auto_send_quote = False
        quote.with_user(self.amelie.user_id).sudo()._caetic_submit()
        self.assertEqual(quote.caetic_quote_state, "submitted")
        self.assertEqual(quote.caetic_approval_codes[:1], ["kind"])
        with self.assertRaises(AccessError):
            quote.with_user(self.adviser).action_caetic_approve()
        quote.with_user(self.coordinator)._caetic_refuse("Précisez les droits")
        self.assertEqual(quote.caetic_quote_state, "refused")
        quote.with_user(self.amelie.user_id).sudo()._caetic_submit()
        quote.with_user(self.coordinator).action_caetic_approve()
        self.assertEqual(quote.caetic_quote_state, "sent")
        self.assertTrue(quote.access_token)

    def test_thresholds_hold_the_quote_back(self):
        """The activity posts alone up to 2 000 excl. VAT."""
        small = self._quote(partner_id=self.mairie.id)
        large = self._quote([("Site", 1, 2000.01, self.kind_service, 0)])
        for quote, state in ((small, "sent"), (large, "submitted")):
            quote.with_user(self.amelie.user_id).sudo()._caetic_submit()
            self.assertEqual(quote.caetic_quote_state, state)
        self.assertEqual(large.caetic_approval_codes, ["amount"])
        desk = self.env.ref("caetic_quotes.caetic_desk_quotes")
        self.assertGreaterEqual(desk.with_user(self.coordinator).count, 1)
