# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who sees and writes what: each role on each model, in one table (R809)."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CaeticCommon

ROLES = ("adviser", "coordinator", "accountant", "payroll_officer")
# For each role in that order: whose rows are seen ("own" portfolio, "all" or none),
# and "+" where they are written as well.
MATRIX = {
    "caetic.member": ("own+", "all+", "all", "all"),
    "caetic.contract": ("own+", "all+", "all", "all"),
    "caetic.member.step": ("own", "all", "all", "all"),
    "caetic.member.situation": ("own+", "all+", "none", "all"),
    "caetic.member.document": ("own+", "all+", "none", "all"),
    "caetic.interview": ("own+", "all+", "none", "none"),
    "caetic.committee.review": ("own+", "all+", "none", "none"),
    "caetic.activity": ("own+", "all+", "all+", "all"),
    "caetic.activity.member": ("own+", "all+", "all+", "all"),
    "caetic.closing.line": ("own", "all", "all+", "all"),
    "caetic.statement": ("own", "all", "all", "all"),
}


@tagged("post_install", "-at_install")
class TestSecurityMatrix(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls._side("Amélie Durand", "amelie.d", cls.adviser)
        cls.other = cls._side("Bruno Petit", "bruno.p", cls.env["res.users"])

    @classmethod
    def _side(cls, name, login, adviser):
        """One row of each model, around a person."""
        member = cls._create_member(name, login, adviser_id=adviser.id)
        person = {"member_id": member.id}
        kind = cls.env.ref("caetic_members.document_type_identity")
        activity = cls._create_activity(f"Atelier {name}", member)
        closing = cls.env["caetic.closing"].search([], limit=1)
        closing = closing or cls.env["caetic.closing"].create({"date": "2026-05-31"})
        rows = {
            "caetic.member.situation": {**person, "status": "rsa"},
            "caetic.member.document": {**person, "type_id": kind.id},
            "caetic.interview": {**person, "name": "Bilan"},
            "caetic.committee.review": {**person, "date": "2026-01-01"},
            "caetic.closing.line": {
                "closing_id": closing.id,
                "activity_id": activity.id,
                "state": "posted",
            },
        }
        side = {name: cls.env[name].create(values) for name, values in rows.items()}
        # Nobody writes one by hand.
        statements_sudo = cls.env["caetic.statement"].sudo()
        period = {"date_start": "2026-05-01", "date_end": "2026-05-31"}
        statement_sudo = statements_sudo.create(
            {"activity_id": activity.id, "kind": "month", **period}
        )
        side["caetic.statement"] = statement_sudo.sudo(False)
        side["caetic.member.step"] = member._record_step("informed")
        side["caetic.contract"] = cls._create_contract(member)
        return {
            **side,
            "caetic.member": member,
            "caetic.activity": activity,
            "caetic.activity.member": activity.stake_ids,
        }

    def _sees(self, record, user):
        records = record.with_user(user)
        if not records.has_access("read"):
            return False
        return bool(records.search([("id", "=", record.id)]))

    def test_each_role_on_each_model(self):
        for model, cells in MATRIX.items():
            for role, cell in zip(ROLES, cells, strict=True):
                user = getattr(self, role)
                seen = (
                    self._sees(self.mine[model], user),
                    self._sees(self.other[model], user),
                )
                wanted = {"own": (True, False), "all": (True, True)}
                with self.subTest(model=model, role=role):
                    self.assertEqual(seen, wanted.get(cell.strip("+"), (False, False)))
                    writes = self.mine[model].with_user(user).has_access("write")
                    self.assertEqual(writes, cell.endswith("+"))

    def test_an_entrepreneur_reads_own_rows_and_writes_none(self):
        user = self.mine["caetic.member"].user_id
        for model in MATRIX:
            with self.subTest(model=model):
                self.assertFalse(self._sees(self.other[model], user))
                readable = model != "caetic.committee.review"
                self.assertEqual(self._sees(self.mine[model], user), readable)
                record = self.mine[model].with_user(user)
                self.assertFalse(record.has_access("write"))
                with self.assertRaises(AccessError):
                    record.unlink()

    def test_a_former_member_still_reads_and_writes_nothing(self):
        """R802, R433: who has left keeps reading what is theirs."""
        member = self.mine["caetic.member"]
        self.mine["caetic.contract"]._end(member.state_date, "resignation")
        member._record_step("left", reason="Démission", check=False)
        for model in ("caetic.member", "caetic.contract", "caetic.activity"):
            with self.subTest(model=model):
                self.assertTrue(self._sees(self.mine[model], member.user_id))
                record = self.mine[model].with_user(member.user_id)
                self.assertFalse(record.has_access("write"))

    def test_roles_add_up(self):
        """Three people share the four roles: the wider right holds."""
        group = "caetic_members.caetic_members_group_accountant"
        self.adviser.group_ids += self.env.ref(group)
        self.assertTrue(self._sees(self.other["caetic.activity"], self.adviser))
