# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CaeticCommon

# Models that hold what is known of a person.
PERSONAL = re.compile(r"^(caetic\.|hr\.|res\.partner|res\.users)")
# Names of what must never be copied into the chatter (R809): numbers that identify or
# pay, papers, health, origin, family, private address, private money.
SENSITIVE = re.compile(
    r"ssn|nir$|iban|acc_number|acc_holder|clearing|bank_account|passport|visa|permit"
    r"|identification|^private_|birth|^sex$|^gender|marital|family|children|spouse"
    r"|nationality|country_id$|emergency|health|medical|disabil|refugee|third_country"
    r"|wage|salary|fixed_part|distance_home|km_home|study_|certificate|departure_reason"
    r"|additional_note|is_legal_hold|hold_reason|opinion|objectives|decisions"
)
# The country of a company or of a contact is no secret.
NOT_PRIVATE = {("res.partner", "country_id"), ("res.company", "country_id")}


@tagged("post_install", "-at_install")
class TestPrivacy(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_member("Amélie Durand", "amelie.p")
        cls.facts = cls.env["caetic.member.sensitive"].create(
            {
                "member_id": cls.amelie.id,
                "disability": "yes",
                "refugee": "refused",
                "medical_visit_date": "2026-03-02",
            }
        )

    # -- tracking ---------------------------------------------------------------------

    def test_no_sensitive_field_is_tracked(self):
        """R809: every tracked field of every model with personal data is looked at."""
        tracked = {
            (name, field)
            for name, model in self.env.registry.items()
            if PERSONAL.match(name) and hasattr(model, "_track_get_fields")
            for field in self.env[name].sudo()._track_get_fields()
        }
        self.assertGreater(len(tracked), 40, "The test must see the tracked fields.")
        leaks = {one for one in tracked - NOT_PRIVATE if SENSITIVE.search(one[1])}
        self.assertEqual(sorted(leaks), [])

    def test_private_facts_leave_no_message(self):
        """What a payroll officer types on the HR file is in no message."""
        employee = self.env["hr.employee"].sudo().create({"name": "Amélie Durand"})
        self.env.flush_all()
        secrets = {
            "private_street": "12 rue Secrète",
            "passport_id": "18AB12345",
            "place_of_birth": "Quillan",
            "ssnid": self._nir(),
        }
        employee.write(secrets)
        self.env.flush_all()
        self.env.cr.precommit.run()
        messages = (
            self.env["mail.message"]
            .sudo()
            .search(
                [
                    ("model", "in", ("hr.employee", "hr.version")),
                    ("res_id", "in", [*employee.ids, *employee.version_ids.ids]),
                ]
            )
        )
        values = messages.tracking_value_ids
        told = " ".join(
            [*messages.mapped("body"), *filter(None, values.mapped("new_value_char"))]
        )
        for secret in secrets.values():
            self.assertNotIn(secret, told)

    # -- NIR --------------------------------------------------------------------------

    def _nir(self):
        """A NIR whose key is right: 97 minus the remainder of the 13 figures by 97."""
        body = "2910211206001"
        return f"{body}{97 - int(body) % 97:02d}"

    def test_nir_is_checked(self):
        """R803: 13 figures and their key."""
        employee = self.env["hr.employee"].sudo().create({"name": "Amélie Durand"})
        employee.ssnid = self._nir()
        for wrong in ("2910211206001", self._nir()[:-1] + "0", "ABC"):
            if wrong == self._nir():
                continue
            with self.subTest(nir=wrong), self.assertRaises(ValidationError):
                employee.ssnid = wrong

    # -- sensitive facts --------------------------------------------------------------

    def test_only_the_privacy_officer_reads_sensitive_facts(self):
        """R804, row by row and field by field."""
        read = self.facts.with_user(self.privacy_officer).read(["disability"])
        self.assertEqual(read[0]["disability"], "yes")
        for user in (
            self.adviser,
            self.coordinator,
            self.accountant,
            self.amelie.user_id,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.facts.with_user(user).read(["medical_visit_date"])

    def test_payroll_officer_reads_medical_visits_only(self):
        facts = self.facts.with_user(self.payroll_officer)
        facts.medical_visit_next = "2028-03-01"
        self.assertEqual(str(facts.medical_visit_date), "2026-03-02")
        for name in ("disability", "disability_benefit", "refugee", "third_country"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                facts.read([name])
            with self.subTest(field=name), self.assertRaises(AccessError):
                facts.write({name: "no"})
        with self.assertRaises(AccessError):
            facts.search([("disability", "=", "yes")])

    def test_sensitive_facts_are_never_tracked(self):
        model = self.env["caetic.member.sensitive"]
        self.assertNotIn("message_ids", model._fields)

    @mute_logger("odoo.sql_db")
    def test_a_person_has_one_row_of_sensitive_facts(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.facts.copy()

    # -- consents ---------------------------------------------------------------------

    def test_the_last_answer_holds(self):
        """R801: the photo needs a yes, the internal directory may be refused."""
        self.assertFalse(self.amelie._has_consent("photo_public"))
        self.assertTrue(self.amelie._has_consent("directory_internal"))
        self.amelie._record_consents_sudo(
            {"photo_public": True, "directory_internal": False}, "paper"
        )
        self.assertTrue(self.amelie._has_consent("photo_public"))
        self.assertFalse(self.amelie._has_consent("directory_internal"))
        self.amelie._record_consents_sudo({"photo_public": False}, "portal")
        self.assertFalse(self.amelie._has_consent("photo_public"))
        self.assertEqual(len(self.amelie.consent_ids), 3)

    def test_an_answer_says_after_which_notice_it_was_given(self):
        self.amelie._record_consents_sudo({"newsletter": True}, "paper")
        [answer] = self.amelie.consent_ids
        notice = self.env.ref("caetic_members.privacy_notice_1")
        self.assertEqual(answer.notice_id, notice)
        self.assertEqual(answer.source, "paper")
        self.assertEqual(answer.author_id, self.env.user)

    def test_the_same_answer_adds_nothing(self):
        self.amelie._record_consents_sudo({"newsletter": False}, "portal")
        self.assertFalse(self.amelie.consent_ids)

    def test_answers_are_neither_changed_nor_deleted(self):
        self.amelie._record_consents_sudo({"newsletter": True}, "paper")
        answer = self.amelie.consent_ids.with_user(self.privacy_officer).sudo()
        with self.assertRaises(UserError):
            answer.given = False
        with self.assertRaises(UserError):
            answer.unlink()

    def test_a_notice_that_was_read_is_not_rewritten(self):
        notice = self.env.ref("caetic_members.privacy_notice_1")
        notice.text = "<p>Avant lecture</p>"
        self.amelie._record_consents_sudo({"notice": True}, "portal")
        with self.assertRaises(UserError):
            notice.text = "<p>Après lecture</p>"
        self.assertFalse(self.amelie._get_unread_notice())

    def test_a_new_version_is_to_be_read_again(self):
        self.amelie._record_consents_sudo({"notice": True}, "portal")
        second = self.env["caetic.privacy.notice"].create(
            {"version": "2", "date": "2026-01-02", "text": "<p>Deux</p>"}
        )
        self.assertEqual(self.amelie._get_unread_notice(), second)
        self.amelie._record_consents_sudo({"notice": True}, "portal")
        self.assertFalse(self.amelie._get_unread_notice())

    def test_log_of_exports_is_nobodys_to_write(self):
        log = self.env["caetic.access.log"]._note("access", self.amelie, 3, 1)
        for user in (self.privacy_officer, self.coordinator):
            for operation in ("write", "create", "unlink"):
                with self.subTest(user=user.login, operation=operation):
                    self.assertFalse(log.with_user(user).has_access(operation))
        self.assertFalse(log.with_user(self.adviser).has_access("read"))
