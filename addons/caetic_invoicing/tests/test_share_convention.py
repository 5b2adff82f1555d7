# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""R119, R427: a convention says once how the invoices of an activity are shared."""

from ast import literal_eval

from freezegun import freeze_time
from lxml import html

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..engine import parse_convention, parse_invoice
from .test_sale_share import ShareCommon
from .test_share_agreement import SharePortalCase


class ConventionCommon(ShareCommon):
    def _typed(self, **changes):
        form = {
            "name": "Sites à trois",
            "share-0-activity": str(self.atelier.id),
            "share-0-percentage": "30",
            "share-1-activity": str(self.canal.id),
            "share-1-percentage": "20",
            **changes,
        }
        convention, issues = parse_convention(form)
        self.assertFalse(issues)
        return convention

    def _propose(self, **changes):
        activity = self.studio.with_user(self.amelie.user_id)
        convention = activity._portal_propose_convention(self._typed(**changes))
        return convention.with_env(self.env)

    def _accept(self, convention, login):
        line = convention.line_ids.filtered(
            lambda one: getattr(self, login) in one.activity_id.member_ids
        )
        activity = line.activity_id.with_user(getattr(self, login).user_id)
        activity._portal_answer_convention(convention.id, True)

    def _run(self):
        convention = self._propose()
        self._accept(convention, "bruno")
        self._accept(convention, "chloe")
        convention.with_user(self.coordinator).action_confirm()
        return convention


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 08:00:00")
class TestConvention(ConventionCommon):
    def _count(self, code):
        """What the coordinator's first page counts, and the list behind it has."""
        desks = self.env["caetic.desk"].with_user(self.coordinator)
        desk = desks.search([("code", "=", code)])
        desk.invalidate_recordset()
        action = desk.action_open()
        listed = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(len(listed), desk.count)
        return desk.count

    def test_a_party_that_does_not_answer_is_seen_after_two_weeks(self):
        self._accept(self._propose(), "bruno")
        self.assertEqual(self._count("unanswered"), 0)
        with freeze_time("2026-06-30 08:00:00"):
            self.assertEqual(self._count("unanswered"), 1)
            found = self._filter("unanswered")
            self.assertEqual(len(found), 1)
            self._accept(found, "chloe")
            self.assertEqual(self._count("unanswered"), 0)

    def _filter(self, name):
        view = self.env.ref("caetic_invoicing.caetic_share_agreement_view_search")
        domain = html.fromstring(view.arch).xpath(f"//filter[@name='{name}']/@domain")
        return self.env["caetic.share.agreement"].search(literal_eval(domain[0]))

    def test_all_parties_then_the_cooperative(self):
        convention = self._propose()
        self.assertEqual(convention.state, "proposed")
        self.assertEqual(len(self.atelier._get_convention_todo()), 1)
        self._accept(convention, "bruno")
        with self.assertRaises(UserError):
            convention.with_user(self.coordinator).action_confirm()
        self.assertEqual(self._count("conventions"), 0)
        self._accept(convention, "chloe")
        self.assertEqual(convention.state, "accepted")
        self.assertEqual(self._count("conventions"), 1)
        with self.assertRaises(AccessError):
            convention.with_user(self.accountant).action_confirm()
        convention.with_user(self.coordinator).action_confirm()
        self.assertEqual(convention.state, "running")
        self.assertEqual(convention.confirmed_by_id, self.coordinator)

    def test_it_fills_new_documents_that_leave_alone(self):
        self._run()
        activity = self.studio.with_user(self.amelie.user_id)
        form = activity._portal_get_form()
        self.assertEqual(form["share-1-activity"], str(self.canal.id))
        self.assertEqual(form["share-1-percentage"], "20")
        form |= {
            "customer": str(self.mairie.id),
            "line-0-label": "Site",
            "line-0-price": "1000",
            "line-0-kind": str(self.kind_service.id),
        }
        invoice, issues = parse_invoice(form)
        self.assertFalse(issues)
        move = activity._portal_save_invoice(invoice)
        self.assertTrue(activity._portal_posts_alone(move))
        move._caetic_submit()
        self.assertEqual(move.state, "posted")
        self.assertEqual(move.caetic_share_ids.mapped("amount"), [300, 200])

    def test_another_percentage_is_asked(self):
        self._run()
        move = self._draft(
            caetic_share_ids=[
                Command.create({"activity_id": self.atelier.id, "percentage": 25}),
                Command.create({"activity_id": self.canal.id, "percentage": 20}),
            ]
        )
        states = move.caetic_share_ids.mapped("agreement_state")
        self.assertEqual(states, ["proposed", "accepted"])

    def test_not_before_it_runs_nor_after_it_ends(self):
        convention = self._propose()
        self.assertFalse(self.studio._get_running_convention(fields.Date.today()))
        self._accept(convention, "bruno")
        self._accept(convention, "chloe")
        self.assertFalse(self.studio._get_running_convention(fields.Date.today()))
        convention.with_user(self.coordinator).action_confirm()
        activity = self.canal.with_user(self.chloe.user_id)
        activity._portal_stop_convention(convention.id)
        day = fields.Date.to_date("2026-06-16")
        self.assertFalse(self.studio._get_running_convention(day))
        with self.assertRaises(UserError):
            activity._portal_stop_convention(convention.id)

    def test_changing_a_share_asks_its_party_again(self):
        convention = self._run()
        convention.with_user(self.coordinator).line_ids[0].percentage = 35
        self.assertEqual(convention.state, "proposed")

    def test_refused_with_a_reason(self):
        convention = self._propose()
        activity = self.canal.with_user(self.chloe.user_id)
        activity._portal_answer_convention(convention.id, False, "Trop peu")
        self.assertEqual(convention.state, "refused")
        rows = self.studio.with_user(self.amelie.user_id)._portal_get_conventions()
        self.assertIn("Trop peu", [part["reason"] for part in rows[0]["parts"]])

    def test_each_party_once_and_at_most_all(self):
        for values in (
            {"activity_id": self.studio.id, "percentage": 1},
            {"activity_id": self.atelier.id, "percentage": 51},
        ):
            with self.assertRaises(ValidationError):
                self.env["caetic.share.agreement"].create(
                    {
                        "name": "Trop",
                        "activity_id": self.studio.id,
                        "line_ids": [
                            Command.create(
                                {"activity_id": self.canal.id, "percentage": 50}
                            ),
                            Command.create(values),
                        ],
                    }
                )

    def test_who_reads_and_who_writes(self):
        third = self._create_member("Diane Alet", login="diane")
        self._create_contract(third)
        self._create_activity("Diane", third)
        self.env.invalidate_all()
        convention = self._propose()
        records = (convention, convention.line_ids)
        for record in records:
            model = self.env[record._name]
            for member, found in ((self.amelie, 1), (self.bruno, 1), (third, 0)):
                own = model.with_user(member.user_id)
                count = own.search_count([("id", "=", record[0].id)])
                self.assertEqual(count, found)
                for operation in ("create", "write", "unlink"):
                    self.assertFalse(
                        record[0].with_user(member.user_id).has_access(operation)
                    )
        with self.assertRaises(AccessError):
            convention.with_user(self.amelie.user_id).action_confirm()
        with self.assertRaises(AccessError):
            convention.with_user(self.amelie.user_id).action_ask()

    def test_a_confirmation_is_never_typed(self):
        convention = self._propose().with_user(self.coordinator)
        for name, value in (
            ("date_confirmed", "2026-06-15"),
            ("confirmed_by_id", self.coordinator.id),
            ("state", "running"),
        ):
            with self.assertRaises(AccessError):
                convention.write({name: value})
        with self.assertRaises(AccessError):
            convention.line_ids.agreement_answer = "accepted"


