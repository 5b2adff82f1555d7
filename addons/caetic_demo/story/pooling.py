# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo.fields import Command

from odoo.addons.caetic_funds.engine import FundAsked

ENDOWMENT = 3000


class Pooling:
    """Before the closes: a fund, and a computer that the cooperative owns."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        fund = self.env["caetic.fund"].create(
            {
                "name": "Fonds d'entraide",
                "description": "Prêts et coups de pouce entre activités, décidés par "
                "trois entrepreneurs tirés au sort et la coordinatrice.",
                "basis": "turnover",
                "rate": 0.2,
                "date_from": self.story.month(0),
                "loan_limit": 1500,
            }
        )
        self.story.keep("entraide", fund)
        self._endow(fund)
        self._equip()

    def _endow(self, fund):
        """What the general meeting put in, out of last year's result."""
        company = self.env.company
        item = {"account_id": company.caetic_fee_account_id.id, "name": fund.name}
        structure = {str(company.caetic_structure_account_id.id): 100}
        owner = {str(fund.analytic_account_id.id): 100}
        entry = self.env["account.move"].create(
            {
                "journal_id": company.caetic_transfer_journal_id.id,
                "date": self.story.month(5, 20),
                "ref": f"Dotation {fund.name}",
                "caetic_term": "none",
                "line_ids": [
                    Command.create({**item, **side})
                    for side in (
                        {"debit": ENDOWMENT, "analytic_distribution": structure},
                        {"credit": ENDOWMENT, "analytic_distribution": owner},
                    )
                ],
            }
        )
        entry._post(soft=False)

    def _equip(self):
        """Bruno's workstation: more than 500 €, so it is the cooperative's (R409)."""
        day, owner = self.story.month(4, 12), self.story.records["razes"]
        account = self.env["account.account"].search(
            [("code", "=like", "2183%")], limit=1
        )
        supplier = self.env["res.partner"].create(
            {"name": "Micro Carcassonne", "is_company": True}
        )
        line = {
            "name": "Station de travail",
            "account_id": account.id,
            "price_unit": 1290,
            "analytic_distribution": owner._get_distribution(),
        }
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": supplier.id,
                "invoice_date": day,
                "date": day,
                "ref": f"MC-{day:%Y%m}",
                "invoice_line_ids": [Command.create(line)],
            }
        )
        bill._post(soft=False)
        register = self.env["caetic.equipment"]
        register._propose(self.env.company, day)
        computer = register.search([("bill_line_id.move_id", "=", bill.id)])
        computer.serial = "MC-78211-A"
        computer.action_start()
        self.story.keep("station", computer)


class Help:
    """After the closes: a loan that was paid, a request that waits, an advance."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        fund = self.story.records["entraide"]
        loan = self._ask("sonore", "gaelle", fund, "loan", 600, 6, LOAN)
        loan.write({"decision": DECISION, "date_decision": self.story.recent(4)})
        loan.action_accept()
        loan.action_pay()
        self.story.keep("pret", loan)
        asked = self._ask("plume", "emma", fund, "relief", 300, 0, RELIEF)
        self.story.keep("coup_de_pouce", asked)
        self._advance()

    def _ask(self, activity, login, fund, kind, amount, months, reason):
        """As its member asks on the portal."""
        asked = FundAsked(fund.id, kind, Decimal(amount), months, reason)
        request_sudo = self.story.own(activity, login)._portal_ask_fund(asked)
        return request_sudo.with_env(self.env)

    def _advance(self):
        """Emma's was due last month, and her account is still below zero."""
        advance = self.env["caetic.advance"].create(
            {
                "activity_id": self.story.records["plume"].id,
                "date": self.story.month(4),
                "date_due": self.story.month(0) - relativedelta(days=1),
                "amount": 500,
                "reason": "Deux mois sans commande, un devis signé pour l'automne",
            }
        )
        advance.action_grant()
        self.story.keep("avance", advance)


LOAN = (
    "Un client règle à 60 jours et je dois payer le studio d'enregistrement avant "
    "lui\u00a0: le prêt couvre l'attente."
)
DECISION = "Accord à l'unanimité, remboursement sur six mois à partir du mois prochain."
RELIEF = "Deux mois sans commande après mon déménagement, le temps de relancer."
