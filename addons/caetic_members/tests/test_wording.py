# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import TransactionCase, tagged

from odoo.addons.caetic_members.controllers.wording import amount_writer

AMOUNTS = (0, 0.005, 12, 999.995, 1234567.891, -1234.5)


@tagged("post_install", "-at_install")
class TestWording(TransactionCase):
    def test_amounts_are_written_as_odoo_writes_them(self):
        currencies = self.env.ref("base.EUR") + self.env.ref("base.USD")
        currencies += self.env.ref("base.JPY")
        for lang, _name in self.env["res.lang"].get_installed():
            for currency in currencies.with_context(lang=lang):
                write = amount_writer(currency.env, currency)
                with self.subTest(lang=lang, currency=currency.name):
                    written = list(map(write, AMOUNTS))
                    self.assertEqual(written, list(map(currency.format, AMOUNTS)))
