# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Each model and each method, by remote calls: nothing of Alix for anybody else."""

from dataclasses import replace
from itertools import chain

import pytest
from calls import (
    Call,
    by_each_door,
    generic_writes,
    is_empty,
    method_calls,
    named_reads,
    row_reads,
    row_writes,
    tried_models,
    wide_reads,
    writes_anywhere,
)

# What Odoo shows to every employee, and a cooperative with it: the address book, the
# names of analytic accounts, the directory of colleagues, and the talk about these.
OF_EMPLOYEES = {
    "account.analytic.account",
    # That colleagues are busy: Odoo hides what a private meeting is about.
    "calendar.attendee",
    "calendar.event",
    "hr.employee",
    "hr.employee.public",
    # On Odoo's page of a colleague.
    "hr.employee.skill",
    "ir.attachment",
    # Where a project would get e-mails: Odoo lists the addresses of the company.
    "mail.alias",
    "mail.followers",
    "mail.message",
    "mail.notification",
    "res.partner",
    "res.users",
    "resource.resource",
}
# What Basile reads of his own: the other tests would pass on a server that is closed.
OWN_MODELS = {
    "account.move",
    "account.move.line",
    "caetic.accelerator",
    "caetic.accelerator.content",
    "caetic.accelerator.idea",
    "caetic.accelerator.learned",
    "caetic.accelerator.step",
    "caetic.activity",
    "caetic.activity.member",
    "caetic.attendance",
    "caetic.attendance.correction",
    "caetic.calendar.token",
    "caetic.catalogue.item",
    "caetic.closing.line",
    "caetic.competence.grid",
    "caetic.competence.line",
    "caetic.consent",
    "caetic.contract",
    "caetic.deadline",
    "caetic.dispute",
    "caetic.exit.package",
    "caetic.interview",
    "caetic.interview.note",
    "caetic.invoice.plan",
    "caetic.invoice.plan.line",
    "caetic.invoice.plan.part",
    "caetic.member",
    "caetic.member.change",
    "caetic.member.change.line",
    "caetic.member.document",
    "caetic.member.situation",
    "caetic.member.step",
    "caetic.plan.task",
    "caetic.portfolio.item",
    "caetic.profile",
    "caetic.profit.share",
    "caetic.recurring.invoice",
    "caetic.recurring.period",
    "caetic.reminder",
    "caetic.sale.share",
    "caetic.sales.forecast",
    "caetic.share.agreement",
    "caetic.share.agreement.line",
    "caetic.skill.confirmation",
    "caetic.skill.proof",
    "caetic.statement",
    "caetic.transfer",
    "caetic.year.end.line",
    "calendar.event",
    "mail.message",
    # That somebody wrote to them: Odoo shows each person their own.
    "mail.notification",
    "res.partner",
    "res.users",
}
# Each user of Odoo keeps their own preferences, means of logging in, searches, and the
# talks that they take part in.
OWN_SETTINGS = {
    "auth.passkey.key",
    "auth.passkey.key.create",
    "auth_totp.wizard",
    "discuss.channel.member",
    "ir.filters",
    "res.users",
    "res.users.apikeys.description",
    "res.users.identitycheck",
    "res.users.settings",
}
SETTINGS = {name.replace(".", "_"): () for name in OWN_SETTINGS - {"res.users"}}
SETTINGS["res_users"] = ("manual_im_status", "tour_enabled")
# What methods of Odoo write on the caller's own records: the secret part of a link to a
# document, a star on a message.
OWN_TRACES = {
    **SETTINGS,
    "account_move": ("access_token",),
    "mail_message_res_partner_starred_rel": (),
}
LIFE = {
    "caetic.activity",
    "caetic.activity.member",
    "caetic.contract",
    "caetic.contribution.exemption",
    "caetic.contribution.scheme",
    "caetic.contribution.tier",
    "caetic.member",
    "caetic.transfer",
}
CLOSINGS = {"caetic.closing", "caetic.closing.line"}
# Made by the close, written by nobody.
STATEMENTS = {"caetic.statement"}
# The balance of a year, and the part of who worked in it.
YEARS = {"caetic.profit.share", "caetic.year.end.line"}
OF_YEARS = {
    "adviser": ({"caetic.year.end.line"}, set()),
    "coordinator": (YEARS, YEARS),
    "accountant": (YEARS, YEARS),
    "payroll_officer": (YEARS, set()),
}
DOCUMENTS = {"account.move", "account.move.line", "caetic.sale.share"}
BOOKS = {
    "account.analytic.line",
    "account.full.reconcile",
    "account.partial.reconcile",
    "account.payment",
    "account.payment.register",
}
# What is known of a person beside their stay, and who left with it.
ANSWERS = {"caetic.consent", "caetic.member.change"}
PRIVATE = ANSWERS | {
    "caetic.access.log",
    "caetic.member.change.line",
    "caetic.member.sensitive",
}
STAYS = {
    "caetic.activity",
    "caetic.activity.member",
    "caetic.contract",
    "caetic.member",
}
COACHING = {
    "caetic.competence.grid",
    "caetic.competence.line",
    "caetic.interview",
    "caetic.interview.note",
    "caetic.plan.task",
    "caetic.workshop.wish",
}
ATTENDANCE = {
    "caetic.attendance",
    "caetic.attendance.correction",
    "event.registration",
}
# That a group met, and what it wrote: nobody reads that but the group.
MEETINGS = {"caetic.accelerator", "caetic.accelerator.step"}
GROUP = {
    "caetic.accelerator.content",
    "caetic.accelerator.idea",
    "caetic.accelerator.learned",
}
PROOFS = {
    "caetic.evaluation.invitation",
    "caetic.proof.bundle",
    "caetic.proof.part",
    "caetic.proof.problem",
    "caetic.training.agreement",
    "caetic.training.complaint",
    "survey.user_input",
    "survey.user_input.line",
}
WORKSHOPS = COACHING | ATTENDANCE | MEETINGS | GROUP | PROOFS
# What a role reads and changes of these: an adviser of the people of their portfolio.
OF_WORKSHOPS = {
    "adviser": (
        COACHING
        | ATTENDANCE
        | MEETINGS
        | {"caetic.training.agreement", "caetic.training.complaint"},
        COACHING
        | {"caetic.attendance", "event.registration", "caetic.training.complaint"},
    ),
    "coordinator": (
        COACHING | ATTENDANCE | MEETINGS | PROOFS,
        COACHING
        | MEETINGS
        | {
            "caetic.attendance",
            "caetic.proof.bundle",
            "caetic.training.agreement",
            "caetic.training.complaint",
            "event.registration",
            # Who manages surveys takes out an answer that was a trial.
            "survey.user_input",
        },
    ),
    "privacy_officer": (COACHING - {"caetic.workshop.wish"}, set()),
}
SKILLS = {
    "caetic.portfolio.item",
    "caetic.profile",
    "caetic.profile.skill",
    "caetic.skill.confirmation",
    "caetic.skill.proof",
}
# Needs, who may answer them, who was asked.
TEAMS = {
    "caetic.opportunity",
    "caetic.opportunity.invitation",
    "caetic.opportunity.skill",
    "caetic.opportunity.team",
    "caetic.opportunity.team.line",
}
SHARED = {"caetic.library.document", "caetic.resource.booking"}
# What visitors see of somebody and wrote to them; that colleagues wrote.
WRITTEN = {
    "caetic.profile.message",
    "caetic.profile.publication",
    "caetic.public.message",
}
JOINT = {
    "caetic.joint.entry",
    "caetic.joint.partner",
    "project.project",
    "project.task",
}
# What entrepreneurs do every day.
DESK = {
    "caetic.catalogue.item",
    "caetic.dispute",
    "caetic.doubtful.debt",
    "caetic.invoice.plan",
    "caetic.invoice.plan.line",
    "caetic.invoice.plan.part",
    "caetic.payment.notice",
    "caetic.purchase.part",
    "caetic.quote.stage",
    "caetic.recurring.invoice",
    "caetic.recurring.period",
    "caetic.reminder",
    "caetic.sales.forecast",
    "caetic.share.agreement",
    "caetic.share.agreement.line",
    "caetic.trip",
    "caetic.vehicle",
    "hr.expense",
    "sale.order",
    "sale.order.line",
}
# What the cooperative pays before customers do.
LENT = {"caetic.advance", "caetic.fund.instalment", "caetic.fund.request"}
OWNED = {"caetic.equipment", "caetic.equipment.line"}
POOLED = LENT | OWNED
OF_POOLED = {
    "adviser": (POOLED, set()),
    "coordinator": (POOLED, LENT),
    "accountant": (POOLED, POOLED),
    "payroll_officer": ({"caetic.advance"}, set()),
}
AGREED = {"caetic.share.agreement", "caetic.share.agreement.line"}
SOLD = {"caetic.dispute", "caetic.sales.forecast"}
SPENT = {"caetic.trip", "caetic.vehicle", "hr.expense"}
# The claims of people are of those who approve and pay them; news of payments are of
# who keeps the books.
OF_DESK = {
    "adviser": (DESK - {"caetic.payment.notice", "hr.expense"}, SOLD),
    "coordinator": (
        DESK - {"caetic.payment.notice"},
        AGREED | SOLD | SPENT | {"caetic.catalogue.item", "caetic.reminder"},
    ),
    "accountant": (
        DESK,
        SOLD
        | SPENT
        | {
            "caetic.doubtful.debt",
            "caetic.purchase.part",
            "caetic.quote.stage",
            "caetic.reminder",
            "sale.order",
            "sale.order.line",
        },
    ),
}
NETWORK = SKILLS | TEAMS | SHARED | WRITTEN | JOINT
OF_NETWORK = {
    "adviser": (
        SKILLS | TEAMS | SHARED | JOINT | {"caetic.profile.publication"},
        SKILLS | SHARED | JOINT,
    ),
    "coordinator": (NETWORK, NETWORK - {"caetic.profile.message"}),
    "accountant": ({"caetic.resource.booking"}, set()),
    "privacy_officer": (
        SKILLS | SHARED | WRITTEN,
        WRITTEN - {"caetic.profile.message"},
    ),
}
# Per role: what it reads of an entrepreneur and what of it it changes.
STAFF = {
    "adviser": (
        LIFE
        | CLOSINGS
        | STATEMENTS
        | DOCUMENTS
        | ANSWERS
        | {"caetic.member.change.line"},
        (LIFE - {n for n in LIFE if "contribution" in n}) | ANSWERS,
    ),
    "coordinator": (
        LIFE
        | CLOSINGS
        | STATEMENTS
        | DOCUMENTS
        | PRIVATE - {"caetic.member.sensitive"},
        LIFE | ANSWERS | {"caetic.sale.share"},
    ),
    "accountant": (
        LIFE | CLOSINGS | STATEMENTS | DOCUMENTS | BOOKS,
        (LIFE - {"caetic.contract", "caetic.member"}) | CLOSINGS | DOCUMENTS | BOOKS,
    ),
    "payroll_officer": (
        LIFE | CLOSINGS | STATEMENTS | {"caetic.member.sensitive"},
        {"caetic.member.sensitive"},
    ),
    "privacy_officer": (
        STAYS | PRIVATE,
        ANSWERS | {"caetic.member", "caetic.member.sensitive"},
    ),
}


