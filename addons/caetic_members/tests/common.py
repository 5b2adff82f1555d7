# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""World of the tests: a French cooperative, its staff and its entrepreneurs.

Published for the other addons: derive from :class:`CaeticCommon`.
"""

from odoo import fields
from odoo.tests import new_test_user

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.product.tests.common import ProductCommon

STAFF_GROUP = "caetic_members.caetic_members_group_{}"
ROLES = (
    "adviser",
    "coordinator",
    "accountant",
    "payroll_officer",
    "privacy_officer",
)


# The smallest paper that programs read: one empty page.
PDF = b"\n".join(
    (
        b"%PDF-1.4",
        b"1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj",
        b"2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj",
        b"3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 99 99]>> endobj",
        b"xref",
        b"0 4",
        b"0000000000 65535 f ",
        b"0000000009 00000 n ",
        b"0000000056 00000 n ",
        b"0000000111 00000 n ",
        b"trailer <</Size 4 /Root 1 0 R>>",
        b"startxref",
        b"178",
        b"%%EOF",
        b"",
    )
)
PROGRAM = b"/AA <</O <</S /JavaScript /JS (app.alert)>>>> /MediaBox"
ACTIVE_PDF = PDF.replace(b"/MediaBox", PROGRAM).replace(b"178", b"224")
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def unsafe_files():
    """Return ``[(name, bytes, word)]`` of what no form keeps, and why in French."""
    return [
        ("lourd.pdf", PDF + b"0" * 30 * 1024 * 1024, "10 Mo"),
        ("dessin.svg", SVG, "SVG"),
        ("programme.pdf", ACTIVE_PDF, "programme"),
    ]


class CaeticCommon(AccountTestInvoicingCommon):
    @classmethod
    @AccountTestInvoicingCommon.setup_country("fr")
    def setUpClass(cls):
        # Not what Odoo adds for its own tests: products, taxes, terms, journals and one
        # more user, half of the time of each class, that none of ours looks at.
        super(ProductCommon, cls).setUpClass()
        cls.company = cls.env.company
        cls.company_data = cls.collect_company_accounting_data(cls.company)
        cls.company.write(
            {"vat": "FR23334175221", "company_registry": "33417522101010"}
        )
        for role in ROLES:
            setattr(cls, role, getattr(cls, role).with_env(cls.env))
        staff = cls._get_staff()
        if staff.company_id != cls.company:
            own = cls.company.ids
            staff.write({"company_id": own[0], "company_ids": [(6, 0, own)]})
        cls.scheme = cls._create_scheme(tiers=[(0, 10)])
        cls.bank_journal = cls.company_data["default_journal_bank"]
        cls.service = cls.env["product.product"].create(
            {
                "name": "Prestation",
                "type": "service",
                "taxes_id": [(6, 0, cls.company.account_sale_tax_id.ids)],
                "property_account_income_id": cls.company.income_account_id.id,
            }
        )
        cls.customer = cls.env["res.partner"].create(
            {
                "name": "Mairie de Limoux",
                "is_company": True,
                "country_id": cls.env.ref("base.fr").id,
            }
        )

    @classmethod
    def collect_company_accounting_data(cls, company):
        """Return accounts, journals and taxes of a company by Odoo's names for them."""
        accounts = cls.env["account.account"].with_company(company)
        own = accounts._check_company_domain(company)
        gain = company.account_journal_early_pay_discount_gain_account_id
        loss = company.account_journal_early_pay_discount_loss_account_id
        found = {
            "company": company,
            "currency": company.currency_id,
            "default_tax_sale": company.account_sale_tax_id,
            "default_tax_purchase": company.account_purchase_tax_id,
        }
        for name, kind, other in (
            ("revenue", "income", gain),
            ("expense", "expense", loss),
        ):
            asked = [*own, ("account_type", "=", kind), ("id", "!=", other.id)]
            found[f"default_account_{name}"] = accounts.search(asked, limit=1)
        journals = cls.env["account.journal"].with_company(company)
        every = journals.search([("company_id", "=", company.id)])
        for name, kind in (
            ("bank", "bank"),
            ("misc", "general"),
            ("purchase", "purchase"),
            ("sale", "sale"),
        ):
            some = every.filtered(lambda one, kind=kind: one.type == kind)
            found[f"default_journal_{name}"] = some[:1]
        return found

    @classmethod
    def setup_independent_company(cls, **kwargs):
        """Take the database's own company where it is French and has no entry yet.

        Odoo's tests load the chart of a new company for each class: seconds each time,
        for a company that would be the same.
        """
        company = cls.env.ref("base.main_company")
        domain = [("company_id", "=", company.id)]
        used = cls.env["account.move"].search_count(domain, limit=1)
        if company.chart_template == "fr" and not used:
            return company
        return super().setup_independent_company(**kwargs)

    @classmethod
    def get_default_groups(cls):
        """The tests build their world as somebody who holds every role."""
        groups = super().get_default_groups()
        for role in ROLES:
            groups |= cls.env.ref(STAFF_GROUP.format(role))
        return groups

    @classmethod
    def setup_independent_user(cls):
        """Create who builds the world and the staff: all at once, six times as fast."""
        groups = cls.get_default_groups()
        rows = [cls._prepare_user("accountman", groups)]
        for role in ROLES:
            group = cls.env.ref(STAFF_GROUP.format(role))
            rows.append(cls._prepare_user(f"staff_{role}", group))
        builder, *staff = cls.env["res.users"].create(rows)
        for role, user in zip(ROLES, staff, strict=True):
            setattr(cls, role, user)
        return builder

    @classmethod
    def _prepare_user(cls, login, groups):
        """Values of a user: password = login."""
        company = cls.env.company
        return {
            "name": login,
            "login": login,
            "password": login,
            "email": f"{login}@example.com",
            "company_id": company.id,
            "company_ids": [(4, company.id)],
            "group_ids": [(6, 0, groups.ids)],
        }

    @classmethod
    def _get_staff(cls):
        """Return the users of all roles."""
        return cls.env["res.users"].union(*(getattr(cls, role) for role in ROLES))

    @classmethod
    def _create_scheme(cls, tiers=(), **values):
        return cls.env["caetic.contribution.scheme"].create(
            {
                "name": "Scheme",
                "company_id": cls.env.company.id,
                "tier_ids": [
                    (0, 0, {"from_amount": start, "rate": rate})
                    for start, rate in tiers
                ],
                **values,
            }
        )

    @classmethod
    def _create_member(cls, name, login=None, **values):
        """A member; with a login, a portal user (password = login, 8 characters)."""
        partner = cls.env["res.partner"].create(
            {"name": name, "email": f"{name.split()[0].lower()}@example.com"}
        )
        member = cls.env["caetic.member"].create(
            {"partner_id": partner.id, "company_id": cls.env.company.id, **values}
        )
        if login:
            member.user_id = new_test_user(
                cls.env,
                login=login,
                groups="base.group_portal",
                name=name,
                partner_id=partner.id,
                company_id=cls.env.company.id,
                company_ids=[(6, 0, cls.env.company.ids)],
                lang="fr_FR" if cls._has_french() else "en_US",
            )
        return member

    @classmethod
    def _has_french(cls):
        return bool(cls.env["res.lang"]._lang_get("fr_FR"))

    @classmethod
    def _create_activity(cls, name, members, **values):
        return cls.env["caetic.activity"].create(
            {
                "name": name,
                "company_id": cls.env.company.id,
                "scheme_id": cls.scheme.id,
                "date_start": "2026-01-01",
                "stake_ids": [(0, 0, {"member_id": m.id}) for m in members],
                **values,
            }
        )

    @classmethod
    def _create_contract(cls, member, kind="cesa", start="2026-01-01", end=False, **kw):
        return cls.env["caetic.contract"].create(
            {
                "member_id": member.id,
                "kind": kind,
                "date_start": start,
                "date_end": end,
                "state": "running",
                **kw,
            }
        )

    @classmethod
    def _invoice(cls, amounts, date, move_type="out_invoice", post=True):
        """A sale document: ``amounts`` = {activity: EUR without VAT}."""
        move = cls.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": cls.customer.id,
                "invoice_date": date,
                "invoice_date_due": fields.Date.add(fields.Date.to_date(date), days=30),
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": cls.service.id,
                            "quantity": 1,
                            "price_unit": amount,
                            "analytic_distribution": activity._get_distribution(),
                        },
                    )
                    for activity, amount in amounts.items()
                ],
            }
        )
        if post:
            move.action_post()
        return move

    @classmethod
    def _bill(cls, activity, amount, date, account=None):
        """A vendor bill of one line without VAT."""
        bill = cls.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": cls.customer.id,
                "invoice_date": date,
                "date": date,
                "invoice_line_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Hébergement",
                            "account_id": (
                                account or cls.company_data["default_account_expense"]
                            ).id,
                            "price_unit": amount,
                            "tax_ids": False,
                            "analytic_distribution": activity._get_distribution(),
                        },
                    )
                ],
            }
        )
        bill.action_post()
        return bill

    @classmethod
    def _pay(cls, invoice, amount, date, **values):
        """Register a payment of an invoice, VAT included."""
        wizard = (
            cls.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create(
                {
                    "amount": amount,
                    "payment_date": date,
                    "journal_id": cls.bank_journal.id,
                    **values,
                }
            )
        )
        return wizard._create_payments()

    @classmethod
    def _close(cls, date):
        """Compute and post a month."""
        closing = cls.env["caetic.closing"].create(
            {"date": date, "company_id": cls.env.company.id}
        )
        closing.action_compute()
        closing.action_post()
        return closing
