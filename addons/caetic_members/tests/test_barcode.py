# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""QR codes of pages, e-mails and documents."""

import io

from PIL import Image

from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestBarcode(HttpCase):
    def test_a_code_is_drawn(self):
        answer = self.url_open(
            "/report/barcode/QR/CAETIC-1?width=210&height=210&quiet=0"
        )
        self.assertEqual(answer.status_code, 200)
        picture = Image.open(io.BytesIO(answer.content))
        self.assertEqual((picture.format, picture.size), ("PNG", (210, 210)))
        # 21 modules of 10 points: black corner squares, the white ring inside them.
        dark = [picture.convert("L").getpixel(at) < 128 for at in ((5, 5), (15, 15))]
        self.assertEqual(dark, [True, False])

    def test_what_cannot_be_drawn_is_refused(self):
        reports = self.env["ir.actions.report"]
        for value, size in (("x" * 5000, 100), ("x", 20000), ("x", 0)):
            with self.subTest(size=size), self.assertRaises(ValueError):
                reports.barcode("QR", value, width=size, height=size)
