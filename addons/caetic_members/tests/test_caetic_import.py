# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from base64 import b64encode

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from .common import CaeticCommon

COLUMNS = (
    "id",
    "name",
    "email",
    "birthdate",
    "children_count",
    "adviser_id",
    "past_stage",
    "past_stage_date",
    "cape_start",
    "cape_end",
    "cesa_start",
    "cesa_fixed_part",
    "associate_date",
    "left_date",
    "left_reason",
)
# Ten mistakes, each made three times: column, what is written there.
MISTAKES = (
    ("birthdate", {"birthdate": "31/02/1990"}),
    ("past_stage", {"past_stage": "apprentice"}),
    ("email", {"email": "person1@import.example"}),
    ("name", {"name": ""}),
    ("email", {"email": "no address"}),
    ("cape_end", {"cape_start": "01/01/2025", "cape_end": "01/01/2026"}),
    ("children_count", {"children_count": "-1"}),
    ("adviser_id", {"adviser_id": "Nobody Known"}),
    ("cesa_fixed_part", {"cesa_start": "01/01/2025", "cesa_fixed_part": "-150,00"}),
    ("left_reason", {"cesa_start": "01/01/2025", "left_date": "01/06/2025"}),
)


@tagged("post_install", "-at_install")
class TestCaeticImport(CaeticCommon):
    """Members, activities and opening balances from tables, every bad line told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.adviser.name = "Adviser Of Imports"

    def _table(self, rows, columns=COLUMNS):
        lines = [";".join(columns)]
        lines += [";".join(row.get(name, "") for name in columns) for row in rows]
        return "\r\n".join(lines).encode()

    def _import(self, content, kind="members", user=None, check=False, **values):
        wizard = (
            self.env["caetic.import"]
            .with_user(user or self.coordinator)
            .create({"kind": kind, "file": b64encode(content), **values})
        )
        wizard.action_check() if check else wizard.action_import()
        return wizard

    def _example(self, name):
        with file_open(f"caetic_members/static/import/{name}.csv", "rb") as example:
            return example.read()

    def _members(self):
        return self.env["caetic.member"].search([("email", "like", "@import.example")])

    def _person(self, number):
        """One in four: candidate, CAPE, CESA, gone."""
        past = (
            {"past_stage": "diagnosed", "past_stage_date": "15/01/2026"},
            {"cape_start": "01/02/2026", "cape_end": "31/01/2027"},
            {
                "cape_start": "01/02/2024",
                "cesa_start": "01/02/2025",
                "cesa_fixed_part": "150,00",
            },
            {
                "cesa_start": "01/02/2024",
                "left_date": "31/08/2025",
                "left_reason": "job",
            },
        )[number % 4]
        return {
            "id": f"P{number}",
            "name": f"Person {number}",
            "email": f"person{number}@import.example",
            "birthdate": "14/03/1988",
            "children_count": "1",
            "adviser_id": "Adviser Of Imports",
            **past,
        }

    # -- the big table ------------------------------------------------------------

    def test_a_thousand_lines_with_thirty_errors(self):
        """970 in, 30 told with line, column and reason, nothing half-written."""
        rows = [self._person(number) for number in range(1, 1001)]
        wrong = {}
        for index in range(30):
            column, mistake = MISTAKES[index % 10]
            # The first line is kept right: the third mistake repeats its address.
            number = 20 + index * 33
            person = {**self._person(number), **mistake}
            for name in ("past_stage", "past_stage_date"):
                if name not in mistake and "cesa_start" in mistake:
                    person[name] = ""
            if "cesa_start" in mistake or "cape_start" in mistake:
                bare = ("id", "name", "email", "birthdate", "adviser_id")
                person = {**{key: person[key] for key in bare}, **mistake}
            rows[number - 1] = person
            # Line 1 holds the headings.
            wrong[number + 1] = column
        before = self.env["res.partner"].search_count([])
        wizard = self._import(self._table(rows), check=True)
        self.assertEqual({one.line: one.column for one in wizard.line_ids}, wrong)
        self.assertTrue(all(wizard.line_ids.mapped("reason")))
        self.assertEqual((wizard.good_count, wizard.bad_count), (970, 30))
        self.assertFalse(self._members())
        self.assertEqual(self.env["res.partner"].search_count([]), before)

        wizard.policy = "good"
        wizard.action_import()
        self.assertEqual(wizard.state, "done")
        self.assertEqual({one.line: one.column for one in wizard.line_ids}, wrong)
        self.assertEqual(len(self._members()), 970)
        self.assertEqual(self.env["res.partner"].search_count([]), before + 970)
        self.assertEqual(len(self._members().partner_id), 970)
        names = set(self._members().mapped("name"))
        self.assertFalse({f"Person {line - 1}" for line in wrong} & names)

    def test_all_or_nothing(self):
        rows = [self._person(number) for number in range(1, 5)]
        rows[2]["birthdate"] = "tomorrow"
        wizard = self._import(self._table(rows))
        self.assertEqual(wizard.state, "checked")
        self.assertEqual((wizard.good_count, wizard.bad_count), (3, 1))
        self.assertFalse(self._members())
        rows[2]["birthdate"] = "1990-05-01"
        self.assertEqual(self._import(self._table(rows)).state, "done")
        self.assertEqual(len(self._members()), 4)

    def test_two_errors_of_a_line_are_both_told(self):
        person = {**self._person(4), "email": "nowhere", "adviser_id": "Nobody Known"}
        wizard = self._import(self._table([person]), check=True)
        self.assertEqual(set(wizard.line_ids.mapped("column")), {"email", "adviser_id"})
        self.assertEqual(wizard.bad_count, 1)

    def test_twice_makes_no_double(self):
        table = self._table([self._person(number) for number in range(1, 5)])
        for _time in range(2):
            self.assertFalse(self._import(table).bad_count)
        self.assertEqual(len(self._members()), 4)
        self.assertEqual(len(self._members().contract_ids), 4)
        # The same without ids: the address is the key.
        columns = [name for name in COLUMNS if name != "id"]
        table = self._table([{**self._person(9), "email": "x@import.example"}], columns)
        for _time in range(2):
            self.assertFalse(self._import(table).bad_count)
        self.assertEqual(len(self._members()), 5)

    def test_a_second_file_corrects_plain_columns(self):
        self._import(self._table([self._person(1)]))
        table = self._table([{**self._person(1), "name": "Person One"}])
        self.assertFalse(self._import(table).bad_count)
        self.assertEqual(self._members().name, "Person One")

    def test_the_journey_is_not_written_again(self):
        self._import(self._table([self._person(1)]))
        later = {**self._person(1), "cape_start": "01/03/2026"}
        wizard = self._import(self._table([later]))
        self.assertEqual(wizard.bad_count, 1)
        self.assertEqual(str(self._members().cape_start), "2026-02-01")

    # -- what the past becomes ----------------------------------------------------

    def test_the_past_becomes_steps_and_contracts(self):
        """CAPE of 01/02/2024 (12 months at most: L127-2), CESA the year after."""
        self._import(self._table([{**self._person(2), "associate_date": "01/02/2026"}]))
        member = self._members()
        steps = member.step_ids.sorted("date")
        self.assertEqual(steps.mapped("kind"), ["cape", "cesa", "associate"])
        self.assertEqual(member.state, "associate")
        cape, cesa = member.contract_ids.sorted("date_start")
        self.assertEqual((cape.state, cape.end_reason), ("ended", "cape_cesa"))
        self.assertEqual(str(cape.date_end), "2025-01-31")
        self.assertEqual((cesa.state, cesa.fixed_part), ("running", 150))
        # 3 years less the 366 days of the CAPE, to the anniversary of its first day.
        self.assertEqual(str(cesa.association_deadline), "2027-02-01")
        self.assertTrue(member.employee_id)

    def test_an_adviser_brings_no_journey(self):
        """A history passes no guard: it is no way around the committee."""
        member = self._create_member("Alice Abeille", adviser_id=self.adviser.id)
        with self.assertRaises(AccessError):
            member.with_user(self.adviser).cesa_start = "2026-01-01"
        self.assertFalse(member.contract_ids)

    def test_who_left_has_left(self):
        self._import(self._table([self._person(3)]))
        member = self._members()
        self.assertEqual(member.state, "left")
        self.assertEqual(member.contract_ids.end_reason, "job")
        self.assertEqual(str(member.contract_ids.date_end), "2025-08-31")
        self.assertEqual(
            member._get_state_at(fields.Date.to_date("2025-01-01")), "cesa"
        )

    def test_the_example_files_come_in(self):
        """Opening balances: 1 150,00 and -85,40 EUR, as written in the example."""
        self.assertFalse(self._import(self._example("members")).line_ids)
        self.assertFalse(
            self._import(self._example("activities"), "activities").line_ids
        )
        first = self.env.ref("__import__.A001")
        duo = self.env.ref("__import__.A002")
        self.assertEqual(duo.stake_ids.mapped("share"), [60, 40])
        for _time in range(2):
            wizard = self._import(
                self._example("openings"), "openings", self.accountant
            )
            self.assertFalse(wizard.line_ids)
        self.assertEqual((first.opening_amount, duo.opening_amount), (1150.0, -85.4))
        entries = self.env["account.move"].search(
            [("caetic_opening_activity_id", "in", (first | duo).ids)]
        )
        self.assertEqual(entries.mapped("state"), ["posted", "posted"])
        self.assertEqual(set(entries.mapped("caetic_term")), {"opening"})

    def test_another_balance_is_refused(self):
        member = self._create_member("Alice Abeille")
        self._create_activity("Ruche", member)
        columns = ("activity_id", "date", "amount")
        row = {"activity_id": "Ruche", "date": "31/12/2025", "amount": "10"}
        self._import(self._table([row], columns), "openings", self.accountant)
        row["amount"] = "11"
        wizard = self._import(self._table([row], columns), "openings", self.accountant)
        self.assertEqual(wizard.bad_count, 1)
        twice = [{**row, "amount": "10"}] * 2
        wizard = self._import(self._table(twice, columns), "openings", self.accountant)
        self.assertEqual(wizard.line_ids.line, 3)
        future = [{**row, "date": "31/12/2099"}, {**row, "activity_id": "Nobody"}]
        wizard = self._import(self._table(future, columns), "openings", self.accountant)
        self.assertEqual(wizard.line_ids.mapped("column"), ["date", "activity_id"])

    def test_namesakes_are_told_apart(self):
        self._create_member("Alice Abeille")
        self._create_member("Alice Abeille")
        columns = ("name", "stake_ids/member_id")
        row = {"name": "Ruche", "stake_ids/member_id": "Alice Abeille"}
        wizard = self._import(self._table([row], columns), "activities")
        self.assertEqual(wizard.line_ids.column, "stake_ids/member_id")
        self.assertFalse(self.env["caetic.activity"].search([("name", "=", "Ruche")]))

    # -- files and rights ---------------------------------------------------------

    def test_files_that_are_no_table(self):
        for content in (b"name\n", b"\0\1", b"name;email\nA;b@c.fr;d;e\n"):
            with self.assertRaises(UserError):
                self._import(content)
        with self.assertRaises(UserError):
            self._import(b"name;password\nA;secret\n")

    def test_excel_of_windows_is_read(self):
        self._import("name;email\nZoé;zoe@import.example\n".encode("cp1252"))
        self.assertEqual(self._members().name, "Zoé")

    def test_who_may_import(self):
        for user in (self.adviser, self.payroll_officer):
            with self.assertRaises(AccessError):
                self._import(b"name\nA\n", user=user)
        with self.assertRaises(AccessError):
            self._import(b"activity_id;amount\nA;1\n", "openings")
        with self.assertRaises(AccessError):
            self._import(b"name\nA\n", user=self.accountant)

    @mute_logger("odoo.addons.base_import.models.base_import")
    def test_native_import_stops_early(self):
        """Why this import exists: Odoo's own tells less than it finds."""
        rows = [{**self._person(n), "birthdate": "31/02/1990"} for n in range(4, 44)]
        columns = ["id", "name", "email", "birthdate"]
        native = self.env["base_import.import"].create(
            {
                "res_model": "caetic.member",
                "file": self._table(rows, columns),
                "file_type": "text/csv",
                "file_name": "members.csv",
            }
        )
        options = {
            "quoting": '"',
            "separator": ";",
            "has_headers": True,
            "date_format": "%d/%m/%Y",
        }
        result = native.execute_import(columns, columns, options, dryrun=True)
        self.assertLess(len(result["messages"]), 40)
        wizard = self._import(self._table(rows, columns), check=True)
        self.assertEqual(wizard.bad_count, 40)

    def test_templates_are_offered_by_odoo(self):
        for model in ("caetic.member", "caetic.activity"):
            (template,) = self.env[model].get_import_templates()
            self.assertTrue(file_open(template["template"].lstrip("/"), "rb").read())
