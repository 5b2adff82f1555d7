# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlparse

from lxml import html

from odoo.tests import TransactionCase, tagged

from ..paper_styles import PaperStyles


@tagged("post_install", "-at_install")
class TestPaperStyles(TransactionCase):
    """A paper needs no answer of the server that prints it."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.styles = PaperStyles(self.env, folder.name)

    def _get_sheets(self):
        """Return the files of the styles of an empty paper."""
        layout = self.env.ref("web.minimal_layout")
        page = self.env["ir.qweb"]._render(layout.id, {"base_url": "http://caetic"})
        tree = html.fromstring(self.styles.localize(page))
        links = tree.xpath("//link[@rel='stylesheet']/@href")
        self.assertTrue(links)
        return [Path(unquote(urlparse(link).path)) for link in links]

    def test_every_style_is_a_file(self):
        for path in self._get_sheets():
            self.assertEqual(path.parent, self.styles.folder)
            self.assertGreater(path.stat().st_size, 0)

    def test_the_sheets_ask_nothing_of_the_network(self):
        for path in self._get_sheets():
            text = path.read_text(encoding="utf-8")
            self.assertNotRegex(text, r"""url\(\s*["']?(https?:|/)""")

    def test_the_fonts_of_the_sheets_may_be_read(self):
        self._get_sheets()
        fonts = [one for one in self.styles.folders if one.endswith("/fonts/lato")]
        self.assertEqual(len(fonts), 1)

    def test_a_file_that_is_no_addon_s_is_not_named(self):
        for address in (
            "https://fonts.example.org/a.woff",
            "//fonts.example.org/a.woff",
            "/web/static/fonts/none.woff",
            "/web/static/../../../../../../etc/passwd",
            "/etc/passwd",
        ):
            self.assertEqual(self.styles._get_address(address), "url(data:,)")

    def test_a_page_without_styles_is_left_as_it_is(self):
        page = "<p>href=&quot;/web/assets&quot;</p>"
        self.assertEqual(self.styles.localize(page), page)
        self.assertIsNone(self.styles.localize(None))

    def test_the_printer_may_read_the_sheets_only(self):
        report = self.env["ir.actions.report"]
        paper = self.env.ref("base.paperformat_euro")
        plain = report._build_wkhtmltopdf_args(paper, False)
        self.assertIn("--disable-local-file-access", plain)
        self.assertNotIn("--allow", plain)
        allowed = report.with_context(
            caetic_styles=self.styles
        )._build_wkhtmltopdf_args(paper, False)
        self.assertEqual(allowed[-2:], ["--allow", str(self.styles.folder)])
