# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .. import engine
from .common import InvoicingCommon
from .test_portal_invoices import PortalCase


class PlanCase(InvoicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.studio.with_user(cls.amelie.user_id)

    def _plan(self, move, **raw):
        form = {"name": "Site", "method": "stages", **raw}
        typed, issues = engine.parse_plan(form, self.own._portal_get_parts(move))
        self.assertEqual(issues, [])
        return self.own._portal_make_plan(move.sudo(), typed)

    def _thirds(self, move):
        return self._plan(
            move,
            **{
                "stage-0-label": "Acompte",
                "stage-0-percentage": "33,33",
                "stage-1-label": "Maquette",
                "stage-1-amount": "100,01",
                "stage-1-date": "2026-06-01",
            },
        )

    def _issue_all(self, plan):
        for line in plan.line_ids:
            plan._portal_issue(line).action_post()
        return plan.line_ids.move_id


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestPlan(PlanCase):
    def test_deposit_and_balance(self):
        """30 % of 1 200: 360 and 72 of VAT; balance 840 and 168."""
        move = self._draft(lines=[("Site", 1, 1200, self.kind_service)])
        stage = {"stage-0-label": "Acompte", "stage-0-percentage": "30"}
        plan = self._plan(move, **stage)
        self.assertEqual(plan.amount_total, 1440)
        self.assertEqual(move.state, "cancel")
        first, last = self._issue_all(plan)
        self.assertEqual((first.amount_untaxed, first.amount_tax), (360, 72))
        self.assertEqual((last.amount_untaxed, last.amount_tax), (840, 168))
        self.assertIn("30 %", first.invoice_line_ids.name)
        self.assertEqual(first.invoice_line_ids.caetic_activity_id, self.studio)

    def test_every_rate_adds_up_to_the_cent(self):
        """Services at 20 %, exempt training, goods at 20 %: by kind and by VAT."""
        self.company.caetic_training_number = "76 11 01234 11"
        move = self._draft(
            lines=[
                ("A", 3, 33.333, self.kind_service),
                ("B", 1, 0.07, self.kind_service),
                ("C", 1, 199.99, self.kind_training),
                ("D", 7, 12.35, self.kind_goods),
            ]
        )
        plan = self._thirds(move)
        moves = self._issue_all(plan)
        self.assertEqual(len(moves), 3)
        for field in ("amount_untaxed", "amount_tax", "amount_total"):
            found = sum(Decimal(str(value)) for value in moves.mapped(field))
            self.assertEqual(found, Decimal(str(plan[field])).quantize(found))
        lines = moves.invoice_line_ids
        for part in plan.part_ids:
            own = lines.filtered(lambda x, part=part: x.product_id == part.product_id)
            self.assertAlmostEqual(sum(own.mapped("price_subtotal")), part.untaxed, 2)

    def test_a_stage_is_invoiced_once(self):
        plan = self._thirds(self._draft())
        line = plan.line_ids[0]
        draft = plan._portal_issue(line)
        with self.assertRaises(UserError):
            plan._portal_issue(line)
        # A draft that is thrown away may be written again.
        draft._portal_discard()
        self.assertTrue(plan._portal_issue(line))

    def test_a_stage_is_as_planned(self):
        plan = self._thirds(self._draft())
        draft = plan._portal_issue(plan.line_ids[0])
        self.assertTrue(draft._portal_is_editable())
        self.assertFalse(draft._portal_may_change())
        self.assertFalse(draft._portal_may_plan())

    def test_progress_up_to_the_whole(self):
        """25 %, then 60 %, then all: 250, 350, 400."""
        plan = self._plan(self._draft(), method="progress")
        amounts = []
        for percentage in (25, 60, 100):
            move = plan._portal_progress(Decimal(percentage))
            amounts.append(move.amount_untaxed)
        self.assertEqual(amounts, [250, 350, 400])
        self.assertEqual(plan._get_reached(), 100)
        _value, issues = engine.parse_progress({"percentage": "60"}, Decimal(60))
        self.assertEqual(issues[0].code, "plan_reached")

    def test_what_is_refused(self):
        move = self._draft()
        parts = self.own._portal_get_parts(move)
        for raw, field, code in (
            ({"stage-0-label": "A"}, "stage-0-percentage", "required"),
            (
                {"stage-0-label": "A", "stage-0-percentage": "101"},
                "stage-0-percentage",
                "too_big",
            ),
            (
                {"stage-1-label": "A", "stage-1-amount": "1000,01"},
                "stage-1-amount",
                "plan_too_big",
            ),
            (
                {
                    "stage-0-label": "A",
                    "stage-0-amount": "1",
                    "stage-0-percentage": "1",
                },
                "stage-0-amount",
                "plan_one_way",
            ),
            ({}, "stage-0-label", "required"),
        ):
            form = {"name": "Site", "method": "stages", **raw}
            _typed, issues = engine.parse_plan(form, parts)
            self.assertEqual([(one.field, one.code) for one in issues], [(field, code)])

    def test_shares_follow_each_stage(self):
        share = Command.create({"activity_id": self.atelier.id, "percentage": 20})
        plan = self._thirds(self._draft(caetic_share_ids=[share]))
        moves = self._issue_all(plan)
        self.assertEqual(sum(moves.caetic_share_ids.mapped("amount")), 200)

    def test_a_stage_whose_day_has_come_is_a_todo(self):
        plan = self._thirds(self._draft())
        titles = [one["title"] for one in self.own._get_todo()]
        self.assertTrue([one for one in titles if "Maquette" in one])
        plan._portal_issue(plan.line_ids[1])
        titles = [one["title"] for one in self.own._get_todo()]
        self.assertFalse([one for one in titles if "Maquette" in one])

    def test_others_neither_read_nor_write(self):
        plan = self._thirds(self._draft())
        for record in (plan, plan.line_ids, plan.part_ids):
            own = record.with_user(self.amelie.user_id)
            other = record.with_user(self.bruno.user_id)
            own.check_access("read")
            self.assertFalse(other.search_count([("id", "in", record.ids)]))
            with self.assertRaises(AccessError):
                other.read(["display_name"])
            for user in (self.amelie.user_id, self.coordinator, self.adviser):
                for operation in ("create", "write", "unlink"):
                    self.assertFalse(record.with_user(user).has_access(operation))
            with self.assertRaises(AccessError):
                record.with_user(self.payroll_officer).check_access("read")
        with self.assertRaises(AccessError):
            self.studio.with_user(self.bruno.user_id)._portal_get_invoice_plan(plan.id)


@tagged("post_install", "-at_install")
class TestPortalPlan(PortalCase):
    def test_from_the_draft_to_the_balance(self):
        move = self._draft()
        path = f"/invoices/{move.id}/plan"
        response, _page = self._page(path)
        self.assertEqual(response.status_code, 200)
        stage = {"stage-0-label": "Acompte", "stage-0-percentage": "130"}
        response, page = self._post(path, name="Site", method="stages", **stage)
        self.assertEqual(response.status_code, 422)
        self.assertTrue(self._error(page, "stage-0-percentage"))
        self.assertEqual(page.xpath("//input[@name='name']/@value"), ["Site"])
        stage["stage-0-percentage"] = "30"
        response, _page = self._post(path, name="Site", method="stages", **stage)
        self.assertEqual(response.status_code, 303)
        plan = self.env["caetic.invoice.plan"].search([("source_id", "=", move.id)])
        self.assertEqual(len(plan.line_ids), 2)
        for page in ("/plans", f"/plans/{plan.id}"):
            response, _page = self._page(page)
            self.assertEqual(response.status_code, 200)
            self.assertIn("Site", response.text)
        response, _page = self._post(
            f"/plans/{plan.id}/issue", stage=str(plan.line_ids[0].id)
        )
        self.assertEqual(response.status_code, 303)
        draft = plan.line_ids[0].move_id
        self.assertTrue(response.headers["Location"].endswith(f"/{draft.id}"))
        response = self.url_open(
            f"{self.base}/invoices/{draft.id}/edit", allow_redirects=False
        )
        self.assertEqual(response.status_code, 303)

    def test_progress_keeps_what_was_typed(self):
        move = self._draft()
        self._post(f"/invoices/{move.id}/plan", name="Site", method="progress")
        plan = self.env["caetic.invoice.plan"].search([("source_id", "=", move.id)])
        path = f"/plans/{plan.id}/issue"
        response, page = self._post(path, percentage="cent")
        self.assertEqual(response.status_code, 422)
        self.assertTrue(self._error(page, "percentage"))
        self.assertEqual(page.xpath("//input[@name='percentage']/@value"), ["cent"])
        response, _page = self._post(path, percentage="40")
        self.assertEqual(response.status_code, 303)
        self.assertEqual(plan.line_ids.move_id.amount_untaxed, 400)

    def test_plans_of_others_do_not_exist(self):
        move = self._draft()
        self._post(f"/invoices/{move.id}/plan", name="Site", method="progress")
        plan = self.env["caetic.invoice.plan"].search([("source_id", "=", move.id)])
        self.authenticate("bruno", "bruno".ljust(8, "x"))
        for activity in (self.studio, self.atelier):
            path = f"/my/activities/{activity.id}/plans/{plan.id}"
            response = self.url_open(path, allow_redirects=False)
            self.assertTrue(response.headers["Location"].endswith("/my"))
