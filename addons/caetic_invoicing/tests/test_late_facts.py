# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.tests import tagged

from .common import InvoicingCommon

PAID = "2026-05-25"
# The day on which each of the months after May is closed.
CLOSES = {"2026-06-30": "2026-07-02", "2026-07-31": "2026-08-03"}


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestLateFacts(InvoicingCommon):
    """What becomes known of a locked month moves the first open one, and once.

    Two activities have the same sales: the studio's count when they are paid, the
    agency's when they are invoiced. In May each has invoiced 1 000.00, due long ago,
    and a deposit of 360.00; both customers have paid, which nobody has seen yet.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        invoiced = cls._create_scheme([(0, 10)], base="invoiced")
        cls.agency = cls._create_activity(
            "Agence Corbières",
            cls.amelie,
            availability_policy="invoiced",
            scheme_id=invoiced.id,
        )
        cls.both = cls.studio | cls.agency
        cls.advances = cls.env["account.account"].search(
            [("code", "=like", "4191%")], limit=1
        )
        cls.sales, cls.deposits, cls.receipts = {}, {}, {}
        for activity in cls.both:
            cls._live_may(activity)
        cls.may = cls._close("2026-05-31")
        cls.may.with_user(cls.accountant).action_lock()

    @classmethod
    def _live_may(cls, activity):
        cls.sales[activity] = cls._sell(
            activity,
            [(cls.kind_service, 1000, False)],
            "2026-02-02",
            invoice_payment_term_id=False,
            invoice_date_due="2026-02-28",
        )
        deposit = [(cls.kind_service, 360, cls.advances)]
        cls.deposits[activity] = cls._sell(activity, deposit, "2026-05-10")
        cls.receipts[activity] = cls._receive(1200), cls._receive(432)

    @classmethod
    def _sell(cls, activity, lines, day, **values):
        """Post a sale: ``lines`` = [(product, EUR without VAT, account or False)]."""
        move = cls._draft(
            activity,
            lines=[("Site web", 1, price, kind) for kind, price, _account in lines],
            invoice_date=day,
            **values,
        )
        for line, (_kind, _price, account) in zip(
            move.invoice_line_ids, lines, strict=True
        ):
            if account:
                line.account_id = account
        move.action_post()
        return move

    @classmethod
    def _receive(cls, amount):
        """A receipt of May that is set against nothing."""
        payment = cls.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": cls.mairie.id,
                "amount": amount,
                "date": PAID,
                "journal_id": cls.bank_journal.id,
            }
        )
        payment.action_post()
        return payment.move_id

    @classmethod
    def _reconcile(cls, *moves):
        lines = cls.env["account.move"].union(*moves).line_ids
        lines.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        ).reconcile()

    def _close_all(self):
        """Close June and July, which must end where the account does."""
        for day, today in CLOSES.items():
            with freeze_time(today):
                closing = self._close(day)
        for activity in self.both:
            [last] = closing.line_ids.filtered(
                lambda line, own=activity: line.activity_id == own
            )
            with freeze_time(today):
                now = activity._get_statement().available
            self.assertEqual(float(now), last.balance_end)

    def _moved(self, activity, *terms):
        """What May, June and July state of some terms together."""
        lines = self.env["caetic.closing.line"].search(
            [("activity_id", "=", activity.id)], order="date"
        )
        return [sum(line[term] for term in terms) for line in lines]

    def _check(self, activity, *, term="sale", moved, contribution):
        self.assertEqual(self._moved(activity, term), moved, activity.name)
        charged = self._moved(activity, "contribution")
        self.assertEqual(charged, contribution, activity.name)

    def _available(self, activity):
        return float(activity._get_statement().available)

    def test_nothing_new(self):
        self._close_all()
        self._check(self.studio, moved=[0, 0, 0], contribution=[0, 0, 0])
        self._check(self.agency, moved=[1360, 0, 0], contribution=[-136, 0, 0])

    def test_receipt_of_the_locked_month(self):
        """1 000.00 less 10 %: in June under "cashed", in May already otherwise."""
        for activity, more in ((self.studio, 900), (self.agency, 0)):
            before = self._available(activity)
            self._reconcile(self.sales[activity], self.receipts[activity][0])
            self.assertEqual(self._available(activity) - before, more)
        self._close_all()
        self._check(self.studio, moved=[0, 1000, 0], contribution=[0, -100, 0])
        self._check(self.agency, moved=[1360, 0, 0], contribution=[-136, 0, 0])

    def test_receipt_taken_back(self):
        """Set against the wrong invoice, and seen after June was closed."""
        sale, receipt = self.sales[self.studio], self.receipts[self.studio][0]
        self._reconcile(sale, receipt)
        with freeze_time("2026-07-02"):
            self._close("2026-06-30")
            receipt.line_ids.remove_move_reconcile()
        with freeze_time("2026-08-03"):
            self._close("2026-07-31")
        moved, contribution = [0, 1000, -1000], [0, -100, 100]
        self._check(self.studio, moved=moved, contribution=contribution)

    def test_credit_note_on_a_locked_month(self):
        """400.00 of 1 000.00 are credited, then the other 720.00 with VAT paid."""
        for activity, less in ((self.studio, 0), (self.agency, -360)):
            before = self._available(activity)
            refund = self._sell(
                activity,
                [(self.kind_service, 400, False)],
                "2026-06-15",
                move_type="out_refund",
                reversed_entry_id=self.sales[activity].id,
            )
            self._reconcile(self.sales[activity], refund)
            # 400.00 of the invoice are released, and taken back by the note.
            self.assertEqual(self._available(activity) - before, less)
            with freeze_time("2026-07-10"):
                self._pay(self.sales[activity], 720, "2026-07-10")
        self._close_all()
        self._check(self.studio, moved=[0, 0, 600], contribution=[0, 0, -60])
        self._check(self.agency, moved=[1360, -400, 0], contribution=[-136, 40, 0])

    def test_credit_note_dated_in_the_locked_month(self):
        """Its entry is in the first open month, where it counts."""
        for activity in self.both:
            refund = self._sell(
                activity,
                [(self.kind_service, 400, False)],
                "2026-05-28",
                move_type="out_refund",
            )
            self.assertGreater(str(refund.date), "2026-05-31")
        self._close_all()
        self._check(self.studio, moved=[0, 0, 0], contribution=[0, 0, 0])
        self._check(self.agency, moved=[1360, -400, 0], contribution=[-136, 40, 0])

    def _provide(self, activity):
        debts = self.env["caetic.doubtful.debt"].sudo()  # As the cron.
        debts._cron_propose()
        debt = debts.search([("move_id", "=", self.sales[activity].id)])
        debt.with_user(self.accountant).action_provide()
        return debt

    def test_doubtful_invoice_paid_in_the_end(self):
        """R424: 6817 in June, 7817 in July; under "cashed" nothing was there."""
        for activity, less in ((self.studio, 0), (self.agency, -1000)):
            before = self._available(activity)
            debt = self._provide(activity)
            self.assertEqual(self._available(activity) - before, less)
            with freeze_time("2026-07-10"):
                self._pay(self.sales[activity], 1200, "2026-07-10")
                debt.action_release()
            self.assertEqual(debt.state, "released")
        self._close_all()
        self._check(self.studio, moved=[0, 0, 1000], contribution=[0, 0, -100])
        self._check(self.agency, moved=[1360, 0, 0], contribution=[-136, 0, 0])
        self.assertEqual(self._moved(self.studio, "provision"), [0, 0, 0])
        self.assertEqual(self._moved(self.agency, "provision"), [0, -1000, 1000])

    def test_doubtful_invoice_lost(self):
        """654 in July takes the provision's place: 1 000.00 once, not twice."""
        for activity in self.both:
            debt = self._provide(activity)
            with freeze_time("2026-07-10"):
                debt.action_lose()
        self._close_all()
        terms = ("sale", "cost", "provision")
        self.assertEqual(self._moved(self.studio, *terms), [0, 0, 0])
        self.assertEqual(self._moved(self.agency, *terms), [1360, -1000, 0])

    def test_deposit_and_its_balance(self):
        """360.00 of 1 200.00 beforehand (4191), 840.00 at the end: 1 200.00 in all."""
        for activity in self.both:
            self._reconcile(self.deposits[activity], self.receipts[activity][1])
            balance = self._sell(
                activity,
                [
                    (self.kind_service, 1200, False),
                    (self.kind_service, -360, self.advances),
                ],
                "2026-06-15",
            )
            self.assertEqual(balance.amount_total, 1008)
            with freeze_time("2026-07-10"):
                self._pay(balance, 1008, "2026-07-10")
        self._close_all()
        self._check(self.studio, moved=[0, 360, 840], contribution=[0, -36, -84])
        self._check(self.agency, moved=[1360, 840, 0], contribution=[-136, -84, 0])
