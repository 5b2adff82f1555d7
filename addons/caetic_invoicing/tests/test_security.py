# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who does what: entrepreneurs write by our pages only, never by a generic door."""

import json

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import InvoicingCommon


@tagged("post_install", "-at_install")
class TestSecurity(InvoicingCommon):
    @classmethod
    def _sign_contracts(cls):
        for member in (cls.amelie, cls.bruno):
            cls._create_contract(member, start="2020-01-01")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls._draft()
        cls.posted = cls._draft(
            caetic_share_ids=[
                Command.create({"activity_id": cls.atelier.id, "percentage": 10})
            ]
        )
        cls.posted.action_post()
        cls.owned = [
            cls.draft,
            cls.posted,
            cls.posted.invoice_line_ids,
            cls.mairie,
        ]

    def test_matrix_of_entrepreneurs(self):
        """Own records are read, nothing is written; those of others do not exist."""
        amelie, bruno = self.amelie.user_id, self.bruno.user_id
        for record in self.owned:
            with self.subTest(model=record._name):
                own, other = record.with_user(amelie), record.with_user(bruno)
                own.check_access("read")
                self.assertTrue(own.search_count([("id", "=", record.id)]))
                self.assertFalse(other.search_count([("id", "=", record.id)]))
                with self.assertRaises(AccessError):
                    other.read(["display_name"])
                for operation in ("create", "write", "unlink"):
                    self.assertFalse(own.has_access(operation))
                    self.assertFalse(other.has_access(operation))
                with self.assertRaises(AccessError):
                    own.copy()

    def test_a_share_is_read_by_both_sides_and_written_by_none(self):
        share = self.posted.caetic_share_ids
        for user in (self.amelie.user_id, self.bruno.user_id):
            share.with_user(user).check_access("read")
            for operation in ("create", "write", "unlink"):
                self.assertFalse(share.with_user(user).has_access(operation))

    def test_acts_of_portal_users_by_name(self):
        """Public methods of the documents refuse entrepreneurs, theirs included."""
        for user in (self.amelie.user_id, self.bruno.user_id):
            move = self.draft.with_user(user)
            for call in (
                move.action_post,
                move.action_activate_currency,
                move.button_cancel,
                move.action_caetic_approve,
                move.action_caetic_refuse,
            ):
                with self.subTest(user=user.login, method=call.__name__):
                    with self.assertRaises(AccessError):
                        call()
                    self.assertEqual(self.draft.state, "draft")

    def test_private_methods_check_membership(self):
        activity = self.studio.with_user(self.bruno.user_id)
        for call in (
            lambda: activity._portal_get_customers(),
            lambda: activity._portal_get_document(self.posted.id),
            lambda: activity._portal_get_rows(),
            lambda: activity._portal_estimate(1),
            lambda: activity._portal_get_partners(),
            lambda: activity._portal_save_customer(None),
            lambda: activity._portal_save_invoice(None),
            lambda: self.studio.with_user(self.adviser)._portal_get_rows(),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_names_of_the_other_activities_and_no_more(self):
        activity = self.studio.with_user(self.amelie.user_id)
        partners = activity._portal_get_partners()
        self.assertIn((self.atelier.id, "Atelier Corbières"), partners)
        self.assertNotIn(self.studio.id, dict(partners))

    def test_adviser_reads_only_the_documents_of_their_people(self):
        mine = self.posted.with_user(self.adviser)
        mine.check_access("read")
        mine.invoice_line_ids.check_access("read")
        mine.caetic_share_ids.check_access("read")
        self.assertFalse(mine.has_access("write"))
        self.studio.adviser_id = False
        with self.assertRaises(AccessError):
            mine.check_access("read")

    def test_coordinator_reads_documents_of_activities_only(self):
        self.posted.with_user(self.coordinator).check_access("read")
        own = self._invoice({self.studio: 10}, "2026-06-01", post=False)
        with self.assertRaises(AccessError):
            own.with_user(self.coordinator).check_access("read")

    def test_payroll_officer_reads_no_document(self):
        with self.assertRaises(AccessError):
            self.posted.with_user(self.payroll_officer).check_access("read")

    def test_what_a_customer_owes_is_not_guessed(self):
        """A customer may serve two activities: a condition would tell of the other."""
        partners = self.env["res.partner"]
        for field in ("credit", "debit"):
            domain = [("id", "=", self.mairie.id), (field, ">", 0)]
            with self.assertRaises(AccessError):
                partners.with_user(self.amelie.user_id).search(domain)
        owing = [("id", "=", self.mairie.id), ("credit", ">", 0)]
        self.assertTrue(partners.with_user(self.accountant).search(owing))

    def test_documents_of_a_shared_customer_are_not_guessed(self):
        partners = self.env["res.partner"]
        domain = [("invoice_ids", "in", self.posted.ids)]
        with self.assertRaises(AccessError):
            partners.with_user(self.bruno.user_id).search(domain)
        self.assertEqual(partners.search(domain), self.mairie)

    def test_former_member_acts_no_more(self):
        self.studio.stake_ids.unlink()
        activity = self.studio.with_user(self.amelie.user_id)
        with self.assertRaises(AccessError):
            activity._portal_get_rows()
        self.assertFalse(
            self.env["account.move"]
            .with_user(self.amelie.user_id)
            .search_count([("caetic_activity_id", "=", self.studio.id)])
        )


@tagged("post_install", "-at_install")
class TestRpcSecurity(InvoicingCommon, HttpCase):
    @classmethod
    def _sign_contracts(cls):
        for member in (cls.amelie, cls.bruno):
            cls._create_contract(member, start="2020-01-01")

    def setUp(self):
        super().setUp()
        self.draft = self._draft()
        self.posted = self._draft()
        self.posted.action_post()

    def _call_kw(self, model, method, args):
        return self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(
                {
                    "params": {
                        "model": model,
                        "method": method,
                        "args": args,
                        "kwargs": {},
                    }
                }
            ),
            headers={"Content-Type": "application/json"},
        ).json()

    def _json2(self, model, method, key, **kw):
        return self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(kw),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"bearer {key}",
            },
        )

    def _calls(self, record):
        """Writing calls on a record, as ``(method, args)``."""
        return [
            ("create", [[{"name": "x", **self._parent(record)}]]),
            ("write", [record.ids, {"name": "x"}]),
            ("unlink", [record.ids]),
            ("copy", [record.ids]),
        ]

    def _parent(self, record):
        is_line = record._name == "account.move.line"
        return {"move_id": self.draft.id} if is_line else {}

    def test_a_visitor_leaves_no_trace_on_documents(self):
        """The page that opens a document from a letter asks to log in, no more."""
        entry = self._invoice({self.studio: 10}, "2026-06-01")
        for move in (self.draft, self.posted, entry):
            path = f"/mail/view?model=account.move&res_id={move.id}"
            answer = self.url_open(path, allow_redirects=False)
            self.assertIn("/web/login", answer.headers["Location"])
            self.assertFalse(move.access_token)
        self.assertFalse(entry.is_manually_modified)

    def test_generic_doors_write_nothing(self):
        records = [self.draft, self.posted.invoice_line_ids, self.mairie]
        for login in ("amelie", "bruno"):
            self.authenticate(login, login.ljust(8, "x"))
            for record in records:
                for method, args in self._calls(record):
                    with self.subTest(login=login, model=record._name, method=method):
                        answer = self._call_kw(record._name, method, args)
                        self.assertIn("error", answer)
                        self.assertTrue(record.exists())

    def test_generic_doors_post_nothing(self):
        self.authenticate("amelie", "amelie".ljust(8, "x"))
        for method in (
            "action_post",
            "action_caetic_approve",
            "action_caetic_refuse",
            "_caetic_submit",
            "_portal_send",
            "_post",
        ):
            answer = self._call_kw("account.move", method, [self.draft.ids])
            self.assertIn("error", answer, method)
        for method in ("_portal_get_customers", "_portal_get_rows", "_portal_check"):
            answer = self._call_kw("caetic.activity", method, [self.studio.ids])
            self.assertIn("error", answer, method)
        self.assertEqual(self.draft.state, "draft")
        self.assertEqual(self.draft.caetic_approval_state, "draft")

    def test_other_entrepreneur_reads_nothing(self):
        self.authenticate("bruno", "bruno".ljust(8, "x"))
        records = [self.draft, self.posted, self.posted.invoice_line_ids, self.mairie]
        for record in records:
            domain = [("id", "in", record.ids)]
            name = record._name
            with self.subTest(model=name):
                self.assertIn("error", self._call_kw(name, "read", [record.ids]))
                found = self._call_kw(name, "search", [domain])
                self.assertEqual(found.get("result"), [])
                groups = self._call_kw(
                    name, "formatted_read_group", [domain, [], ["__count"]]
                )
                self.assertFalse(groups.get("result", [{}])[0].get("__count"))
        found = self._call_kw("res.partner", "name_search", ["Cigale"])
        self.assertEqual(found.get("result"), [])

    def test_external_interface(self):
        """/json/2 with a key of the entrepreneur's own."""
        user = self.amelie.user_id
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        key = keys._generate("rpc", "test", None)
        read = self._json2(
            "account.move", "read", key, ids=self.posted.ids, fields=["name"]
        )
        self.assertEqual(read.status_code, 200)
        for method, kw in (
            ("write", {"ids": self.draft.ids, "vals": {"ref": "x"}}),
            ("unlink", {"ids": self.draft.ids}),
            ("copy", {"ids": self.draft.ids}),
            ("create", {"vals_list": [{"move_type": "out_invoice"}]}),
            ("action_post", {"ids": self.draft.ids}),
            ("action_caetic_approve", {"ids": self.draft.ids}),
        ):
            answer = self._json2("account.move", method, key, **kw)
            self.assertGreaterEqual(answer.status_code, 400, method)
        self.assertEqual(self.draft.state, "draft")

    def test_pages_of_others_answer_as_if_absent(self):
        self.authenticate("bruno", "bruno".ljust(8, "x"))
        base = f"/my/activities/{self.studio.id}"
        for path in (
            "/invoices",
            "/invoices/new",
            "/invoices/estimate?amount=10",
            f"/invoices/{self.posted.id}",
            f"/invoices/{self.posted.id}?report_type=pdf",
            f"/invoices/{self.posted.id}/preview",
            f"/invoices/{self.draft.id}/edit",
            "/customers",
            "/customers/new",
            "/customers/import",
            "/customers/export",
            f"/customers/{self.mairie.id}",
            f"/customers/{self.mairie.id}/contacts/new",
            "/catalogue",
            "/catalogue/new",
            "/invoices/rates",
            "/invoices/export",
        ):
            with self.subTest(path=path):
                response = self.url_open(base + path, allow_redirects=False)
                self.assertEqual(response.status_code, 303)
                self.assertTrue(response.headers["Location"].endswith("/my"))
        # A document of another activity under one's own is as absent.
        own = f"/my/activities/{self.atelier.id}/invoices/{self.posted.id}"
        for path in (own, f"{own}/preview", f"{own}/edit", f"{own}99999999999"):
            response = self.url_open(path, allow_redirects=False)
            self.assertEqual(response.status_code, 303)

    def test_acts_are_posts_with_a_token(self):
        self.authenticate("amelie", "amelie".ljust(8, "x"))
        base = f"/my/activities/{self.studio.id}/invoices/{self.draft.id}"
        for act in ("submit", "send", "refund", "discard"):
            self.assertEqual(self.url_open(f"{base}/{act}").status_code, 405)
            response = self.url_open(f"{base}/{act}", data={"x": "1"})
            self.assertEqual(response.status_code, 400)
        self.assertEqual(self.draft.state, "draft")

    def test_visitors_log_in_first(self):
        self.authenticate(None, None)
        for path in ("/invoices", f"/invoices/{self.posted.id}", "/customers"):
            url = f"/my/activities/{self.studio.id}{path}"
            response = self.url_open(url, allow_redirects=False)
            self.assertIn("/web/login", response.headers["Location"])