@tagged("post_install", "-at_install")
class TestConventionPortal(ConventionCommon, SharePortalCase):
    @classmethod
    def _sign_contracts(cls):
        for member in (cls.amelie, cls.bruno):
            cls._create_contract(member, start="2020-01-01")

    def _post(self, activity, path, **data):
        page = self.url_open(f"/my/activities/{activity.id}/conventions").text
        token = page.split('csrf_token: "')[1].split('"')[0]
        return self.url_open(
            f"/my/activities/{activity.id}/conventions{path}",
            data={"csrf_token": token, **data},
            allow_redirects=False,
        )

    def _form(self, **data):
        return {
            "name": "Sites à trois",
            "share-0-activity": str(self.atelier.id),
            "share-0-percentage": "30",
            **data,
        }

    def test_propose_accept_and_stop(self):
        self._login("amelie")
        response = self._post(self.studio, "/new", **self._form(do="propose"))
        self.assertEqual(response.status_code, 303)
        convention = self.env["caetic.share.agreement"].search(
            [("activity_id", "=", self.studio.id)]
        )
        self.assertEqual(convention.line_ids.percentage, 30)
        self._login("bruno")
        page = self.url_open(
            f"/my/activities/{self.atelier.id}/conventions/{convention.id}"
        )
        self.assertIn("Studio Garrigue", page.text)
        response = self._post(self.atelier, f"/{convention.id}/refuse", reason="")
        self.assertEqual(response.status_code, 422)
        response = self._post(self.atelier, f"/{convention.id}/accept")
        self.assertEqual(response.status_code, 303)
        self.assertEqual(convention.state, "accepted")
        response = self._post(self.atelier, f"/{convention.id}/accept")
        self.assertEqual(response.status_code, 422)
        response = self._post(self.atelier, f"/{convention.id}/stop")
        self.assertEqual(response.status_code, 303)
        self.assertTrue(convention.date_end)
        self._login("chloe")
        page = self.url_open(
            f"/my/activities/{self.canal.id}/conventions/{convention.id}"
        )
        self.assertNotIn("Studio Garrigue", page.text)
        self.assertEqual(
            self._post(self.canal, f"/{convention.id}/stop").headers["Location"], "/my"
        )

    def test_typed_values_are_kept_with_their_errors(self):
        self._login("amelie")
        cases = (
            ({"name": ""}, "name_error"),
            ({"share-0-percentage": "101"}, "share-0-percentage_error"),
            ({"share-0-activity": "99999"}, "share-0-activity_error"),
            ({"share-0-activity": ""}, "share-0-activity_error"),
            (
                {"share-0-activity": "", "share-0-percentage": ""},
                "share-0-activity_error",
            ),
            ({"start": "2999-01-02", "end": "2999-01-01"}, "end_error"),
            ({"start": "2001-01-01"}, "start_error"),
            ({"start": "hier"}, "start_error"),
            (
                {"share-0-percentage": "", "share-0-amount": "5"},
                "share-0-percentage_error",
            ),
        )
        for changes, error in cases:
            with self.subTest(changes=changes):
                form = {**self._form(do="propose"), **changes}
                response = self._post(self.studio, "/new", **form)
                self.assertEqual(response.status_code, 422)
                self.assertIn(f'id="{error}"', response.text)
        self.assertFalse(
            self.env["caetic.share.agreement"].search(
                [("activity_id", "=", self.studio.id)]
            )
        )
        response = self._post(self.studio, "/new", **self._form(do="add_share"))
        self.assertIn('name="share-1-percentage"', response.text)
        self.assertIn("Sites à trois", response.text)