def real_models(world):
    return {name for name, model in world.models.items() if not model["abstract"]}


def reads_of(world, side, doors=iter):
    return chain(doors(named_reads(world, side)), row_reads(world, side))


def writes_of(world, side):
    yield from by_each_door(generic_writes(world, side))
    yield from row_writes(world, side)


def is_ours(description):
    return description["ours"]


def methods_by_each_door(world, side):
    """Each method by both doors, each of its heirs by one of them."""
    yield from method_calls(world, side)
    for call in method_calls(world, side, sampled=1):
        yield replace(call, door="json/2")


def ours_by_each_door(world, side):
    """Our methods: on each record by one door, on the first one by the other too."""
    seen = set()
    for call in method_calls(world, side, world.alix, is_ours):
        yield call
        if (call.model, call.method) not in seen:
            seen.add((call.model, call.method))
            yield replace(call, door="json/2")


def test_the_world_is_marked(world):
    """Each text of the two sides carries a mark, but what must be unique or short."""
    assert world.story["unmarked"] == []
    assert len(world.alix["rows"]) > 25
    assert {len(ids) > 0 for ids in world.alix["rows"].values()} == {True}
    assert len(real_models(world)) > 250


def test_methods_that_were_found(world):
    """The list of what is tried is made by looking: it holds what is known to be."""
    methods = {name: model["methods"] for name, model in world.models.items()}
    assert "action_caetic_approve" in methods["account.move"]
    assert "action_post" in methods["account.move"]
    assert "action_accept" in methods["caetic.transfer"]
    assert "action_compute" in methods["caetic.closing"]
    assert not [m for name in methods.values() for m in name if m.startswith("_")]


