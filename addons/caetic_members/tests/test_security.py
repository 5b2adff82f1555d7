# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CaeticCommon

MODELS = (
    "caetic.member",
    "caetic.contract",
    "caetic.activity",
    "caetic.activity.member",
    "caetic.transfer",
    "caetic.closing.line",
)
STAFF_ONLY = (
    "caetic.closing",
    "caetic.contribution.scheme",
    "caetic.contribution.tier",
    "caetic.contribution.exemption",
)


@tagged("post_install", "-at_install")
class TestSecurity(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_member("Amélie Durand", "amelie.d")
        cls.bruno = cls._create_member("Bruno Petit", "bruno.p")
        cls.mine = cls._create_activity("Studio Garrigue", cls.amelie)
        cls.theirs = cls._create_activity("Pixel du Razès", cls.bruno)
        cls.third = cls._create_activity("Web TV", cls.bruno)
        for member in (cls.amelie, cls.bruno):
            cls._create_contract(member)
        closing = cls.env["caetic.closing"].create({"date": "2026-05-31"})
        cls.env["caetic.closing.line"].create(
            [
                {"closing_id": closing.id, "activity_id": a.id, "state": "posted"}
                for a in (cls.mine, cls.theirs)
            ]
        )
        cls.foreign = cls.env["caetic.transfer"].create(
            {
                "activity_from_id": cls.theirs.id,
                "activity_to_id": cls.third.id,
                "amount": 10,
                "label": "Interne",
            }
        )
        cls.env["caetic.contribution.exemption"].create(
            {"activity_id": cls.mine.id, "date_from": "2026-01-01", "reason": "RSA"}
        )

    def _as(self, model):
        return self.env[model].with_user(self.amelie.user_id)

    def test_entrepreneur_reads_own_records_only(self):
        for model in MODELS:
            with self.subTest(model=model):
                seen = self._as(model).search([])
                everything = self.env[model].search([])
                self.assertLess(len(seen), len(everything))
                hidden = everything - seen
                with self.assertRaises(AccessError):
                    hidden.with_user(self.amelie.user_id).read(["display_name"])

    def test_entrepreneur_never_writes(self):
        for model in MODELS:
            records = self.env[model].search([])
            for operation in ("write", "create", "unlink"):
                with self.subTest(model=model, operation=operation):
                    self.assertFalse(
                        records.with_user(self.amelie.user_id).has_access(operation)
                    )

    def test_staff_models_are_closed_to_entrepreneurs(self):
        for model in STAFF_ONLY:
            with self.subTest(model=model):
                self.assertFalse(self._as(model).has_access("read"))

    def test_statement_of_another_activity_is_refused(self):
        with self.assertRaises(AccessError):
            self.theirs.with_user(self.amelie.user_id)._get_statement()

    def test_own_statement_is_read(self):
        statement = self.mine.with_user(self.amelie.user_id)._get_statement()
        self.assertEqual(statement.available, 0)

    def test_journal_items_stay_closed(self):
        self._invoice({self.theirs: 100}, "2026-05-04")
        items = self._as("account.move.line").search([])
        self.assertFalse(items)

    def test_staff_roles_combine(self):
        groups = self.env["res.groups"]
        for role in ("adviser", "coordinator", "accountant", "payroll_officer"):
            groups |= self.env.ref(f"caetic_members.caetic_members_group_{role}")
        self.adviser.group_ids += groups
        self.assertTrue(self.adviser.has_group("account.group_account_user"))
        self.assertEqual(len(groups.privilege_id), 4)

    def test_adviser_neither_closes_nor_changes_schemes(self):
        for model in ("caetic.closing", "caetic.contribution.scheme"):
            with self.subTest(model=model):
                records = self.env[model].with_user(self.adviser)
                self.assertTrue(records.has_access("read"))
                self.assertFalse(records.has_access("write"))

    def test_portal_sends_no_message_of_others(self):
        mail = self.env["mail.mail"].create({"subject": "Facture", "body_html": "x"})
        with self.assertRaises(AccessError):
            mail.with_user(self.amelie.user_id).send_after_commit()
        self.assertEqual(mail.state, "outgoing")

    def test_portal_answers_no_notice_of_others(self):
        """A notice hangs on no document for Odoo: it took reactions from anybody."""
        notice = self.theirs.message_notify(
            body="Rappel", partner_ids=self.bruno.partner_id.ids
        )
        for mode in ("read", "create"):
            found = self._as("mail.message")._get_with_access(notice.id, mode)
            self.assertFalse(found)
        own = self.env["mail.message"].with_user(self.bruno.user_id)
        self.assertEqual(own._get_with_access(notice.id, "create"), notice)

    def test_portal_takes_no_number_of_activities(self):
        """A refused creation uses up no code: the series would have gaps."""
        sequence = self.env.ref("caetic_members.sequence_activity")
        before = sequence.number_next_actual
        with self.assertRaises(AccessError):
            self._as("caetic.activity").create({"name": "Boutique"})
        sequence.invalidate_recordset()
        self.assertEqual(sequence.number_next_actual, before)

    def test_portal_takes_no_number_of_payments(self):
        company = self.company.with_user(self.amelie.user_id)
        with self.assertRaises(AccessError):
            company.get_next_batch_payment_communication()
        staff = self.company.with_user(self.accountant)
        self.assertTrue(staff.get_next_batch_payment_communication())

    def test_portal_rewrites_its_own_words_only(self):
        """Acts are logged in one's name, and what one receives is another's."""
        user = self.amelie.user_id
        noted = self.mine.with_user(user).sudo()._message_log(body="Noted")
        self.assertEqual(noted.author_id, user.partner_id)
        received = self.mine.message_post(
            body="Come and see me",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=user.partner_id.ids,
        )
        for message in (noted, received):
            own = message.with_user(user).sudo(False)
            with self.subTest(body=message.body), self.assertRaises(AccessError):
                own.write({"subject": "x"})
            self.assertNotEqual(message.subject, "x")
