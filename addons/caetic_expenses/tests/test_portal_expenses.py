# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

from freezegun import freeze_time
from lxml import html
from PIL import Image

from odoo.tests import HttpCase, tagged

from odoo.addons.caetic_members.tests.common import PDF

from .common import TODAY, ExpensesCommon


def photo(size=(300, 200)):
    written = io.BytesIO()
    Image.new("RGB", size, "white").save(written, "JPEG")
    return written.getvalue()


class PortalCase(ExpensesCommon, HttpCase):
    def _get(self, path):
        response = self.url_open(f"/my/activities/{self.studio.id}{path}")
        return response, html.fromstring(response.content)

    def _post_form(self, path, data, files=None, page="/expenses/new"):
        [token, *_rest] = self._get(page)[1].xpath("//input[@name='csrf_token']/@value")
        response = self.url_open(
            f"/my/activities/{self.studio.id}{path}",
            {**data, "csrf_token": token},
            files=files,
        )
        return response, html.fromstring(response.content)

    def _login(self, member):
        login = member.user_id.login
        self.authenticate(login, login.ljust(8, "x"))

    def _row(self, number=0, **values):
        texts = {
            "date": "2026-06-02",
            "kind": str(self._kind("meal").id),
            "amount": "22,00",
            "rate": "10",
            "label": "Repas client",
            "in_name": "1",
            **values,
        }
        return {f"row-{number}-{name}": text for name, text in texts.items()}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPortalExpenses(PortalCase):
    def setUp(self):
        super().setUp()
        self._login(self.amelie)

    def _claims(self):
        return self.studio.expense_ids.sorted("id")

    def test_two_photos_in_one_go(self):
        files = {
            "row-0-photo": ("a.jpg", photo()),
            "row-1-photo": ("b.pdf", PDF),
        }
        data = {**self._row(), **self._row(1, amount="5", label="Café", in_name="")}
        response, page = self._post_form(
            "/expenses/new", {**data, "do": "submit"}, files
        )
        self.assertEqual(response.status_code, 200)
        self.assertIn("message=submitted", response.url)
        first, second = self._claims()
        self.assertEqual(
            [(one.state, one.total_amount, one.caetic_cost) for one in (first, second)],
            [("submitted", 22, 20), ("submitted", 5, 5)],
        )
        self.assertEqual(first.employee_id, self.amelie.employee_id)
        self.assertEqual(first.attachment_ids.mimetype, "image/jpeg")
        self.assertEqual(second.attachment_ids.raw, PDF)
        receipt = self.url_open(f"{first._portal_get_url()}/receipt")
        self.assertEqual(receipt.headers["Content-Type"], "image/jpeg")
        row = page.xpath("//table//tr")[-1].text_content()
        self.assertIn("Repas client", row)

    def test_a_refused_form_keeps_all_that_was_given(self):
        files = {"row-0-photo": ("a.jpg", photo())}
        data = {**self._row(amount="abc"), "do": "submit"}
        response, page = self._post_form("/expenses/new", data, files)
        self.assertEqual(response.status_code, 422)
        field = page.xpath("//input[@id='row-0-amount']")[0]
        self.assertEqual(field.get("value"), "abc")
        self.assertIn("row-0-amount_error", field.get("aria-describedby"))
        [kept] = page.xpath("//input[@name='row-0-kept']/@value")
        data = {**self._row(kept=kept), "do": "submit"}
        response, _page = self._post_form("/expenses/new", data)
        self.assertIn("message=submitted", response.url)
        self.assertEqual(self._claims().attachment_ids.id, int(kept))

    def test_the_photo_of_somebody_else_is_lost(self):
        other = (
            self._as(self.bruno)
            ._get_kept_sudo([])
            .create(
                {"name": "x.pdf", "raw": PDF, "res_model": "hr.expense", "res_id": 0}
            )
        )
        data = {**self._row(kept=str(other.id)), "do": "submit"}
        response, page = self._post_form("/expenses/new", data)
        self.assertEqual(response.status_code, 422)
        self.assertTrue(page.xpath("//*[@id='row-0-photo_error']"))
        self.assertFalse(self._claims())

    def test_files_that_are_no_receipt(self):
        for content in (b"<svg/>", b"MZ", PDF + b"0" * 30 * 1024 * 1024, b"PK\x03\x04"):
            with self.subTest(content=content[:8]):
                response, page = self._post_form(
                    "/expenses/new",
                    {**self._row(), "do": "submit"},
                    {"row-0-photo": ("a.jpg", content)},
                )
                self.assertEqual(response.status_code, 422)
                self.assertTrue(page.xpath("//*[@id='row-0-photo_error']"))
        self.assertFalse(self._claims())

    def test_no_photo_no_claim_but_a_draft(self):
        response, page = self._post_form(
            "/expenses/new", {**self._row(), "do": "submit"}
        )
        self.assertEqual(response.status_code, 422)
        self.assertTrue(page.xpath("//*[@id='row-0-photo_error']"))
        self._post_form("/expenses/new", {**self._row(), "do": "save"})
        self.assertEqual(self._claims().state, "draft")
        response, page = self._post_form("/expenses/submit", {}, page="/expenses")
        self.assertEqual(response.status_code, 422)
        self.assertEqual(self._claims().state, "draft")

    def test_rows_are_added_and_removed_without_javascript(self):
        _response, page = self._post_form(
            "/expenses/new", {**self._row(), "do": "add_row"}
        )
        self.assertEqual(len(page.xpath("//fieldset")), 2)
        self.assertEqual(page.xpath("//input[@id='row-1-date']/@value"), ["2026-06-02"])
        data = {**self._row(), **self._row(1, label="Autre"), "do": "remove_row-0"}
        _response, page = self._post_form("/expenses/new", data)
        self.assertEqual(page.xpath("//input[@id='row-1-label']/@value"), ["Autre"])
        self.assertFalse(page.xpath("//input[@id='row-0-label']"))

    def test_values_that_are_not_of_the_form(self):
        """Account, tax, employee and state are never taken from the client."""
        account = self.company_data["default_account_revenue"]
        forged = {
            "account_id": account.id,
            "tax_ids": "1",
            "row-0-account": account.id,
            "employee_id": self.bruno.employee_id.id,
            "approval_state": "approved",
            "expense_id": "1",
        }
        self._post_form("/expenses/new", {**self._row(), **forged, "do": "save"})
        claim = self._claims()
        self.assertEqual(claim.state, "draft")
        self.assertEqual(claim.employee_id, self.amelie.employee_id)
        self.assertEqual(claim.account_id.code, "625600")
        self.assertEqual(claim.tax_ids.amount, 10)
        self.assertEqual(claim.analytic_distribution, self.studio._get_distribution())

    def test_kinds_are_of_the_list(self):
        for kind in (self.service.id, self._kind("mileage").id, 999999999, "x"):
            with self.subTest(kind=kind):
                response, page = self._post_form(
                    "/expenses/new", {**self._row(kind=str(kind)), "do": "save"}
                )
                self.assertEqual(response.status_code, 422)
                self.assertTrue(page.xpath("//*[@id='row-0-kind_error']"))

    def test_change_duplicate_delete(self):
        claim = self._claim(submit=False)
        url = f"/expenses/{claim.id}"
        page = self._get(f"{url}/edit")[1]
        self.assertEqual(page.xpath("//input[@id='row-0-amount']/@value"), ["22,00"])
        self._post_form(
            f"{url}/edit",
            {**self._row(amount="11"), "do": "submit"},
            page=f"{url}/edit",
        )
        self.assertEqual((claim.total_amount, claim.caetic_cost), (11, 10))
        self.assertEqual(claim.state, "submitted")
        response, _page = self._post_form(f"{url}/copy", {})
        self.assertTrue(response.url.endswith("/edit"))
        copy = self._claims()[-1]
        self._post_form(f"/expenses/{copy.id}/discard", {})
        self.assertEqual(self._claims(), claim.with_env(self.env))
        response, page = self._post_form(f"{url}/discard", {})
        self.assertEqual(response.status_code, 422)
        self.assertTrue(page.xpath("//*[@id='caetic_errors']"))

    def test_lump_sums_from_the_form(self):
        data = {
            "date": "2026-06-02",
            "kind": str(self._kind("meal_restaurant").id),
            "count": "2",
            "label": "Chantier",
        }
        page = self._get("/expenses/lump")[1]
        self.assertIn("21,40", page.xpath("//select[@id='kind']")[0].text_content())
        response, _page = self._post_form("/expenses/lump", data)
        self.assertIn("message=submitted", response.url)
        self.assertEqual(self._claims().total_amount, 42.8)
        response, page = self._post_form("/expenses/lump", {**data, "count": "1,5"})
        self.assertEqual(response.status_code, 422)
        self.assertEqual(page.xpath("//input[@id='count']/@value"), ["1,5"])

    def test_nothing_is_shown_to_others(self):
        claim = self._claim()
        self._login(self.bruno)
        for path in ("", "/receipt", "/edit"):
            response = self.url_open(f"{claim._portal_get_url()}{path}")
            self.assertNotIn("Rendez-vous client", response.text)
            self.assertNotIn("/expenses", response.url)
        own = f"/my/activities/{self.atelier.id}/expenses/{claim.id}"
        self.assertNotIn("Rendez-vous client", self.url_open(own).text)
        for number in ("0", "99999999999", "-1", "x"):
            response = self.url_open(
                f"/my/activities/{self.atelier.id}/expenses/{number}"
            )
            self.assertLess(response.status_code, 500)

    def test_the_home_offers_the_photo(self):
        page = self._get("")[1]
        links = page.xpath("//div[@id='caetic_quick_actions']//a/@href")
        self.assertIn(f"/my/activities/{self.studio.id}/expenses/new", links)

    def _shown(self, page):
        """Identifiers of the rows of the table, and the figures over it."""
        links = page.xpath("//table//tbody//th//a/@href")
        figures = page.xpath("//a[contains(@href, 'show=')]")
        return {int(link.split("/")[-1].split("?")[0]) for link in links}, {
            one.get("href").split("show=")[1]: " ".join(one.text_content().split())
            for one in figures
        }

    def test_figures_open_the_rows_they_add_up(self):
        """22 and 30 EUR are read by staff, 18 EUR is owed, a draft is in neither."""
        waiting = self._claim() | self._claim(total=30)
        owed = self._claim(total=18)
        self._post(owed)
        draft = self._claim(total=7, submit=False)
        everything = set((waiting | owed | draft).ids)
        shown, figures = self._shown(self._get("/expenses")[1])
        self.assertEqual(shown, everything)
        self.assertEqual(set(figures), {"waiting", "owed"})
        self.assertIn("52,00", figures["waiting"])
        self.assertIn("(2)", figures["waiting"])
        self.assertIn("18,00", figures["owed"])
        shown, _figures = self._shown(self._get("/expenses?show=waiting")[1])
        self.assertEqual(shown, set(waiting.ids))
        shown, _figures = self._shown(self._get("/expenses?show=owed")[1])
        self.assertEqual(shown, set(owed.ids))
        shown, _figures = self._shown(self._get("/expenses?show=other")[1])
        self.assertEqual(shown, everything)
        self._login(self.bruno)
        figures = self.atelier.with_user(
            self.bruno.user_id
        )._portal_get_expense_figures()
        self.assertEqual(figures, {})

    def test_the_list_runs_as_many_queries_whatever_its_length(self):
        counts = []
        for _number in range(2):
            for _again in range(3):
                self._claim()
            self.env.flush_all()
            self.env.invalidate_all()
            own = self._as(self.amelie)
            own._portal_get_expense_rows(0, 30)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            own._portal_get_expense_rows(0, 30)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
