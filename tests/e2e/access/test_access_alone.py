# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What no mark can tell: conditions that guess, and fields that no form has."""

import pytest
from calls import Call, text_field
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
SERVICE = """
SELECT p.id FROM product_product p JOIN ir_model_data d ON d.model = 'product.product'
AND d.res_id = p.id AND d.name = 'product_service'
"""
INVOICE = {
    "line-0-label": "Work",
    "line-0-quantity": "1",
    "line-0-price": "100",
    "do": "save",
}
INVOICE_MAY = ("date", "delivery", "term", "reference", "note", "send")
CUSTOMER = {
    "kind": "person",
    "name": "Paul Martin",
    "street": "1 rue Haute",
    "zip": "11300",
    "city": "Limoux",
    "country": "FR",
}
CUSTOMER_MAY = ("siret", "vat", "email", "phone", "street2")


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
        if field["column"] or name in MONEY or "caetic" in name:
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


def differences(first, second):
    names = first.keys() - APART
    return {n: (first[n], second[n]) for n in names if first[n] != second[n]}


def invoice_form(world, **values):
    """The fields that the page of a new invoice sends."""
    service = world.changes.query(SERVICE)[0][0]
    customer = {"customer": world.basile["customer"], "line-0-kind": service}
    return {**INVOICE, **customer, **values}


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


@pytest.mark.parametrize("page", ["new", "draft"])
def test_no_invoice_to_a_customer_of_another(world, page):
    """The customer is chosen in a list; a form may hold any number."""
    number = world.basile["documents"]["draft"]
    path = "invoices/new" if page == "new" else f"invoices/{number}/edit"
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
