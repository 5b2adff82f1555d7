# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: many people with their file, their clocks and their board."""

import time

from cloning import Cloner
from dateutil.relativedelta import relativedelta
from lxml import etree

from odoo import Command
from odoo.fields import Date

ENTRY = ("informed", "diagnosed", "committee", "admitted")
JOURNEY = (*ENTRY, "cape", "cesa", "associate")
STAGES = ("prospect", *JOURNEY, "cape", "cesa")
DEPARTMENTS = 8
ROLES = (
    "caetic_members.caetic_members_group_coordinator",
    "hr.group_hr_manager",
)
PAGE = 80


def seed(env, count):
    """Make so many people, one of ten at each stage, and save them."""
    staff = _make_staff(env)
    departments = env["hr.department"].create(
        [{"name": f"Service {number}"} for number in range(DEPARTMENTS)]
    )
    members = env["caetic.member"]
    for number, stage in enumerate(STAGES):
        members |= _make_member(env, staff, departments, number, stage)
    env.invalidate_all()
    Cloner(env, _rows(members), count // len(members) - 1).run()
    return env["caetic.member"].search_count([])


def _make_staff(env):
    groups = [env.ref(name).id for name in ROLES]
    return env["res.users"].create(
        {
            "name": "Claire Martin",
            "login": "claire",
            "email": "claire@example.com",
            "group_ids": [Command.link(number) for number in groups],
        }
    )


def _make_member(env, staff, departments, number, stage):
    today = Date.context_today(env.user)
    name = f"Personne {number}"
    values = _prepare_file(env, number, today)
    partner = env["res.partner"].create({"name": name})
    member = env["caetic.member"].create(
        {**values, "partner_id": partner.id, "adviser_id": staff.id}
    )
    start = today - relativedelta(months=10)
    if stage != "prospect":
        for step in JOURNEY[: JOURNEY.index(stage) + 1]:
            member._record_step(step, start, check=False)
    if stage in ("cape", "cesa", "associate"):
        _make_contract(env, member, "cape" if stage == "cape" else "cesa", start)
        _make_interview(env, member, staff, today)
    member.sudo().employee_id = env["hr.employee"].create(
        {
            "name": name,
            "work_email": member.email,
            "department_id": departments[number % DEPARTMENTS].id,
        }
    )
    return member


def _prepare_file(env, number, today):
    rights_end = today + relativedelta(months=2)
    return {
        "email": f"personne{number}@example.com",
        "nationality_id": env.ref("base.us").id,
        "situation_ids": [
            Command.create({"status": "rsa", "rights_end_date": rights_end})
        ],
        "document_ids": [
            Command.create(
                {
                    "type_id": env.ref(f"caetic_members.document_type_{kind}").id,
                    "date_expiry": today + relativedelta(days=20 * number),
                }
            )
            for kind in ("residence", "insurance")
        ],
    }


def _make_contract(env, member, kind, start):
    end = start + relativedelta(years=1, days=-1)
    env["caetic.contract"].create(
        {
            "member_id": member.id,
            "kind": kind,
            "date_start": start,
            "date_end": end if kind == "cape" else False,
            "state": "running",
        }
    )


def _make_interview(env, member, staff, today):
    env["caetic.interview"].create(
        {
            "name": "Point d'étape",
            "member_id": member.id,
            "date": today - relativedelta(months=8),
            "adviser_id": staff.id,
        }
    )


def _rows(members):
    """``{model: ids}`` of people and of all that hangs on them."""
    employees = members.employee_id
    records = (
        members,
        members.partner_id,
        members.contract_ids,
        members.step_ids,
        members.situation_ids,
        members.document_ids,
        members.interview_ids,
        employees,
        employees.version_ids,
        employees.resource_id,
    )
    rows = {}
    for one in records:
        rows.setdefault(one._name, []).extend(one.ids)
    rows["res.partner"] += employees.work_contact_id.ids
    return {model: sorted(set(ids)) for model, ids in rows.items()}


# -- clocks -------------------------------------------------------------------------


def count_queries(env, sizes):
    """Queries of one batch of each size: to create, to read again, to move."""
    today = Date.context_today(env.user)
    everybody = env["caetic.member"].search([], order="id").ids
    found, start = {}, 20
    # The first batch fills the caches that a worker keeps.
    _read_clocks(env, everybody[:start], today)
    for size in sizes:
        ids = everybody[start : start + size]
        start += size
        later = today + relativedelta(months=1)
        found[size] = [_read_clocks(env, ids, day) for day in (today, today, later)]
    env.cr.rollback()
    return found


def _read_clocks(env, ids, day):
    env.invalidate_all()
    before = env.cr.sql_log_count
    env["caetic.deadline"]._sync_sudo(env["caetic.member"].browse(ids), day)
    env.flush_all()
    return env.cr.sql_log_count - before


def read_everybody(env):
    """The run itself, twice, saved as it goes: seconds, queries and rows of each."""
    runs = env["caetic.deadline.run"]
    told = []
    for _time in range(2):
        runs.search([]).write({"is_over": False, "last_member_id": 0, "done": 0})
        before, begun = env.cr.sql_log_count, time.perf_counter()
        runs._cron_run()
        env.cr.commit()
        told.append(
            {
                "seconds": round(time.perf_counter() - begun, 2),
                "queries": env.cr.sql_log_count - before,
                "rows": _count_rows(env),
            }
        )
    return told


def _count_rows(env):
    alerts = [("res_model", "=", "caetic.deadline")]
    run = env["caetic.deadline.run"].search([], limit=1)
    return {
        "people": run.done,
        "deadlines": env["caetic.deadline"].search_count([]),
        "alerts": env["mail.activity"].search_count(alerts),
        "speaking": env["caetic.deadline"].search_count(
            [("state", "in", ("alert", "late"))]
        ),
    }


# -- board --------------------------------------------------------------------------


def compare_boards(env, rounds, warm_up):
    """Open both kanban boards in turn, as the web client asks for them.

    :returns: ``{"ours" or "odoo": {"seconds": [...], "queries", "records"}}``
    """
    user = env["res.users"].search([("login", "=", "claire")])
    env = env(user=user.id, context={"lang": "fr_FR", "bin_size": True})
    boards = {
        "ours": _board(env, "caetic.member", "state"),
        "odoo": _board(env, "hr.employee", "department_id"),
    }
    found = {name: {"seconds": []} for name in boards}
    for _round in range(warm_up + rounds):
        for name, (model, group, specification) in boards.items():
            env.invalidate_all()
            before, begun = env.cr.sql_log_count, time.perf_counter()
            answer = _open(env[model], group, specification)
            found[name]["seconds"].append(time.perf_counter() - begun)
            found[name]["queries"] = env.cr.sql_log_count - before
            found[name]["records"] = sum(
                len(one.get("__records", ())) for one in answer["groups"]
            )
            found[name]["groups"] = len(answer["groups"])
    for one in found.values():
        one["seconds"] = one["seconds"][warm_up:]
    return found


def _board(env, model, group):
    view = env[model].get_views([(False, "kanban")])["views"]["kanban"]
    fields = env[model].fields_get()
    names = {node.get("name") for node in etree.fromstring(view["arch"]).iter("field")}
    return model, group, {name: _specify(fields[name]) for name in sorted(names)}


def _specify(field):
    """What the web client reads of a field of a card."""
    if field["type"] in ("many2one", "many2many"):
        return {"fields": {"display_name": {}}}
    return {}


def _open(records, group, specification):
    return records.web_read_group(
        [],
        [group],
        ["__count"],
        auto_unfold=True,
        unfold_read_specification=specification,
        unfold_read_default_limit=PAGE,
    )
