# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .test_portal_invoices import PortalCase


@tagged("post_install", "-at_install")
class TestShareForm(PortalCase):
    """R427: a percentage of the whole, a line, an amount, on the form of an invoice."""

    def _shared(self, **shares):
        """The form of an invoice of two lines, of 1 000 and of 600."""
        names = {f"share-{key.replace('_', '-')}": text for key, text in shares.items()}
        return self._form(
            **{
                "line-1-label": "Photos",
                "line-1-quantity": "2",
                "line-1-price": "300",
                "line-1-kind": str(self.kind_service.id),
                **names,
            }
        )

    def _saved(self, **shares):
        response, _page = self._post(
            "/invoices/new", **{**self._shared(**shares), "do": "check"}
        )
        self.assertEqual(response.status_code, 303)
        number = int(response.headers["Location"].rsplit("/", 1)[1])
        return self.env["account.move"].browse(number)

    def test_a_line_a_part_of_it_and_an_amount(self):
        """50 % of 600 is 300, and 123,45: 10 % of 1 176,55 leaves 1 058,90 or so."""
        shares = {
            "0_activity": str(self.atelier.id),
            "0_line": "1",
            "0_percentage": "50",
            "1_activity": str(self.atelier.id),
            "1_amount": "123,45",
        }
        _response, page = self._post(
            "/invoices/new", **{**self._shared(**shares), "do": "refresh"}
        )
        options = page.xpath("//select[@name='share-0-line']/option")
        self.assertEqual([option.get("value") for option in options], ["", "0", "1"])
        given = page.xpath("//*[@data-estimate='shared']")[0].text_content()
        self.assertIn("423,45", given)
        # 1 600 - 423,45 = 1 176,55, less 10 %: 117,66 (117,655).
        own = page.xpath("//*[@data-estimate='own']")[0].text_content()
        self.assertRegex(own, r"1\s058,89")
        move = self._saved(**shares)
        self.assertRecordValues(
            move.caetic_share_ids,
            [
                {"percentage": 50, "fixed_amount": 0, "amount": 300},
                {"percentage": 0, "fixed_amount": 123.45, "amount": 123.45},
            ],
        )
        self.assertEqual(move.caetic_share_ids[0].move_line_id.name, "Photos")
        _response, page = self._page(f"/invoices/{move.id}/edit")
        chosen = page.xpath("//select[@name='share-0-line']/option[@selected]/@value")
        self.assertEqual(chosen, ["1"])
        amount = page.xpath("//input[@name='share-1-amount']/@value")
        self.assertEqual(amount, ["123,45"])

    def test_what_is_refused_beside_its_field(self):
        atelier = str(self.atelier.id)
        cases = (
            ({"0_activity": atelier}, "share-0-percentage"),
            ({"0_percentage": "10"}, "share-0-activity"),
            (
                {"0_activity": atelier, "0_percentage": "10", "0_amount": "5"},
                "share-0-amount",
            ),
            ({"0_activity": atelier, "0_amount": "1600,01"}, "share-0-amount"),
            ({"0_activity": atelier, "0_amount": "0,001"}, "share-0-amount"),
            (
                {"0_activity": atelier, "0_line": "1", "0_amount": "600,01"},
                "share-0-amount",
            ),
            (
                {"0_activity": atelier, "0_line": "7", "0_percentage": "5"},
                "share-0-line",
            ),
            (
                {"0_activity": atelier, "0_line": "1 OR 1", "0_percentage": "5"},
                "share-0-line",
            ),
            (
                {
                    "0_activity": atelier,
                    "0_percentage": "60",
                    "1_activity": atelier,
                    "1_line": "0",
                    "1_percentage": "41",
                },
                "share-1-percentage",
            ),
        )
        for shares, field in cases:
            with self.subTest(shares=shares):
                response, page = self._post(
                    "/invoices/new", **{**self._shared(**shares), "do": "save"}
                )
                self.assertEqual(response.status_code, 422)
                self.assertTrue(self._error(page, field))
        self.assertFalse(self._count())

    def test_a_share_follows_its_line_that_moves(self):
        shares = {"0_activity": str(self.atelier.id), "0_line": "1"}
        _response, page = self._post(
            "/invoices/new", **{**self._shared(**shares), "do": "up_line-1"}
        )
        chosen = page.xpath("//select[@name='share-0-line']/option[@selected]/@value")
        self.assertEqual(chosen, ["0"])

    def test_estimate_of_an_amount(self):
        url = f"{self.base}/invoices/estimate?amount=1000&given="
        self.assertEqual(
            self.url_open(url + "300").json(),
            {"shared": "300.00", "contribution": "70.00", "own": "630.00"},
        )
        for given in ("-1", "1000.01"):
            self.assertEqual(self.url_open(url + given).status_code, 422)
        self.assertEqual(self.url_open(url + "x").status_code, 200)

    def test_the_seller_reads_the_answers(self):
        move = self._saved(**{"0_activity": str(self.atelier.id), "0_percentage": "25"})
        _response, page = self._page(f"/invoices/{move.id}")
        card = page.xpath("//section[@aria-labelledby='caetic_invoice_facts']")[0]
        self.assertIn("Atelier Corbières", card.text_content())
        self.assertIn("400,00", card.text_content())
