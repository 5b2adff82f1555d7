# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from decimal import Decimal

from pypdf import PdfWriter
from reportlab.pdfgen import canvas

from odoo.tools import file_open

from odoo.addons.caetic_members.uploads import check_upload
from odoo.addons.caetic_purchases.engine import Share, parse_bill

from .source import rows

ADDRESS = "achats"


class Purchases:
    """Suppliers' bills: one comes by e-mail, one waits, one is split in two."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        for row in rows("bills"):
            bill_sudo = self._send(row)  # As the page of who sends it has it.
            self.story.keep(row["key"], bill_sudo.with_env(self.env))
        self._split(self.story.records["bill_split"])
        self._receive()
        self.story.forget_letters("caetic.purchase.part")

    def _send(self, row):
        """A bill sent and typed on the portal."""
        own = self.story.own(row["activity"], row["login"])
        sent = _document(f"{row['supplier']}, {row['reference']}").getvalue()
        upload, _code = check_upload("facture.pdf", sent, ("pdf",))
        bill_sudo, _known = own._portal_receive_purchase(upload, sent)
        kind = self.env.ref(f"caetic_purchases.product_{row['kind']}")
        form = {
            "supplier": "new",
            "name": row["supplier"],
            "siren": "",
            "kind": "bill",
            "date": self.story.recent(int(row["days"])).isoformat(),
            "reference": row["reference"],
            "paid": "coop",
            "line-0-label": row["label"],
            "line-0-kind": str(kind.id),
            "line-0-rate": "20",
            "line-0-untaxed": row["untaxed"],
            "line-0-vat": row["vat"],
        }
        bill, _issues = parse_bill(form, own._portal_get_purchase_rates())
        return own._portal_save_purchase(bill, form, bill_sudo, submit=True)

    def _split(self, bill):
        """Claire cuts it, Amélie agrees with her part, it is posted."""
        claire = self.story.records["claire"]
        parts = (("razes", "bruno", 60), ("garrigue", "amelie", 40))
        shares = [
            Share(self.story.records[key].id, Decimal(part))
            for key, _login, part in parts
        ]
        bill.with_user(claire)._caetic_assign(shares, ask=True)
        for key, login, _part in parts:
            self.story.own(key, login)._portal_answer_purchase(bill, True)
        bill.with_user(claire).action_caetic_purchase_approve()

    def _receive(self):
        """An electronic invoice that came to the address of the purchases.

        Odoo's gateway would commit in the middle of the story: the same steps, read by
        the reader of the portal.
        """
        company = self.env.company
        domain = self.env["mail.alias.domain"].create({"name": "caetic.example"})
        company.alias_domain_id = domain
        journal = self.env["account.journal"].search(
            [("type", "=", "purchase"), ("company_id", "=", company.id)],
            order="sequence, id",
            limit=1,
        )
        journal.alias_id.write({"alias_name": ADDRESS, "alias_domain_id": domain.id})
        bill = self.env["account.move"].create(
            {"move_type": "in_invoice", "journal_id": journal.id}
        )
        bill._caetic_receive({"email_from": "facturation@cigale-nuages.example"})
        paper = self.env["ir.attachment"].create(
            {
                "name": "facture-2417.pdf",
                "raw": self._get_paper(),
                "res_model": bill._name,
                "res_id": bill.id,
            }
        )
        bill._caetic_read_document(paper)
        files = bill._to_files_data(paper)
        bill._caetic_sort([*files, *bill._unwrap_attachments(files)])

    def _get_paper(self):
        """A PDF with its Factur-X inside, in bytes."""
        with file_open("caetic_demo/static/documents/bill_cii.xml") as source:
            words = source.read().format(
                day=f"{self.story.recent(3):%Y%m%d}",
                order=self.story.records["garrigue"].code,
            )
        writer = PdfWriter(clone_from=_document("Cigale Nuages, hébergement"))
        writer.add_attachment("factur-x.xml", words.encode())
        target = io.BytesIO()
        writer.write(target)
        return target.getvalue()


def _document(title):
    """One page that bears a title, as a file in memory."""
    target = io.BytesIO()
    page = canvas.Canvas(target, pagesize=(420, 595))
    page.drawString(48, 520, title)
    page.save()
    return target
