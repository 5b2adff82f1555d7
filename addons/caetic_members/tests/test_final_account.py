# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""End of a contract: notice, those to be told, final account (R125-R127, R207)."""

import io
from datetime import date

from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, tagged

from .test_contract_documents import PaperCase, plain


@tagged("post_install", "-at_install")
@freeze_time("2026-06-30")
class TestContractEnd(PaperCase):
    def _end(self, contract, reason, day, given=None, **values):
        wizard = self.env["caetic.contract.end.wizard"].create(
            {
                "contract_id": contract.id,
                "reason": reason,
                "date": day,
                "notice_start": given,
                **values,
            }
        )
        wizard.action_apply()
        return wizard

    def _running(self, kind="cesa", start="2024-01-01", **values):
        contract = self._contract(kind, start, **values)
        contract.action_sign()
        return contract

    def test_r125_dismissal_respects_the_notice(self):
        """Two years and more: two months (L1234-1): 1 April + 2 months = 31 May."""
        cesa = self._running()
        with self.assertRaises(UserError) as refused:
            self._end(cesa, "dismissal", "2026-05-30", "2026-04-01")
        self.assertIn("2026", str(refused.exception))
        self._end(cesa, "dismissal", "2026-05-31", "2026-04-01")
        self.assertEqual(cesa.date_end, date(2026, 5, 31))

    def test_notice_may_be_waived_but_not_that_of_a_mutual_end(self):
        """Signed on 1 June: 16 June + 15 working days = 3 July, the day after."""
        cesa = self._running()
        with self.assertRaises(UserError):
            self._end(cesa, "mutual", "2026-06-20", "2026-06-01", is_notice_waived=True)
        self._end(cesa, "dismissal", "2026-06-20", "2026-06-01", is_notice_waived=True)
        self.assertEqual(cesa.state, "ended")

    def test_a_reason_that_the_dates_contradict_is_refused(self):
        cesa = self._running(start="2026-01-01", trial_end="2026-03-31")
        for reason, day in (
            # The trial ended on 31 March.
            ("trial", "2026-06-20"),
            # R108: the deadline is 1 January 2029.
            ("not_associated", "2026-06-20"),
            # Before the first day.
            ("resignation", "2025-12-31"),
        ):
            with self.subTest(reason=reason), self.assertRaises(UserError):
                self._end(cesa, reason, day)
        self.assertEqual(cesa.state, "running")

    def test_r207_early_end_of_a_cape_is_declared(self):
        cape = self._running("cape", "2026-01-05", date_end="2026-12-31")
        with self.assertRaises(UserError):
            self._end(cape, "cape_term", "2026-06-15")
        self._end(cape, "abandon", "2026-06-15")
        self.assertTrue(cape.is_end_to_declare)
        cape.action_declare_end()
        self.assertFalse(cape.is_end_to_declare)
        self.assertEqual(cape.urssaf_end_notified_on, date(2026, 6, 30))
        self.assertEqual(cape.france_travail_end_notified_on, date(2026, 6, 30))

    def test_term_of_a_cape_is_not_declared(self):
        cape = self._running("cape", "2026-01-05", date_end="2026-06-15")
        self._end(cape, "cape_term", "2026-06-15")
        self.assertFalse(cape.is_end_to_declare)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-30")
