# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import caetic_purge
from ..models.caetic_member_anonymise import BLANK, KEPT_TEXTS
from ..models.caetic_purge_door import KEY
from .common import CaeticCommon

SECRET = "Sekret-7f3"


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestPurge(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.david = cls._create_file(f"David {SECRET}", "david.r")
        cls.amelie = cls._create_file("Amélie Durand", "amelie.r")
        cls._create_contract(cls.amelie)

    @classmethod
    def _create_file(cls, name, login):
        """A whole file: each of its texts holds the name."""
        member = cls._create_member(name, login, adviser_id=cls.adviser.id)
        member.partner_id.write(
            {"street": f"1 rue {name}", "zip": "11300", "city": f"Limoux {name}"}
        )
        owner = {"member_id": member.id}
        member.write(
            {
                "birth_name": name,
                "birthdate": "1984-09-12",
                "birth_place": name,
                "sex": "female",
                "nationality_id": cls.env.ref("base.fr").id,
                "emergency_contact": name,
                "emergency_phone": "0468000000",
                "project_summary": name,
                "children_count": 3,
            }
        )
        cls._create_papers(owner, name)
        member.message_post(body=f"Appel de {name}")
        return member

    @classmethod
    def _create_papers(cls, owner, name):
        """What hangs on a file: situation, paper, interview, sensitive facts."""
        situation = {
            "date": "2019-01-01",
            "status": "rsa",
            "zip": "11190",
            "city": name,
            "external_activity": name,
            "rights_end_date": "2020-05-06",
            "is_qpv": True,
        }
        document = {
            "type_id": cls.env.ref("caetic_members.document_type_identity").id,
            "filename": f"{name}.pdf",
            "file": b"JVBERi0=",
            "date_received": "2019-01-01",
        }
        interview = {
            "name": name,
            "date": "2019-02-01",
            "adviser_id": cls.adviser.id,
            "objectives": name,
            "decisions": name,
        }
        for model, values in (
            ("caetic.member.situation", situation),
            ("caetic.member.document", document),
            ("caetic.interview", interview),
            ("caetic.member.sensitive", {"disability": "yes"}),
        ):
            cls.env[model].create({**owner, **values})

    def _leave(self, member, date="2020-03-31"):
        """End the contract of a person and let them go."""
        contract = self._create_contract(
            member,
            kind="cesa",
            start="2019-04-01",
            end=date,
            clause_programme=SECRET,
        )
        steps = self.env["caetic.member.step"].sudo()
        for kind, day in (
            ("informed", "2019-01-02"),
            ("diagnosed", "2019-01-03"),
            ("committee", "2019-01-04"),
            ("admitted", "2019-01-05"),
            ("cesa", "2019-04-01"),
        ):
            steps.create({"member_id": member.id, "kind": kind, "date": day})
        contract._end(fields.Date.to_date(date), "abandon")
        member._record_step("left", fields.Date.to_date(date), f"Motif {SECRET}")
        return contract

    def _purge(self, date="2026-06-20", run=True):
        purge = (
            self.env["caetic.purge"]
            .with_user(self.privacy_officer)
            .create({"date": date})
        )
        purge.action_prepare()
        if run:
            purge.action_run()
        return purge

    # -- clocks -----------------------------------------------------------------------

    def test_no_date_while_the_person_is_there(self):
        self.amelie._record_step("cesa", fields.Date.to_date("2026-01-01"), check=False)
        self.assertFalse(self.amelie.retention_date)
        self.assertFalse(self.amelie.retention_category)

    def test_file_is_kept_five_years_after_departure(self):
        """R802: left on 31 March 2020, kept until 31 March 2025."""
        self._leave(self.david)
        self.assertEqual(self.david.retention_category, "staff")
        self.assertEqual(str(self.david.retention_date), "2025-03-31")
        self.assertEqual(str(self.david.support_retention_date), "2022-03-31")

    def test_a_noted_contact_moves_the_clock_of_a_candidate(self):
        """R802: two years after the last contact."""
        steps = self.env["caetic.member.step"].sudo()
        for kind in ("informed", "diagnosed", "committee", "refused"):
            steps.create(
                {
                    "member_id": self.david.id,
                    "kind": kind,
                    "date": "2023-01-10",
                    "reason": "Projet à mûrir",
                }
            )
        self.assertEqual(self.david.retention_category, "candidate")
        self.assertEqual(str(self.david.retention_date), "2025-01-10")
        self.david.contacted_on = "2025-02-01"
        self.assertEqual(str(self.david.retention_date), "2027-02-01")

    def test_fse_evidence_holds_the_file(self):
        self._leave(self.david)
        self.david.fse_hold_date = "2031-12-31"
        self.assertEqual(str(self.david.retention_date), "2031-12-31")

    @mute_logger("odoo.sql_db")
    def test_a_hold_gives_its_reason(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.david.is_legal_hold = True
            self.env.flush_all()

    # -- preview ----------------------------------------------------------------------

    def test_preview_changes_nothing_and_says_what_goes(self):
        self._leave(self.david)
        purge = self._purge(run=False)
        line = purge.line_ids.filtered(lambda one: one.member_id == self.david)
        self.assertEqual((line.scope, line.state), ("file", "pending"))
        self.assertIn("1 ×", line.note)
        self.assertNotIn(SECRET, line.note)
        self.assertIn(SECRET, self.david.name)
        self.assertNotIn(self.amelie, purge.line_ids.member_id)

    def test_a_held_file_is_shown_and_kept(self):
        self._leave(self.david)
        self.david.write({"is_legal_hold": True, "legal_hold_reason": "Prud'hommes"})
        purge = self._purge()
        line = purge.line_ids.filtered(lambda one: one.member_id == self.david)
        self.assertEqual(line.state, "kept")
        self.assertIn("Prud'hommes", line.note)
        self.assertIn(SECRET, self.david.name)

    def test_what_changed_since_the_preview_is_kept(self):
        self._leave(self.david)
        purge = self._purge(run=False)
        self.david.write({"is_legal_hold": True, "legal_hold_reason": "Contrôle"})
        purge.action_run()
        self.assertEqual(purge.line_ids.mapped("state"), ["kept"])
        self.assertIn(SECRET, self.david.name)

    def test_another_stay_keeps_the_file(self):
        self._leave(self.david)
        self.david.user_id = False
        again = self.env["caetic.member"].create(
            {"partner_id": self.david.partner_id.id}
        )
        self.assertTrue(again)
        [reason] = self.david._get_purge_obstacles()
        self.assertTrue(reason)

    # -- emptying ---------------------------------------------------------------------

    def test_nothing_tells_who_it_was(self):
        """Each text of each record of the file: the registry says which there are."""
        contract = self._leave(self.david)
        employee = self.david._ensure_employee_sudo(fields.Date.to_date("2019-04-01"))
        employee.sudo().write(
            {"private_street": SECRET, "ssnid": False, "place_of_birth": SECRET}
        )
        partner, user = self.david.partner_id, self.david.user_id
        self._purge()
        found = self.david.sudo()._get_personal_records()
        found["res.partner"] = partner
        found["res.users"] = user
        told = [
            f"{name}.{field.name}"
            for name, records in found.items()
            for field in records._fields.values()
            if field.store and field.type in ("char", "text", "html")
            for record in records.with_context(active_test=False)
            if SECRET in str(record[field.name] or "")
        ]
        self.assertEqual(told, [])
        self.assertFalse(user.active)
        self.assertFalse(self.david.active)
        self.assertEqual(contract.clause_programme, BLANK)
        self.assertFalse(self.david.document_ids)
        self.assertFalse(self.david.sudo().sensitive_ids)

    def test_papers_and_messages_are_gone(self):
        self._leave(self.david)
        self._purge()
        for model in ("mail.message", "ir.attachment"):
            subject = "model" if model == "mail.message" else "res_model"
            found = self.env[model].search(
                [
                    (subject, "=", "caetic.member"),
                    ("res_id", "=", self.david.id),
                ]
            )
            with self.subTest(model=model):
                self.assertFalse(found)
        files = self.env["ir.attachment"].search([("name", "like", SECRET)])
        self.assertFalse(files)

    def test_sealed_copies_are_gone(self):
        """A signed contract is kept five years after the departure, no more."""
        contract = self._leave(self.david)
        contract._seal_pdf(b"%PDF-1.4 signed")
        copy = contract.sudo().pdf_attachment_id
        with self.assertRaises(UserError):
            copy.unlink()
        self._purge()
        self.assertFalse(copy.exists())
        self.assertFalse(contract.sudo().pdf_attachment_id)

    def test_the_register_of_associates_is_cut_from_the_file(self):
        """The register stays whole; it leads to nobody's file (R135, R802)."""
        self._leave(self.david)
        partner = self.david.partner_id
        line = (
            self.env["caetic.associate"]
            .sudo()
            .create(
                {
                    "partner_id": partner.id,
                    "member_id": self.david.id,
                    "company_id": self.company.id,
                }
            )
        )
        number = line.name
        self._purge()
        self.assertEqual((line.partner_id, line.name), (partner, number))
        self.assertFalse(line.member_id)

    def test_statistics_stay(self):
        """Year of birth, sex, département, steps, kinds and reasons of contracts."""
        contract = self._leave(self.david)
        self._purge()
        self.assertEqual(str(self.david.birthdate), "1984-01-01")
        self.assertEqual(self.david.sex, "female")
        situation = self.david.situation_ids
        self.assertEqual((situation.status, situation.zip), ("rsa", "11"))
        self.assertTrue(situation.is_qpv)
        self.assertFalse(situation.rights_end_date)
        self.assertEqual(
            self.david.step_ids.sorted("date").mapped("kind"),
            ["informed", "diagnosed", "committee", "admitted", "cesa", "left"],
        )
        self.assertEqual(contract.end_reason, "abandon")
        self.assertEqual(len(self.david.interview_ids), 1)

    def test_nobody_else_is_touched(self):
        self._leave(self.david)
        self._purge()
        self.assertEqual(self.amelie.name, "Amélie Durand")
        self.assertEqual(self.amelie.interview_ids.objectives, "Amélie Durand")
        self.assertTrue(self.amelie.user_id.active)
        self.assertTrue(self.amelie.document_ids.file)
        self.assertEqual(str(self.amelie.birthdate), "1984-09-12")

    def test_accounting_documents_keep_their_third_party(self):
        """R802, C. com. L123-22: the entry of 2022 names its contact until 2032."""
        self._leave(self.david)
        partner = self.david.partner_id
        activity = self._create_activity("Studio", self.david)
        bill = self._bill(activity, 100, "2022-05-04")
        bill.line_ids.partner_id = partner
        self._purge()
        self.assertEqual(bill.line_ids.partner_id, partner)
        self.assertIn(SECRET, partner.name)
        self.assertTrue(partner.street)
        self.assertFalse(partner.email)
        self.assertEqual(str(partner.caetic_keep_until), "2032-12-31")
        self.assertNotEqual(self.david.partner_id, partner)
        self.assertNotIn(SECRET, self.david.name)
        self.assertEqual(activity.stake_ids.member_id, self.david)

    def test_the_accounts_let_go_after_ten_years(self):
        self._leave(self.david)
        partner = self.david.partner_id
        activity = self._create_activity("Studio", self.david)
        self._bill(activity, 100, "2022-05-04").line_ids.partner_id = partner
        self._purge()
        with freeze_time("2033-01-01"):
            self._purge("2033-01-01")
        self.assertNotIn(SECRET, partner.name)
        self.assertFalse(partner.street)

    def test_social_support_goes_before_the_file(self):
        """R802: two years for social support, five for the file."""
        self._leave(self.david, "2023-03-31")
        self._purge()
        self.assertEqual(self.david.interview_ids.objectives, BLANK)
        self.assertEqual(self.david.project_summary, BLANK)
        self.assertIn(SECRET, self.david.name)
        self.assertTrue(self.david.user_id.active)
        self.assertTrue(self.david.document_ids.file)
        self.assertEqual(str(self.david.support_emptied_on), "2026-06-20")

    # -- the run ----------------------------------------------------------------------

    def test_a_second_run_finds_nothing(self):
        self._leave(self.david)
        self._purge()
        self.assertFalse(self._purge().line_ids)

    def test_a_run_resumes_where_it_stopped(self):
        """A slice that is done is not done again."""
        others = self.env["caetic.member"].union(
            *(self._create_member(f"Personne {SECRET} {n}") for n in range(3))
        )
        for member in others:
            member.contacted_on = "2020-01-01"
            self.env.cr.execute(
                "UPDATE caetic_member SET create_date = '2019-01-01' WHERE id = %s",
                (member.id,),
            )
        self.env.invalidate_all()
        purge = self._purge(run=False)
        lines = purge.line_ids.filtered(lambda one: one.member_id in others)
        self.assertEqual(len(lines), 3)
        first = lines[:1].sudo()
        first._run()
        purge.sudo().state = "running"
        stamp = first.date_done = fields.Datetime.to_datetime("2026-06-19 08:00:00")
        self.patch(caetic_purge, "BATCH_SIZE", 2)
        self.patch(self.env.cr, "commit", self.env.flush_all)
        purge.action_run()
        self.assertEqual(set(purge.line_ids.mapped("state")), {"done"})
        self.assertEqual(first.date_done, stamp)
        self.assertEqual(purge.done_count, len(purge.line_ids))
        self.assertEqual(set(others.mapped("anonymised_on")), {fields.Date.today()})

    def test_the_log_names_nobody(self):
        self._leave(self.david)
        purge = self._purge()
        self.assertEqual(purge.user_id, self.privacy_officer)
        self.assertEqual((purge.file_count, purge.done_count), (1, 1))
        texts = [
            str(record[name])
            for record in (purge, purge.line_ids)
            for name, field in record._fields.items()
            if field.store and field.type in ("char", "text")
        ]
        self.assertNotIn(SECRET, " ".join(texts))
        with self.assertRaises(UserError):
            purge.unlink()

    def test_a_run_is_read_before(self):
        purge = self.env["caetic.purge"].with_user(self.privacy_officer).create({})
        with self.assertRaises(UserError):
            purge.action_run()

    def test_only_the_privacy_officer_purges(self):
        purge = self.env["caetic.purge"].create({})
        for user in (self.adviser, self.coordinator, self.accountant):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                purge.with_user(user).action_prepare()

    # -- seals ------------------------------------------------------------------------

    def test_no_context_opens_the_seals(self):
        """The key is an object of the process: what comes by RPC is never it."""
        contract = self._leave(self.david)
        step = self.david.step_ids[:1].sudo()
        for key in (True, 1, "open", [1], {"open": 1}):
            with self.subTest(key=key), self.assertRaises(UserError):
                step.with_context(**{KEY: key}).reason = "Réécrit"
            with self.subTest(key=key), self.assertRaises(UserError):
                contract.with_context(**{KEY: key}).clause_programme = "Réécrit"

    def test_texts_that_stay_are_listed_with_their_model(self):
        """A text is emptied unless the table names it: what it names exists."""
        for model, names in KEPT_TEXTS.items():
            with self.subTest(model=model):
                self.assertLessEqual(names, set(self.env[model]._fields))
