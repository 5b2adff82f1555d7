# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

WORD = "caches of the tests"


@tagged("post_install", "-at_install")
class TestCaches(HttpCase):
    """No test sees the views of another, whatever caches are kept between them."""

    def _read_login_page(self):
        return self.url_open("/web/login").text

    def test_1_page_of_a_view_that_a_test_changes(self):
        self.assertNotIn(WORD, self._read_login_page())
        self.env["ir.ui.view"].create(
            {
                "name": "test",
                "type": "qweb",
                "inherit_id": self.env.ref("web.login").id,
                "arch": f'<xpath expr="//form" position="before">{WORD}</xpath>',
            }
        )
        self.assertIn(WORD, self._read_login_page())

    def test_2_page_of_the_next_test(self):
        self.assertNotIn(WORD, self._read_login_page())