# -- reading ---------------------------------------------------------------------------


def test_entrepreneur_reads_no_record_of_another(world):
    calls = reads_of(world, world.alix, by_each_door)
    assert world.faults("basile", calls) == []


def test_customer_reads_no_record_of_a_stranger(world):
    assert world.faults("clement", reads_of(world, world.alix)) == []


def test_facilitator_reads_no_record_of_people(world):
    """Lydia runs a session from outside: neither of the two is in it."""
    assert world.faults("lydia", reads_of(world, world.alix)) == []
    assert world.faults("lydia", wide_reads(world)) == []


def test_nothing_of_another_is_among_what_an_entrepreneur_reads(world):
    """Every model there is, read without a condition."""
    assert world.faults("basile", by_each_door(wide_reads(world))) == []


def test_nothing_of_a_stranger_is_among_what_a_customer_reads(world):
    assert world.faults("clement", wide_reads(world)) == []


def test_employee_without_role_reads_the_address_book_only(world):
    side = world.without(world.alix, OF_EMPLOYEES)
    assert world.faults("ines", reads_of(world, side)) == []


def test_visitor_reads_nothing_by_remote_calls(world):
    calls = by_each_door(named_reads(world, world.alix))
    refused = (replace(call, must="be refused") for call in calls)
    assert world.faults("public", refused) == []


