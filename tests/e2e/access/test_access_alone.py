# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What no mark can tell: conditions that guess, and fields that no form has."""

import io
from datetime import date, timedelta

import pytest
from calls import Call, text_field
from reportlab.pdfgen import canvas
from test_access_calls import OWN_MODELS, real_models
from visits import Visit

# Odoo checks no condition on a field that it computes: we do, where it tells of money.
MONEY = ("credit", "debit")
# That somebody works here is no secret.
KNOWN = {("res.company", "user_ids")}
# What a forged form would add: each column there is, with a value of its own.
HOSTILE = {"move_type": "in_invoice", "state": "posted", "name": "FAC/2026/99999"}
# Columns that differ from one record to the next.
APART = {
    "access_token",
    # When it was made, as is told by the calendar.
    "calendar_last_notif_ack",
    "commercial_partner_id",
    "create_date",
    "id",
    "move_id",
    "name_placeholder",
    "sequence_number",
    "write_date",
}
PRODUCT = """
SELECT p.id FROM product_product p JOIN ir_model_data d ON d.model = 'product.product'
AND d.res_id = p.id AND d.name = %s
"""
INVOICE = {
    "line-0-label": "Work",
    "line-0-quantity": "1",
    "line-0-price": "100",
    "do": "save",
}
LINE_MAY = ("line-0-type", "line-0-unit", "line-0-discount")
PUBLIC_MAY = ("service", "contract", "engagement")
INVOICE_MAY = (
    *("date", "delivery", "term", "reference", "note", "send"),
    *PUBLIC_MAY,
    *LINE_MAY,
)
QUOTE_MAY = (
    *("term", "reference", "note", "send", "validity", "deposit", "pay_online"),
    *("conditions", *LINE_MAY),
)
CUSTOMER = {
    "kind": "person",
    "name": "Paul Martin",
    "street": "1 rue Haute",
    "zip": "11300",
    "city": "Limoux",
    "country": "FR",
}
CUSTOMER_MAY = ("siret", "vat", "email", "phone", "street2", "public", *PUBLIC_MAY)
# The last day of last month: an expense is of a day that is over.
DAY = str(date.today().replace(day=1) - timedelta(days=1))
EXPENSE = {
    "row-0-date": DAY,
    "row-0-amount": "12,50",
    "row-0-rate": "10",
    "row-0-label": "Meal",
    "do": "save",
}
EXPENSE_MAY = ("row-0-in_name", "row-0-waived", "row-0-kept", "row-0-photo")
BILL = {
    "supplier": "new",
    "name": "Supplier",
    "siren": "552081317",
    "kind": "bill",
    "date": DAY,
    "reference": "B-1",
    "paid": "coop",
    "line-0-label": "Hosting",
    "line-0-rate": "20",
    "line-0-untaxed": "100",
    "line-0-vat": "20",
    "do": "save",
}
# What tells one upload from another.
OF_UPLOAD = {
    "access_token",
    "caetic_file_hash",
    "caetic_purchase_date",
    "message_main_attachment_id",
}


# -- conditions that guess -------------------------------------------------------------


def readable_models(world):
    """Models that Basile reads something of: other ones refuse any condition."""
    visitor, asked = world.visitor("basile"), {"operation": "read"}
    calls = [Call(m, "has_access", [], asked) for m in sorted(real_models(world))]
    return [call.model for call in calls if call.by(visitor).result]


def guesses(world):
    """Conditions on each relation to what is Alix's, in each model.

    What Basile reads is shared in part: a customer of both, the company. A condition
    that it meets would tell of what else hangs on it.
    """
    rows = world.alix["rows"]
    for model in readable_models(world):
        for name, field in world.models[model]["fields"].items():
            other = field["comodel"]
            if other not in rows or not field["search"] or (model, name) in KNOWN:
                continue
            text = text_field(world.models[other])
            for condition in (
                (name, "in", rows[other]),
                (name, "any", [("id", "in", rows[other])]),
                (f"{name}.{text}", "=like", "SECRET%"),
            ):
                yield Call(
                    model, "search", None, {"domain": [condition]}, "match nothing"
                )


def test_nothing_of_another_is_guessed_by_a_condition(world):
    calls = list(guesses(world))
    assert len({call.model for call in calls}) > 20
    assert world.faults("basile", calls) == []
    assert world.tally["stumbled"] < 0.1 * len(calls)


def hidden_fields(world):
    """Fields that a group keeps for itself, in what Basile reads of his own."""
    # Each user reads of their own account what Odoo lists.
    for model in sorted(OWN_MODELS - {"res.users"}):
        for name, field in world.models[model]["fields"].items():
            groups = field["groups"]
            if groups and "base.group_portal" not in groups and groups[0] != "!":
                yield model, name, field


