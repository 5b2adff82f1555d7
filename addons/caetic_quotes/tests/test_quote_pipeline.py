# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_quote_portal import QuotePortalCase


@tagged("post_install", "-at_install")
class TestQuotePipeline(QuotePortalCase):
    """Below the turnover: how far the quotes of the year are."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        year = {"date_order": "2026-03-02"}
        cls._quote(**year)
        for price in (800, 450):
            line = ("Maquette", 1, price, cls.kind_service, 0)
            cls._quote([line], **year)._caetic_open()
        cls._quote(date_order="2025-12-30")
        cls._quote(activity=cls.atelier, **year)

    def _rows(self):
        own = self.studio.with_user(self.amelie.user_id)
        parts = own._get_followup_parts(2026)
        return {row["url"]: row for part in parts for row in part["rows"]}

    def test_quotes_of_the_year_by_state(self):
        """One of 1 200 is written; two have left: 800 + 450 = 1 250 EUR."""
        base = f"/my/activities/{self.studio.id}/quotes?year=2026&state="
        rows = {
            url.removeprefix(base): (row["amount"], row["detail"][-1])
            for url, row in self._rows().items()
            if url.startswith(base)
        }
        self.assertEqual(rows, {"draft": (1200, "1"), "sent": (1250, "2")})

    def test_each_figure_opens_its_quotes(self):
        self.authenticate("amelie", "ameliexx")
        base = f"/my/activities/{self.studio.id}/quotes"
        for query, count in (
            ("?year=2026&state=sent", 2),
            ("?year=2026&state=draft", 1),
            ("?year=2025", 1),
            ("?year=2026&state=lost", 0),
            # What is typed by hand narrows nothing, and breaks nothing.
            ("?year=99999&state=x", 4),
        ):
            page = self.url_open(base + query)
            self.assertEqual(page.status_code, 200, query)
            links = {part.split('"')[0] for part in page.text.split(f'href="{base}/')}
            numbers = {link for link in links if link.isdigit()}
            self.assertEqual(len(numbers), count, query)

    def test_nobody_else_reads_them(self):
        other = self.studio.with_user(self.bruno.user_id)
        with self.assertRaises(AccessError):
            other._get_followup_parts(2026)
