# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestNotice(HttpCase):
    def test_anybody_reads_what_becomes_of_the_data(self):
        """R807, R802: who is in charge, how long, the CNIL."""
        answer = self.url_open("/information-notice")
        self.assertEqual(answer.status_code, 200)
        for words in (self.env.company.name, "3 ans", "2 ans", "CNIL"):
            self.assertIn(words, answer.text)