def hidden_calls(world):
    """Each way to learn of a hidden field on one's own records."""
    for model, name, field in hidden_fields(world):
        ids = world.basile["rows"][model]
        calls = [("read", ids[:1], {"fields": [name]})]
        # Nobody can put a condition on what is neither kept nor searched.
        ours = "caetic" in name and field["search"]
        if field["column"] or name in MONEY or ours:
            calls += [("search", None, {"domain": [(name, "!=", False)]})]
        if field["column"]:
            count = {"domain": [], "groupby": [], "aggregates": [f"{name}:count"]}
            calls += [
                ("search", None, {"domain": [], "order": name}),
                ("formatted_read_group", None, {**count, "groupby": [name]}),
                ("formatted_read_group", None, count),
            ]
        for method, on, values in calls:
            yield Call(model, method, on, values, "be refused")


def test_fields_of_staff_are_closed_on_own_records_too(world):
    calls = list(hidden_calls(world))
    assert len(calls) > 60
    assert world.faults("basile", calls) == []


# -- fields that no form has -----------------------------------------------------------


def forged(world, model, legal, prefix=""):
    """Every column of a model as a field of a form, but those that the form has."""
    fields = world.models[model]["fields"].items()
    columns = [name for name, field in fields if field["column"]]
    values = {f"{prefix}{name}": HOSTILE.get(name, "1") for name in columns}
    values["caetic_activity_id"] = world.alix["activity"]
    return {name: value for name, value in values.items() if name not in legal}


def newest(world, table, condition="true"):
    statement = (
        f'SELECT to_jsonb(t) FROM "{table}" t WHERE {condition} ORDER BY id DESC'
    )
    return world.changes.query(statement)[0][0]


def post(world, path, form):
    base = f"/my/activities/{world.basile['activity']}"
    return world.visitor("basile").post(f"{base}/{path}", form)


def differences(first, second, apart=()):
    names = first.keys() - APART - set(apart)
    return {n: (first[n], second[n]) for n in names if first[n] != second[n]}


def invoice_form(world, **values):
    """The fields that the page of a new invoice sends."""
    service = product(world, "product_service")
    customer = {"customer": world.basile["customer"], "line-0-kind": service}
    return {**INVOICE, **customer, **values}


def product(world, name):
    return world.changes.query(PRODUCT, name)[0][0]


def test_forged_fields_of_an_invoice_change_nothing(world):
    form, made = invoice_form(world), []
    legal = {*form, *INVOICE_MAY}
    extra = forged(world, "account.move", legal)
    extra |= forged(world, "account.move.line", legal, "line-0-")
    for values in (form, {**extra, **form}):
        answer = post(world, "invoices/new", values)
        assert answer.status == 303, answer.text
        line = newest(world, "account_move_line", "display_type = 'product'")
        made.append((newest(world, "account_move"), line))
    (plain, plain_line), (attacked, attacked_line) = made
    assert plain["id"] != attacked["id"]
    assert differences(plain, attacked) == {}
    assert differences(plain_line, attacked_line) == {}
    assert attacked["caetic_activity_id"] == world.basile["activity"]
    assert (attacked["state"], attacked["move_type"]) == ("draft", "out_invoice")


def test_forged_fields_of_a_quote_change_nothing(world):
    form, made = invoice_form(world), []
    legal = {*form, *QUOTE_MAY}
    extra = forged(world, "sale.order", legal)
    extra |= forged(world, "sale.order.line", legal, "line-0-")
    extra |= forged(world, "caetic.quote.stage", legal)
    for values in (form, {**extra, **form}):
        answer = post(world, "quotes/new", values)
        assert answer.status == 303, answer.text
        made.append((newest(world, "sale_order"), newest(world, "sale_order_line")))
    (plain, plain_line), (attacked, attacked_line) = made
    assert plain["id"] != attacked["id"]
    # Each has its number, and the second of its day.
    assert differences(plain, attacked, {"name", "date_order"}) == {}
    assert differences(plain_line, attacked_line, {"order_id"}) == {}
    assert attacked["caetic_activity_id"] == world.basile["activity"]
    assert (attacked["state"], attacked["signed_by"]) == ("draft", None)


def test_forged_fields_of_an_expense_change_nothing(world):
    form = {**EXPENSE, "row-0-kind": product(world, "product_meal")}
    legal, made = {*form, *EXPENSE_MAY}, []
    extra = forged(world, "hr.expense", legal)
    extra |= forged(world, "hr.expense", legal, "row-0-")
    for values in (form, {**extra, **form}):
        answer = post(world, "expenses/new", values)
        assert answer.status == 303, answer.text
        made.append(newest(world, "hr_expense"))
    plain, attacked = made
    assert plain["id"] != attacked["id"]
    assert differences(plain, attacked) == {}
    assert attacked["caetic_member_id"] == world.basile["member"]
    assert (attacked["state"], attacked["payment_mode"]) == ("draft", "own_account")


def upload(world, words):
    """Send a document and return the path of its form."""
    target = io.BytesIO()
    paper = canvas.Canvas(target)
    paper.drawString(100, 700, words)
    paper.save()
    files = {"file": ("bill.pdf", target.getvalue(), "application/pdf")}
    base = f"/my/activities/{world.basile['activity']}"
    answer = world.visitor("basile").post(f"{base}/purchases/new", {}, files=files)
    assert answer.status == 303, answer.text
    return answer.location.partition(f"{base}/")[2]


