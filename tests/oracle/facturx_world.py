# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo: one document of each kind, its PDF and XML given back."""

# ruff: noqa: F821 - env and answer come from the shell that runs this text
import base64

from odoo.addons.caetic_invoicing import engine

env["res.lang"]._activate_lang("fr_FR")
company = env.company
company.write(
    {
        "name": "CAE Limoux",
        "street": "1 rue de la Mairie",
        "zip": "11300",
        "city": "Limoux",
        "country_id": env.ref("base.fr").id,
        "vat": "FR23334175221",
        "company_registry": "33417522101010",
        "caetic_legal_form": "Scop SA à capital variable",
        "caetic_capital": "variable",
        "caetic_rcs_city": "Carcassonne",
        "caetic_training_number": "76 11 01234 11",
    }
)
today = env.cr.now().date()
france = env.ref("base.fr").id
refs = env["account.chart.template"].ref


def make_activity(name, kind):
    partner = env["res.partner"].create({"name": name})
    member = env["caetic.member"].create({"partner_id": partner.id})
    env["caetic.contract"].create(
        {
            "member_id": member.id,
            "kind": kind,
            "date_start": today.replace(month=1, day=1),
            "date_end": today.replace(month=12, day=31),
            "state": "running",
        }
    )
    return env["caetic.activity"].create(
        {"name": name, "stake_ids": [(0, 0, {"member_id": member.id})]}
    )


def make_customer(**values):
    return env["res.partner"].create(
        {
            "street": "2 rue des Vignes",
            "zip": "11000",
            "city": "Carcassonne",
            "country_id": france,
            "lang": "fr_FR",
            **values,
        }
    )


def make_document(activity, customer, lines, **values):
    move = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": customer.id,
            "caetic_activity_id": activity.id,
            "invoice_payment_term_id": env.ref(
                "account.account_payment_term_30days"
            ).id,
            "invoice_line_ids": [(0, 0, line) for line in lines],
            **values,
        }
    )
    move.action_post()
    return move


def make_line(kind, price, quantity=1, label="Prestation\nen deux parties", **values):
    product = env.ref(f"caetic_invoicing.product_{kind}")
    return {
        "product_id": product.id,
        "name": label,
        "quantity": quantity,
        "price_unit": price,
        **values,
    }


studio = make_activity("Studio Garrigue", "cesa")
atelier = make_activity("Atelier Corbières", "cape")
studio.invoice_mention = "Membre de la Maison du numérique"
cigale = make_customer(
    name="SARL Cigale & fils",
    is_company=True,
    company_registry="73282932000074",
    vat="FR44732829320",
    email="cigale@example.com",
)
town = make_customer(
    name="Association <Les Amis>", is_company=True, company_registry="33417522101010"
)
hall = make_customer(
    name="Ville de Limoux",
    is_company=True,
    company_registry="21110206600019",
    caetic_public_body=True,
)
person = make_customer(name="Paul Martin", email="paul@example.com")
silent = make_customer(name="Jeanne Sans-Adresse")
spain = make_customer(
    name="Garriga SL",
    is_company=True,
    country_id=env.ref("base.es").id,
    vat="ESB12345674",
    email="garriga@example.com",
)
belgium = make_customer(
    name="Atelier SRL",
    is_company=True,
    country_id=env.ref("base.be").id,
    vat="BE0477472701",
    email="atelier@example.com",
)
norway = make_customer(
    name="Fjord AS",
    is_company=True,
    country_id=env.ref("base.no").id,
    email="fjord@example.com",
)
abroad_person = make_customer(
    name="Ann Smith", country_id=env.ref("base.us").id, email="ann@example.com"
)
reduced = refs("tva_intermediaire_encaissement")
reduced.active = True
ten = {"tax_ids": [(6, 0, reduced.ids)]}
service, training, goods = "service", "training", "goods"

moves = {
    "service": make_document(
        studio,
        cigale,
        [make_line(service, 1000), make_line(service, 80.33, 2.5)],
        ref="BC-2026-17",
        narration="<p>Merci &amp; à bientôt</p>",
    ),
    "association": make_document(studio, town, [make_line(service, 0.125, 1234)]),
    "training": make_document(studio, cigale, [make_line(training, 600, 2)]),
    "person": make_document(studio, person, [make_line(service, 33.333, 3)]),
    "person_silent": make_document(studio, silent, [make_line(service, 50)]),
    "cape": make_document(atelier, cigale, [make_line(service, 180, 3)]),
    "two_rates": make_document(
        studio, cigale, [make_line(service, 99.99, 3), make_line(service, 70, **ten)]
    ),
    "goods": make_document(studio, cigale, [make_line(goods, 2.35, 100)]),
    "mixed": make_document(
        studio, cigale, [make_line(goods, 10), make_line(service, 20)]
    ),
    "training_and_service": make_document(
        studio, cigale, [make_line(training, 300), make_line(service, 200)]
    ),
    "union": make_document(studio, spain, [make_line(service, 500)]),
    "union_goods": make_document(studio, belgium, [make_line(goods, 25, 4)]),
    "union_training": make_document(studio, belgium, [make_line(training, 600)]),
    "abroad_service": make_document(studio, norway, [make_line(service, 750)]),
    "abroad_goods": make_document(studio, norway, [make_line(goods, 12.5, 2)]),
    "abroad_person": make_document(studio, abroad_person, [make_line(service, 40)]),
    "discount": make_document(studio, cigale, [make_line(service, 100, discount=10)]),
    "rich_lines": make_document(
        studio,
        cigale,
        [
            {"display_type": "line_section", "name": "Lot 1", "sequence": 1},
            make_line(
                service,
                0.125,
                2.5,
                sequence=2,
                discount=12.5,
                product_uom_id=env.ref("caetic_invoicing.uom_month").id,
            ),
            make_line(
                service,
                900,
                sequence=3,
                discount=100,
                product_uom_id=env.ref("caetic_invoicing.uom_lump_sum").id,
            ),
            {"display_type": "line_note", "name": "Hors maquettes", "sequence": 4},
        ],
    ),
    "public_body": make_document(
        studio,
        hall,
        [make_line(service, 400, product_uom_id=env.ref("uom.product_uom_day").id)],
        buyer_reference="SRV-1",
        purchase_order_reference="EJ-9",
        contract_reference="M-2",
    ),
    "many_cents": make_document(
        studio, cigale, [make_line(service, 0.07, 1) for _line in range(30)]
    ),
}
moves["credit_note"] = moves["service"]._reverse_moves([{"invoice_date": today}])
moves["credit_note"].action_post()


def credit(move, how, **typed):
    raw = {"how": how, "reason": "Erreur de saisie", **typed}
    asked, _issues = engine.parse_credit(raw, move._portal_get_credit_lines())
    refund = move._portal_credit(asked)
    refund.action_caetic_approve()
    return refund


# 0.10 of VAT in all: the amounts are chosen so that the three add up to it.
small = make_document(studio, cigale, [make_line(service, 0.5)])
credit(small, "amount", amount="0,03")
moves["partial_credit"] = credit(small, "amount", amount="0,03")
moves["last_credit"] = credit(small, "all")

# The server that gives the styles waits for nobody's open transaction.
env.cr.commit()
answer(
    {
        name: base64.b64encode(move._portal_get_pdf()[0]).decode()
        for name, move in moves.items()
    }
)
