# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import contextlib
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import html2plaintext, mute_logger

from ..models import hr_payslip_publish
from .common import PayrollCommon


@tagged("post_install", "-at_install")
class TestPublish(PayrollCommon):
    """Payslips printed by the scheduler, and what people are told by e-mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.carla = cls._create_member("Carla Roux", "carla_roux")
        cls.forge = cls._create_activity("Forge", [cls.carla])
        cls._create_contract(cls.carla)
        cls.cron = cls.env.ref("caetic_payroll.ir_cron_publish")

    def _approve_three(self):
        people = ((self.ana, self.studio), (self.bruno, self.atelier))
        for member, activity in (*people, (self.carla, self.forge)):
            self._approved(1000, member_id=member.id, activity_id=activity.id)

    def _mails(self, records):
        return self.env["mail.mail"].search(
            [("model", "=", records._name), ("res_id", "in", records.ids)], order="id"
        )

    def _papers(self, slips):
        return self.env["ir.attachment"].search(
            [("res_model", "=", "hr.payslip"), ("res_id", "in", slips.ids)]
        )

    # -- printing -------------------------------------------------------------------

    def test_validation_leaves_the_printing_to_the_scheduler(self):
        self.env["ir.cron.trigger"].search([]).unlink()
        self._approve_three()
        slips = self._pay_month().slip_ids
        self.assertFalse(slips.pdf_attachment_id)
        trigger = self.env["ir.cron.trigger"].search([("cron_id", "=", self.cron.id)])
        self.assertEqual(len(trigger), 1)
        slips._cron_publish()
        self.assertEqual(set(slips.mapped("pdf_check")), {"intact"})
        self.assertEqual(len(self._papers(slips)), 3)

    def test_killed_in_the_middle_it_goes_on_without_doubles(self):
        self._approve_three()
        slips = self._pay_month().slip_ids
        printed = []

        def render(slip):
            if len(printed) == 2:
                raise KeyboardInterrupt
            printed.append(slip.id)
            return genuine(slip)

        genuine = type(slips)._render_pdf
        with (
            patch.object(hr_payslip_publish, "PRINT_SIZE", 1),
            patch.object(type(self.env["ir.cron"]), "_commit_progress"),
        ):
            # Odoo's assertRaises would roll back what each batch has saved.
            with (
                patch.object(type(slips), "_render_pdf", render),
                contextlib.suppress(KeyboardInterrupt),
            ):
                slips._cron_publish()
            self.assertEqual(len(slips.pdf_attachment_id), 2)
            first = {slip: slip.pdf_attachment_id for slip in slips}
            slips._cron_publish()
            slips._cron_publish()
        self.assertEqual(len(self._papers(slips)), 3)
        self.assertEqual(len(self._mails(slips)), 3)
        for slip, paper in first.items():
            self.assertTrue(slip.pdf_attachment_id)
            self.assertIn(paper, (slip.pdf_attachment_id, paper.browse()))

    def test_out_of_time_the_scheduler_is_left_the_rest(self):
        self._approve_three()
        slips = self._pay_month().slip_ids
        crons = type(self.env["ir.cron"])
        with (
            patch.object(hr_payslip_publish, "PRINT_SIZE", 1),
            patch.object(crons, "_commit_progress", return_value=0) as saved,
        ):
            slips._cron_publish()
        self.assertEqual(len(slips.pdf_attachment_id), 1)
        saved.assert_called_once_with(1, remaining=2)

    @mute_logger("odoo.addons.caetic_payroll.models.hr_payslip_publish")
    def test_one_that_does_not_print_keeps_nobody_back(self):
        self._approve_three()
        board = self._pay_month()
        slips = board.slip_ids
        bad = slips[0]

        def render(slip):
            if slip == bad:
                raise UserError(slip.name)
            return genuine(slip)

        genuine = type(slips)._render_pdf
        with patch.object(type(slips), "_render_pdf", render):
            slips._cron_publish()
            # Who presses the button reads why.
            with self.assertRaisesRegex(UserError, bad.name):
                board.action_caetic_publish()
        self.assertEqual(slips.filtered("pdf_attachment_id"), slips - bad)
        self.assertFalse(self._mails(bad))
        slips._cron_publish()
        self.assertTrue(bad.pdf_attachment_id)
        self.assertEqual(len(self._mails(slips)), 3)

    def test_staff_and_scheduler_print_once(self):
        self._approve_three()
        board = self._pay_month()
        board.action_caetic_publish()
        board.slip_ids._cron_publish()
        self.assertEqual(len(self._papers(board.slip_ids)), 3)
        self.assertEqual(len(self._mails(board.slip_ids)), 3)

    def test_papers_that_come_from_elsewhere_are_left_alone(self):
        self._approved(1000)
        board = self._board()
        board.action_caetic_compute()
        slips = board.slip_ids.with_context(
            caetic_no_archive=True, without_compute_sheet=True
        )
        slips.action_payslip_done()
        self.assertFalse(slips.caetic_is_untold)

    # -- telling --------------------------------------------------------------------

    def test_payslip_is_told_once_without_amounts(self):
        self._approved(1000)
        slip = self._pay_month().slip_ids
        self.assertFalse(self._mails(slip))
        slip._cron_publish()
        mail = self._mails(slip)
        self.assertEqual(mail.recipient_ids, self.ana.partner_id)
        self.assertEqual(mail.state, "outgoing")
        self.assertIn("octobre 2026", mail.subject)
        self.assertIn("/my/pay", mail.body_html)
        self._check_no_amount(mail)
        slip._cron_publish()
        self.assertEqual(len(self._mails(slip)), 1)

    def test_approval_is_told_once(self):
        request = self._approved(1000)
        mail = self._mails(request)
        self.assertEqual(mail.recipient_ids, self.ana.partner_id)
        self.assertEqual(mail.state, "outgoing")
        self.assertIn("acceptée", mail.subject)
        path = f"/my/activities/{self.studio.id}/pay?month=2026-10-01"
        self.assertIn(path, mail.body_html)
        self._check_no_amount(mail)
        request.action_reset()
        request.action_approve()
        self.assertEqual(len(self._mails(request)), 1)

    def test_refusal_is_told_with_its_reason_each_time(self):
        request = self._request(1000)
        request.action_submit()
        request._refuse("Le compte est trop bas.")
        mail = self._mails(request)
        self.assertIn("refusée", mail.subject)
        self.assertIn("Le compte est trop bas.", html2plaintext(mail.body_html))
        self._check_no_amount(mail)
        request.action_submit()
        request._refuse("Encore trop bas.")
        self.assertEqual(len(self._mails(request)), 2)

    def test_nobody_without_an_address_and_no_link_without_access(self):
        self.ana.partner_id.email = False
        request = self._approved(1000)
        slip = self._pay_month().slip_ids
        slip._cron_publish()
        self.assertFalse(self._mails(request) + self._mails(slip))
        self.bruno.user_id = False
        other = self._approved(
            1000, member_id=self.bruno.id, activity_id=self.atelier.id
        )
        self.assertNotIn("/my/activities", self._mails(other).body_html)

    def test_a_cancelling_payslip_is_not_told(self):
        self._approved(1000)
        slip = self._pay_month().slip_ids
        slip.refund_sheet()
        slip._cron_publish()
        self.assertFalse(self._mails(slip.refunded_id))
        self.assertEqual(len(self._mails(slip)), 1)

    def test_a_coordinator_approves_and_the_person_is_told(self):
        request = self._request(1000)
        request.action_submit()
        request.with_user(self.coordinator).action_approve()
        self.assertEqual(len(self._mails(request)), 1)

    def _check_no_amount(self, mail):
        text = html2plaintext(mail.body_html)
        for words in ("\N{EURO SIGN}", "EUR", "791", "1 000", "1000,", "1 052", "1052"):
            self.assertNotIn(words, text)