def test_forged_fields_of_a_bill_change_nothing(world):
    form = {**BILL, "line-0-kind": product(world, "product_hosting")}
    extra, made = forged(world, "account.move", form), []
    extra |= forged(world, "account.move.line", form, "line-0-")
    for values in (form, {**extra, **form}):
        answer = post(world, upload(world, str(len(values))), values)
        assert answer.status == 303, answer.text
        line = newest(world, "account_move_line", "display_type = 'product'")
        made.append((newest(world, "account_move"), line))
    (plain, plain_line), (attacked, attacked_line) = made
    assert plain["id"] != attacked["id"]
    assert differences(plain, attacked, OF_UPLOAD) == {}
    assert differences(plain_line, attacked_line) == {}
    states = (attacked["state"], attacked["caetic_purchase_state"])
    assert states == ("draft", "draft")


def test_no_bill_of_a_contact_of_another(world):
    """A supplier is known by its number, but not who is the customer of somebody."""
    form = {**BILL, "line-0-kind": product(world, "product_hosting")}
    base = f"/my/activities/{world.basile['activity']}"
    path = upload(world, "contact")
    for contact in (world.alix["customer"], world.alix["partner"]):
        visit = Visit("post", f"{base}/{path}", {**form, "supplier": contact})
        assert world.faults("basile", [visit]) == []
        assert post(world, path, visit.values).status == 422
    known = {**form, "siren": world.alix["siret"][:9], "reference": "B-2"}
    assert post(world, path, known).status == 303
    assert newest(world, "account_move")["partner_id"] != world.alix["customer"]
    pages = [Visit("get", f"{base}/{page}") for page in (path, "purchases")]
    assert world.faults("basile", pages) == []


def test_no_journey_with_the_vehicle_of_another(world):
    form = {
        "date": DAY,
        "vehicle": world.alix["vehicle"],
        "place_from": "Limoux",
        "place_to": "Carcassonne",
        "km": "25",
        "purpose": "Customer",
    }
    base = f"/my/activities/{world.basile['activity']}"
    assert world.faults("basile", [Visit("post", f"{base}/trips", form)]) == []
    assert post(world, "trips", form).status == 422
    claim = {"month": DAY[:8] + "01", "vehicle": world.alix["vehicle"]}
    assert world.faults("basile", [Visit("post", f"{base}/trips/claim", claim)]) == []


def test_no_receipt_of_another_with_an_expense(world):
    """A form that was refused keeps the photos by their numbers."""
    base = f"/my/activities/{world.basile['activity']}"
    form = {**EXPENSE, "row-0-kind": product(world, "product_meal")}
    visits = [
        Visit("post", f"{base}/expenses/new", {**form, "row-0-kept": str(number)})
        for number in world.alix["rows"]["ir.attachment"]
    ]
    assert world.faults("basile", visits) == []
    assert world.tally == {"stumbled": len(visits)}


def test_forged_fields_of_a_customer_change_nothing(world):
    extra = {
        **forged(world, "res.partner", {*CUSTOMER, *CUSTOMER_MAY}),
        "caetic_activity_ids": world.alix["activity"],
        "user_ids": world.basile["user"],
    }
    made = []
    for values in (CUSTOMER, {**extra, **CUSTOMER}):
        answer = post(world, "customers/new", values)
        assert answer.status == 303, answer.text
        made.append(newest(world, "res_partner"))
    plain, attacked = made
    assert plain["id"] != attacked["id"]
    assert differences(plain, attacked) == {}
    assert attacked["commercial_partner_id"] == attacked["id"]
    statement = (
        "SELECT activity_id FROM caetic_activity_customer_rel WHERE partner_id = %s"
    )
    owner = world.changes.query(statement, attacked["id"])
    assert owner == [(world.basile["activity"],)]


@pytest.mark.parametrize("page", ["new", "draft", "quote"])
def test_no_document_to_a_customer_of_another(world, page):
    """The customer is chosen in a list; a form may hold any number."""
    number = world.basile["documents"]["draft"]
    paths = {"new": "invoices/new", "draft": f"invoices/{number}/edit"}
    path = paths.get(page, "quotes/new")
    base = f"/my/activities/{world.basile['activity']}"
    side = world.alix
    for customer in (side["customer"], side["partner"], world.basile["partner"]):
        form = invoice_form(world, customer=customer)
        assert world.faults("basile", [Visit("post", f"{base}/{path}", form)]) == []
        assert post(world, path, form).status == 422


def test_a_customer_of_another_is_unknown(world):
    """Another's customer may be written down again: nothing tells that it exists."""
    company = {**CUSTOMER, "kind": "company", "siret": world.alix["siret"]}
    answer = post(world, "customers/new", company)
    assert answer.status == 303, answer.text
    assert newest(world, "res_partner")["company_registry"] == world.alix["siret"]


def test_a_customer_of_both_is_changed_by_neither(world):
    """What one would write there, the other would read."""
    path = (
        f"/my/activities/{world.basile['activity']}/customers/{world.story['common']}"
    )
    assert world.faults("basile", [Visit("post", path, CUSTOMER)]) == []
