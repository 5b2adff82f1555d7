# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import csv
import io
import zipfile

from freezegun import freeze_time
from pypdf import PdfReader

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.caetic_members.archive import Archive, clean_name

from ..models import caetic_activity_exit
from .common import InvoicingCommon

LAYOUT = "caetic_invoicing.document_layout"


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestExitPackage(InvoicingCommon, HttpCase):
    def _issue(self, count=1, activity=None, **values):
        moves = self.env["account.move"]
        for _index in range(count):
            moves |= self._draft(activity, invoice_date="2026-06-10", **values)
        moves.action_post()
        return moves

    def setUp(self):
        super().setUp()
        # Where the printing program finds what a paper shows by its address.
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("report.url", self.base_url())

    def _open(self, package):
        [volume] = package.volume_ids
        return zipfile.ZipFile(io.BytesIO(volume.raw))

    def _table(self, archive, start):
        [name] = [one for one in archive.namelist() if one.startswith(start)]
        text = archive.read(name).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))

    def _ask(self, activity, member):
        own = activity.with_user(member.user_id)
        # Odoo draws no PDF in tests unless it is told to.
        return own.with_context(force_report_rendering=True)._portal_ask_package()

    def test_customers_invoices_lines_and_pdf(self):
        """What the entrepreneur takes away, and nothing of the others."""
        invoice = self._issue()
        theirs = self._create_customer(self.atelier, name="Client de Bruno")
        self._issue(activity=self.atelier, partner=theirs)
        with self._open(self._ask(self.studio, self.amelie)) as archive:
            customers = self._table(archive, "clients")
            self.assertEqual([row[0] for row in customers[1:]], ["SARL Cigale"])
            [_head, row] = self._table(archive, "factures")
            self.assertEqual(row[0], invoice.name)
            # 1 000,00 without VAT, 20 % of it, and their sum.
            self.assertEqual(row[6:9], ["1000,00", "200,00", "1200,00"])
            lines = self._table(archive, "lignes de factures")
            self.assertEqual(
                lines[1][:4], [invoice.name, "Site web", "1,00", "1000,00"]
            )
            [name] = [one for one in archive.namelist() if one.endswith(".pdf")]
            reader = PdfReader(io.BytesIO(archive.read(name)))
            self.assertIn(invoice.name, reader.pages[0].extract_text())

    @mute_logger("odoo.addons.base.models.ir_actions_report")
    def test_a_paper_that_cannot_be_printed_is_named(self):
        """The others leave all the same."""
        invoice = self._issue()
        # Somebody took the footer out of the paper, and the legal mentions with it
        # (R602).
        self.env["ir.ui.view"].create(
            {
                "name": "No footer",
                "type": "qweb",
                "inherit_id": self.env.ref(LAYOUT).id,
                "arch": """<xpath expr="//div[hasclass('o_caetic_doc_footer')]"
                                  position="replace"/>""",
            }
        )
        with self._open(self._ask(self.studio, self.amelie)) as archive:
            number = clean_name(invoice.name)
            [name] = [one for one in archive.namelist() if number in one]
            self.assertTrue(name.endswith(".txt"))
            self.assertIn("report.url", archive.read(name).decode())

    def test_drafts_stay(self):
        self._draft()
        with self._open(self._ask(self.studio, self.amelie)) as archive:
            self.assertEqual(len(self._table(archive, "factures")), 1)
            self.assertFalse([n for n in archive.namelist() if n.endswith(".pdf")])

    def test_no_cell_is_a_formula(self):
        self.mairie.name = "=cmd|' /C calc'!A0"
        with self._open(self._ask(self.studio, self.amelie)) as archive:
            [_head, row] = self._table(archive, "clients")
        self.assertEqual(row[0], "'=cmd|' /C calc'!A0")

    def test_tables_are_read_by_slices(self):
        """Each document once, whatever the slices."""
        self._issue(4)
        self.patch(caetic_activity_exit, "SLICE", 2)
        ids = self.studio._exit_get_ids()
        self.assertEqual(len(ids), 4)
        self.assertEqual([move.id for move in self.studio._exit_each()], ids)

    def test_queries_do_not_grow_with_the_invoices(self):
        """Eight documents of one slice cost what four do."""
        self._issue(4)
        self._count_queries()
        few = self._count_queries()
        self._issue(4)
        self.assertEqual(self._count_queries(), few)

    def _count_queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        archive = Archive()
        self.studio._exit_write_tables(archive)
        archive.close()[0].close()
        return self.env.cr.sql_log_count - before

    # -- those who have left ----------------------------------------------------------

    def _leave(self):
        self.amelie.contract_ids.write({"state": "ended", "date_end": "2026-06-19"})
        self.amelie._record_step("left", fields.Date.today(), "Crée son entreprise")

    def test_former_member_reads_invoices_and_writes_nothing(self):
        invoice, draft = self._issue(), self._draft()
        self._leave()
        activity = self.studio.with_user(self.amelie.user_id).with_context(
            force_report_rendering=True
        )
        rows, total = activity._portal_get_rows()
        self.assertEqual(total, len(rows))
        self.assertEqual(total, 2)
        own = activity._portal_get_document(invoice.id)
        self.assertTrue(own._portal_get_pdf()[0].startswith(b"%PDF"))
        waiting = activity._portal_get_document(draft.id)
        for act in (
            waiting._caetic_submit,
            waiting._portal_discard,
            own._portal_refund,
            own._portal_send,
        ):
            with self.subTest(act=act.__name__), self.assertRaises(UserError):
                act()

    def test_former_member_is_told_so_on_the_form(self):
        self._leave()
        self.authenticate("amelie", "ameliexx")
        url = f"/my/activities/{self.studio.id}/customers/new"
        page = self.url_open(url)
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        data = {
            "kind": "person",
            "name": "Nouvelle cliente",
            "email": "n@example.com",
            "street": "1 rue X",
            "zip": "11300",
            "city": "Limoux",
            "country": "FR",
            "csrf_token": token,
        }
        response = self.url_open(url, data)
        self.assertEqual(response.status_code, 422)
        self.assertIn("Nouvelle cliente", response.text)
        self.assertEqual(len(self.studio.customer_ids), 1)
