# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A cooperative whose entrepreneurs claim expenses: two activities, one CAPE."""

from datetime import date

from odoo.addons.caetic_members.tests.common import PDF, CaeticCommon

from .. import engine

TODAY = "2026-06-20"


class ExpensesCommon(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.amelie = cls._create_member("Amélie Garrigue", login="amelie")
        cls.bruno = cls._create_member("Bruno Corbières", login="bruno")
        cls._create_contract(cls.amelie)
        cls._create_contract(cls.bruno, kind="cape", end="2026-12-31")
        for member in (cls.amelie, cls.bruno):
            member._ensure_employee_sudo(date(2026, 1, 1))
        cls.studio = cls._create_activity(
            "Studio Garrigue",
            cls.amelie,
            adviser_id=cls.adviser.id,
            date_start="2025-01-01",
        )
        cls.atelier = cls._create_activity("Atelier Corbières", cls.bruno)

    @classmethod
    def _kind(cls, name):
        return cls.env.ref(f"caetic_expenses.product_{name}")

    @classmethod
    def _as(cls, member, activity=None):
        """The activity as its member sees it, from the portal."""
        activity = activity or (cls.studio if member == cls.amelie else cls.atelier)
        return activity.with_user(member.user_id)

    @classmethod
    def _claim(cls, kind="meal", total=22, rate="10", submit=True, member=None, **more):
        """A claim sent from the portal, with its receipt."""
        own = cls._as(member or cls.amelie)
        values = {
            "row": 0,
            "date": date(2026, 6, 2),
            "kind_id": cls._kind(kind).id,
            "amount": total,
            "rate": rate,
            "label": "Rendez-vous client",
            "in_name": True,
            "waived": False,
            "kept_id": 0,
            **more,
        }
        expense = own._portal_save_expenses([engine.ExpenseInput(**values)])
        cls.env["ir.attachment"].create(
            {
                "name": "ticket.pdf",
                "raw": PDF,
                "res_model": "hr.expense",
                "res_id": expense.id,
            }
        )
        expense.invalidate_recordset(["attachment_ids", "nb_attachment"])
        if submit:
            expense._portal_submit()
        return expense

    @classmethod
    def _post(cls, expenses):
        """Approve and post claims, as the accountant does."""
        expenses = expenses.with_env(cls.env).with_user(cls.accountant)
        expenses.action_approve()
        wizard = cls.env["hr.expense.post.wizard"].with_user(cls.accountant)
        wizard = wizard.with_context(
            active_ids=expenses.ids, company_paid_move_ids=[]
        ).create({"accounting_date": TODAY})
        wizard.action_post_entry()
        return expenses.account_move_id