class TestFinalAccount(PaperCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bruno = cls._admit("Bruno Vidal", login="portal_bruno")
        cls.garrigue = cls._create_activity("Studio Garrigue", cls.amelie)
        cls._pay(cls._invoice({cls.garrigue: 2400}, "2026-06-01"), 2880, "2026-06-12")
        cls._bill(cls.garrigue, 45, "2026-06-02")
        cls.unpaid = cls._invoice({cls.garrigue: 3200}, "2026-05-10")

    def setUp(self):
        super().setUp()
        self.cesa = self._contract("cesa", "2026-01-01", scheme_id=self.scheme.id)
        self.cesa.action_sign()

    def _open(self, day="2026-06-15"):
        self.cesa._end(date.fromisoformat(day), "resignation")
        action = self.cesa.action_open_final_account()
        return self.env["caetic.final.account"].browse(action["res_id"])

    def test_r125_figures_of_the_exit_date(self):
        """Cashed 2 400 - 240 of contribution (10 %) - 45 = 2 115; unpaid 3 200."""
        account = self._open()
        self.assertAlmostEqual(account.available, 2115)
        self.assertAlmostEqual(account.unpaid, 3200)
        self.assertAlmostEqual(account.due_to_person, 2115)
        self.assertAlmostEqual(account.due_to_cooperative, 0)
        self.assertEqual(account.date, date(2026, 6, 15))
        [unpaid] = account.line_ids.filtered(lambda line: line.kind == "unpaid")
        self.assertIn(self.unpaid.name, unpaid.name)
        # 3 200 + 20 % of VAT.
        self.assertAlmostEqual(unpaid.amount_total, 3840)

    def test_r127_what_came_after_the_last_day_is_not_lost(self):
        """Exit on 10 June, before the payment of the 12th.

        On the 10th: 0 cashed - 45 = -45. Since: 2 400 - 240 = 2 160. Together 2 115.
        """
        account = self._open("2026-06-10")
        lines = account.line_ids.filtered(lambda line: line.kind == "balance")
        self.assertEqual(sorted(lines.mapped("amount")), [-45, 2160])
        self.assertAlmostEqual(account.due_to_person, 2115)

    def test_both_ways(self):
        """2 115 + 80 due to her - 150 due by her = 2 045; equipment is no sum."""
        account = self._open()
        for kind, name, amount in (
            ("to_person", "Frais de juin", 80),
            ("to_cooperative", "Ordinateur gardé", 150),
            ("equipment", "Vidéoprojecteur", 400),
        ):
            self.env["caetic.final.account.line"].create(
                {
                    "account_id": account.id,
                    "kind": kind,
                    "name": name,
                    "amount": amount,
                }
            )
        self.assertAlmostEqual(account.due_to_person, 2195)
        self.assertAlmostEqual(account.due_to_cooperative, 150)
        self.assertAlmostEqual(account.net, 2045)
        account.action_compute()
        self.assertAlmostEqual(account.net, 2045)

    def test_r119_part_of_a_shared_activity(self):
        """A quarter of 2 115 = 528.75, of 3 200 = 800, line by line.

        2 400 / 4 = 600; 240 / 4 = 60; 45 / 4 = 11.25.
        """
        self.garrigue.stake_ids.share = 25
        account = self._open()
        self.assertAlmostEqual(account.due_to_person, 528.75)
        self.assertAlmostEqual(account.unpaid, 800)

    def test_confirmed_is_frozen(self):
        account = self._open()
        account.write(
            {"is_customers_handed_over": True, "customers_handed_over_on": "2026-06-16"}
        )
        account.action_confirm()
        self._bill(self.garrigue, 100, "2026-06-14")
        self._pay(self.unpaid, 3840, "2026-06-20")
        self.env.invalidate_all()
        self.assertAlmostEqual(account.due_to_person, 2115)
        for act in (
            account.action_compute,
            account.unlink,
            lambda: account.write({"note": "Autre"}),
            lambda: account.line_ids[:1].write({"amount": 1}),
            account.line_ids.unlink,
            lambda: account.write({"state": "draft"}),
        ):
            with self.assertRaises(UserError):
                act()

    def test_running_contract_has_none(self):
        with self.assertRaises(UserError):
            self.cesa.action_open_final_account()

    def test_one_a_contract(self):
        account = self._open()
        action = self.cesa.action_open_final_account()
        self.assertEqual(action["res_id"], account.id)

    def test_rights(self):
        account = self._open()
        own = account.with_user(self.amelie.user_id)
        with self.assertRaises(AccessError):
            own.read(["net"])
        account.action_confirm()
        own.invalidate_recordset()
        self.assertAlmostEqual(own.read(["net"])[0]["net"], 2115)
        with self.assertRaises(AccessError):
            account.with_user(self.bruno.user_id).read(["net"])
        with self.assertRaises(AccessError):
            account.with_user(self.adviser).read(["net"])

    def test_paper(self):
        self.env["ir.config_parameter"].set_param("report.url", self.base_url())
        account = self._open().with_context(force_report_rendering=True)
        account.write(
            {"is_customers_handed_over": True, "customers_handed_over_on": "2026-06-16"}
        )
        self.assertIn("PROJET", self._read(account._render_pdf()))
        account.action_confirm()
        text = self._read(account.pdf_attachment_id.raw)
        for fact in (
            "Solde de fin de contrat",
            "du 1er janvier 2026 au 15 juin 2026",
            "Studio Garrigue",
            "2 400,00 €",
            "-45,00 €",
            self.unpaid.name,
            "3 840,00 €",
            "3 200,00 €",
            "remise le 16 juin 2026",
            "Aucun matériel",
            "2 115,00 €",
        ):
            self.assertIn(fact, text)
        for wrong in ("PROJET", "False", "None"):
            self.assertNotIn(wrong, text)
        self.assertEqual(account.pdf_check, "intact")
        self.authenticate("portal_amelie", "portal_amelie")
        response = self.url_open(f"/my/contracts/{self.cesa.id}/final")
        self.assertEqual(response.content, account.pdf_attachment_id.raw)

    def _read(self, content):
        pages = PdfReader(io.BytesIO(content)).pages
        return plain(" ".join(page.extract_text() for page in pages))