def test_entrepreneur_reads_their_own(world):
    """Without this, a server that refuses everything would pass."""
    visitor, readable, marked = world.visitor("basile"), set(), set()
    for call in by_each_door(named_reads(world, world.basile)):
        if call.method != "search_read":
            continue
        answer = call.by(visitor)
        if answer.done and not is_empty(answer):
            readable.add((call.model, call.door))
        if world.own.found_in(answer):
            marked.add(call.model)
    assert readable == {(m, d) for m in OWN_MODELS for d in ("call_kw", "json/2")}
    assert {"account.move", "caetic.activity", "res.partner"} <= marked


# -- writing ---------------------------------------------------------------------------


def test_entrepreneur_writes_no_record_of_another(world):
    calls = writes_of(world, world.alix)
    assert world.faults("basile", calls, SETTINGS) == []


def test_customer_writes_no_record_of_a_stranger(world):
    calls = generic_writes(world, world.alix)
    assert world.faults("clement", calls, SETTINGS) == []


def test_facilitator_writes_no_record_of_people(world):
    calls = generic_writes(world, world.alix)
    assert world.faults("lydia", calls, SETTINGS) == []


def test_entrepreneur_writes_no_record_of_their_own_either(world):
    """Our pages write; the generic doors never do."""
    side = world.without(world.basile, OWN_SETTINGS)
    assert world.faults("basile", writes_of(world, side)) == []


def test_entrepreneur_writes_in_no_model_at_all(world):
    """Every model there is, on a record that exists."""
    calls = [c for c in writes_anywhere(world) if c.model not in OWN_SETTINGS]
    models = real_models(world) & tried_models(world).keys()
    assert {c.model for c in calls} == models - OWN_SETTINGS
    assert world.faults("basile", calls) == []


# -- methods ---------------------------------------------------------------------------


def test_public_methods_do_nothing_to_another(world):
    calls = methods_by_each_door(world, world.alix)
    assert world.faults("basile", calls, SETTINGS) == []
    # A call that stumbles over its arguments proves nothing.
    assert world.tally["stumbled"] < 0.1 * world.tally.total()


def test_public_methods_on_own_records_do_nothing_to_another(world):
    """Basile's records, with the identifiers of Alix as arguments."""
    calls = method_calls(world, world.basile, world.alix)
    done = set(map(str, method_calls(world, world.alix)))
    calls = [call for call in calls if str(call) not in done]
    assert len(calls) > 500
    assert world.faults("basile", calls, OWN_TRACES) == []


@pytest.mark.parametrize("login", ["basile", "clement", "ines", "lydia", "public"])
def test_our_methods_do_nothing_for_outsiders(world, login):
    # Every employee may number a batch of payments.
    allowed = {"ir_sequence_date_range": ()} if login == "ines" else {}
    for side in (world.alix, world.basile):
        calls = ours_by_each_door(world, side)
        assert world.faults(login, calls, allowed) == []


# -- staff -----------------------------------------------------------------------------


def rights_of(world, login, models):
    """Return which models somebody reads of Alix, and which of them they may change."""
    visitor, read, changed = world.visitor(login), set(), set()
    for model in models & world.alix["rows"].keys():
        ids = world.alix["rows"][model]
        call = Call(model, "search_count", None, {"domain": [("id", "in", ids)]})
        if call.by(visitor).result:
            read.add(model)
        for operation in ("create", "write", "unlink"):
            calls = [
                Call(model, "has_access", [number], {"operation": operation})
                for number in ids
            ]
            if any(call.by(visitor).result for call in calls):
                changed.add(model)
    return read, changed


@pytest.mark.parametrize("role", STAFF)
def test_staff_of_one_role_have_the_rights_of_that_role(world, role):
    """Each employee has the address book beside, and may talk about what they read."""
    named = LIFE | CLOSINGS | STATEMENTS | DOCUMENTS | BOOKS | PRIVATE
    parts = (
        (WORKSHOPS, OF_WORKSHOPS),
        (NETWORK, OF_NETWORK),
        (DESK, OF_DESK),
        (POOLED, OF_POOLED),
        (YEARS, OF_YEARS),
    )
    every = named.union(*(models for models, _rights in parts))
    read, changed = rights_of(world, role, every)
    assert (read & named, changed & named) == STAFF[role]
    for models, rights in parts:
        own = read & models, changed & models
        assert own == rights.get(role, (set(), set()))
