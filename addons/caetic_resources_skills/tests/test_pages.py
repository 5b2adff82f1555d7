# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from lxml import html

from odoo.tests import HttpCase, tagged

from odoo.addons.caetic_resources.tests.common import ResourceCommon


@tagged("post_install", "-at_install")
class TestPages(ResourceCommon, HttpCase):
    def test_each_leads_to_the_other(self):
        self.authenticate("res_amelie", "res_amelie")
        for page, other in (
            ("/my/resources", "/my/network"),
            ("/my/profile/trades", "/my/resources"),
        ):
            response = self.url_open(page)
            self.assertEqual(response.status_code, 200, page)
            links = html.fromstring(response.content).xpath("//main//nav//a/@href")
            self.assertIn(other, links, page)
