# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Proof bundle: hours of the list = sheets = pivot; broken seals stop it (R702)."""

import csv
import hashlib
import io
import zipfile
from decimal import Decimal

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .proof_common import ProofCommon


@tagged("post_install", "-at_install")
class TestProof(ProofCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anne = cls._create_hosted("Anne Complète", sex="female")
        cls.anne.birthdate = "1980-05-04"
        cls.basile = cls._create_hosted("Basile Incomplet")
        cls.env["caetic.member.situation"].create(
            {
                "member_id": cls.anne.id,
                "date": "2026-01-05",
                "status": "jobseeker",
                "education": "5",
                "zip": "11300",
            }
        )
        cls.session = cls._create_session(
            ["2026-03-02", "2026-03-03"], cls.anne | cls.basile
        )
        cls.rows = cls._fill(cls.session, [(cls.basile, 1)])

    def _create_bundle(self, **values):
        return (
            self.env["caetic.proof.bundle"]
            .with_user(self.coordinator)
            .create(
                {
                    "funder_id": self.funder.id,
                    "date_from": "2026-01-01",
                    "date_to": "2026-12-31",
                    "company_id": self.company.id,
                    **values,
                }
            )
        )

    def _build(self, **values):
        bundle = self._create_bundle(**values)
        bundle.action_prepare()
        self.assertEqual(bundle.state, "running")
        self._as_scheduler(bundle)._build()
        return bundle

    def _as_scheduler(self, bundle):
        return self.env["caetic.proof.bundle"].sudo().browse(bundle.id)

    def _open(self, bundle):
        return zipfile.ZipFile(io.BytesIO(bundle.sudo().attachment_id.raw))

    def _read(self, archive, name):
        text = archive.read(name).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))

    def test_hours_of_the_list_are_those_of_the_sheets_and_of_the_pivot(self):
        bundle = self._build()
        self.assertEqual(bundle.state, "done", bundle.problem_ids.mapped("name"))
        # Anne: 4 half-days of 3.5 h; Basile: 3.
        self.assertEqual(Decimal(str(bundle.hours)), Decimal("24.5"))
        lines = self._read(self._open(bundle), "heures.csv")
        listed = [Decimal(line[-1].replace(",", ".")) for line in lines[1:-1]]
        self.assertEqual(len(listed), 7)
        self.assertEqual(sum(listed), Decimal("24.5"))
        self.assertEqual(lines[-1][-1], "24,50")
        pivot = self.env["caetic.attendance"]._read_group(
            bundle._get_domain(), [], ["hours:sum"]
        )
        self.assertEqual(Decimal(str(pivot[0][0])), Decimal("24.5"))
        sheets = sum(slot._caetic_get_total() for slot in self.session.event_slot_ids)
        self.assertEqual(Decimal(str(sheets)), Decimal("24.5"))

    def test_the_zip_holds_the_papers_and_their_fingerprints(self):
        bundle = self._build()
        archive = self._open(bundle)
        names = archive.namelist()
        self.assertEqual(len([n for n in names if n.startswith("Feuilles/")]), 4)
        self.assertEqual(len([n for n in names if n.startswith("Attestations/")]), 2)
        self.assertEqual(len([n for n in names if n.startswith("Programmes/")]), 1)
        self.assertIn("heures.xlsx", names)
        manifest = dict(self._read(archive, "manifeste.csv")[1:])
        self.assertEqual(set(manifest), set(names) - {"manifeste.csv"})
        for name, digest in manifest.items():
            self.assertEqual(hashlib.sha256(archive.read(name)).hexdigest(), digest)
        content = bundle.sudo().attachment_id.raw
        self.assertEqual(bundle.sha256, hashlib.sha256(content).hexdigest())

    def test_a_change_of_what_was_signed_stops_it_by_name(self):
        row = self.rows.filtered(lambda one: one.member_id == self.anne)[0]
        self.env.flush_all()
        # Nothing of the ORM changes a sealed row: somebody with the database does.
        self.env.cr.execute(
            "UPDATE caetic_attendance SET signed_at = signed_at - interval '1 hour' "
            "WHERE id = %s",
            [row.id],
        )
        self.env.invalidate_all()
        bundle = self._build()
        self.assertEqual(bundle.state, "stopped")
        self.assertFalse(bundle.attachment_id)
        seals = bundle.problem_ids.filtered(lambda one: one.kind == "seal")
        self.assertIn("Anne Complète", seals[0].name)
        self.assertTrue(seals[0].is_blocking)
        with self.assertRaises(UserError):
            bundle.action_download()

    def test_hours_that_differ_stop_it_and_are_named(self):
        bundle = self._create_bundle()
        bundle.action_prepare()
        work = self._as_scheduler(bundle)
        work._make_parts(self.session)
        row = self.rows.filtered(lambda one: one.member_id == self.anne)[0]
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE caetic_attendance SET hours = 3 WHERE id = %s", [row.id]
        )
        self.env.invalidate_all()
        work._finish()
        self.assertEqual(bundle.state, "stopped")
        problem = bundle.problem_ids.filtered(lambda one: one.kind == "hours")
        # Two people of 3.5 h on the sheet; 3 + 3.5 in the list.
        self.assertIn("7.00", problem.name)
        self.assertIn("6.50", problem.name)

    def test_an_open_sheet_stops_it(self):
        session = self._create_session(["2026-04-01"], self.anne)
        self._fill(session, close=False)
        bundle = self._build()
        self.assertEqual(bundle.state, "stopped")
        kinds = bundle.problem_ids.filtered("is_blocking").mapped("kind")
        self.assertEqual(kinds, ["sheet", "sheet"])

    def test_people_without_complete_data_are_named_and_do_not_count(self):
        self.action.needs_data = True
        bundle = self._build()
        self.assertEqual(bundle.state, "done")
        problem = bundle.problem_ids
        self.assertEqual(problem.partner_id, self.basile.partner_id)
        self.assertIn("Basile Incomplet", problem.name)
        self.assertEqual((bundle.people_count, bundle.participant_count), (2, 1))
        lines = self._read(self._open(bundle), "donnees-incompletes.csv")
        self.assertEqual([line[0] for line in lines[1:]], ["Basile Incomplet"])

    def test_somebody_seen_one_day_is_no_participant_and_owes_no_data(self):
        self.action.needs_data = True
        carole = self._create_hosted("Carole Unjour")
        session = self._create_session(["2026-05-04"], carole)
        self._fill(session)
        bundle = self._build()
        self.assertNotIn("Carole", " ".join(bundle.problem_ids.mapped("name")))
        self.assertEqual((bundle.people_count, bundle.participant_count), (3, 1))
        # Her hours were given and are on the sheets: 24.5 + 7.
        self.assertEqual(Decimal(str(bundle.hours)), Decimal("31.5"))

    def test_only_the_period_and_the_action_count(self):
        other = self.action.copy({"name": "Autre"})
        self._fill(
            self._create_session(
                ["2026-03-09"], self.anne, caetic_funded_action_id=other.id
            )
        )
        self._fill(self._create_session(["2025-03-10"], self.anne))
        bundle = self._build(funded_action_id=self.action.id)
        self.assertEqual(Decimal(str(bundle.hours)), Decimal("24.5"))
        self.assertEqual((bundle.session_done, bundle.session_count), (1, 1))

    def test_a_killed_run_goes_on_and_makes_nothing_twice(self):
        self._fill(self._create_session(["2026-03-09"], self.anne))
        bundle = self._create_bundle()
        bundle.action_prepare()
        work = self._as_scheduler(bundle)
        work._make_parts(self.session)
        first = work.part_ids
        work._build()
        self.assertEqual(work.state, "done")
        self.assertEqual(len(work.part_ids), 2)
        self.assertIn(first, work.part_ids)
        self.assertEqual(work.progress, 100)

    def test_only_coordinators_make_and_read_bundles(self):
        bundle = self._build()
        for user in (self.adviser, self.accountant):
            with self.assertRaises(AccessError):
                bundle.with_user(user).read(["name"])
        self.assertIn("/web/content/", bundle.action_download()["url"])
        log = self.env["caetic.access.log"].sudo().search([("kind", "=", "proof")])
        self.assertEqual(log.user_id, self.coordinator)
        with self.assertRaises(UserError):
            bundle.unlink()
