# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: a month of payslips, on our board and by plain OCA payroll."""

import time
from datetime import date

from cloning import Cloner

from odoo import Command

# Figures of the law are known of this year; December settles the year, and is left.
YEAR, MONTHS = 2026, 11
START = "2025-01-01"
# Of our board, and of plain payroll as well.
BATCH = 50
WARM_UP = 10
# What ten people ask for each month: all three ways, no two amounts the same.
WISHES = [
    ("cost", 2450.5),
    ("gross", 1900),
    ("net", 1500),
    ("cost", 3120),
    ("gross", 850.25),
    ("net", 2210.4),
    ("cost", 1240),
    ("gross", 4300),
    ("cost", 1875),
    ("gross", 2600),
]


def seed(env, count):
    """Make so many people who have asked for pay in each month, and save them.

    :returns: number of the requests of pay
    """
    _set_up_company(env)
    plan = env["caetic.contribution.scheme"].create({"name": "Barème"})
    members = env["caetic.member"]
    for number, wish in enumerate(WISHES):
        members |= _make_member(env, plan, number, *wish)
    env.invalidate_all()
    Cloner(env, _rows(members), count // len(members) - 1).run()
    # No two requests of a month for the same amount: nothing is remembered.
    env.cr.execute(
        "UPDATE caetic_pay_request SET amount = amount + (member_id % 9973) * 0.01"
    )
    env.cr.commit()
    env.cr.execute("ANALYZE")
    return env["caetic.pay.request"].search_count([])


def _set_up_company(env):
    risk = env["caetic.risk.code"].create(
        {
            "code": "741GB",
            "name": "Conseil",
            "rate_ids": [Command.create({"date_from": START, "rate": 1.5})],
        }
    )
    env.company.write(
        {
            "caetic_headcount": 30,
            "caetic_risk_id": risk.id,
            "caetic_health_premium": 40,
        }
    )


def _make_member(env, plan, number, mode, amount):
    partner = env["res.partner"].create({"name": f"Personne {number}"})
    member = env["caetic.member"].create({"partner_id": partner.id})
    contract = env["caetic.contract"].create(
        {
            "member_id": member.id,
            "kind": "cesa",
            "date_start": START,
            "state": "running",
        }
    )
    member._ensure_employee_sudo(contract.date_start)
    # Plain payroll pays nobody whose contract has no date.
    member.employee_id.version_id.contract_date_start = contract.date_start
    activity = env["caetic.activity"].create(
        {
            "name": f"Atelier {number}",
            "scheme_id": plan.id,
            "date_start": START,
            "stake_ids": [Command.create({"member_id": member.id})],
        }
    )
    _ask(activity, member, mode, amount)
    return member


def _ask(activity, member, mode, amount):
    """Ask for the same pay in each month."""
    activity.env["caetic.pay.request"].create(
        [
            {
                "member_id": member.id,
                "activity_id": activity.id,
                "month": date(YEAR, month, 1),
                "mode": mode,
                "amount": amount,
            }
            for month in range(1, MONTHS + 1)
        ]
    )


def _rows(members):
    """``{model: ids}`` of people and of all that hangs on them."""
    env = members.env
    activities = members.caetic_activity_ids
    employees = members.employee_id
    records = (
        members,
        members.partner_id | employees.work_contact_id,
        members.contract_ids,
        activities,
        activities.stake_ids,
        activities.analytic_account_id,
        employees,
        employees.version_ids,
        employees.resource_id,
        env["caetic.pay.request"].search([("member_id", "in", members.ids)]),
    )
    return {one._name: one.ids for one in records}


# -- our board ------------------------------------------------------------------------


def _approve(env, month, count):
    """Approve the next requests of a month: ``(its board, these requests)``."""
    first = date(YEAR, month, 1)
    requests = env["caetic.pay.request"].search(
        [("month", "=", first), ("state", "=", "draft")], order="id", limit=count
    )
    requests.with_context(tracking_disable=True).write({"state": "approved"})
    board = env["hr.payslip.run"].search([("date_start", "=", first)])
    if not board:
        board = board.create({"caetic_is_month": True, "date_start": first})
    env.cr.commit()
    env.invalidate_all()
    return board, requests


def _pay(board):
    """Compute and post what is approved of a month: ``(seconds, queries)``."""
    env = board.env
    before, begun = env.cr.sql_log_count, time.perf_counter()
    board.action_caetic_compute()
    env.cr.commit()
    board.action_caetic_validate()
    env.cr.commit()
    return time.perf_counter() - begun, env.cr.sql_log_count - before


def measure(env, month, count):
    """Pay the next people of a month: its seconds, its queries, what was made."""
    board, requests = _approve(env, month, count)
    seconds, queries = _pay(board)
    slips = requests.payslip_ids
    return {
        "seconds": seconds,
        "queries": queries,
        "slips": len(slips),
        "posted": len(slips.filtered(lambda slip: slip.caetic_move_id)),
        "lines": len(slips.line_ids),
        "items": len(slips.caetic_move_ids.line_ids),
    }


def measure_all(env, turns):
    """Pay ``[(month, count), ...]`` in turn: the figures of each.

    A few payslips are paid before: the first ones fill the caches that a worker keeps.
    """
    measure(env, turns[0][0], WARM_UP)
    return [measure(env, *turn) for turn in turns]


def find_slow_lists(env):
    """Return the lists of a payslip or a board that no index of the database finds."""
    lists = [
        field
        for model in ("hr.payslip", "hr.payslip.run")
        for field in env[model]._fields.values()
        if field.type == "one2many" and field.inverse_name and not field.compute
    ]
    inverses = [env[one.comodel_name]._fields[one.inverse_name] for one in lists]
    return [
        str(field)
        for field, inverse in zip(lists, inverses, strict=True)
        if inverse.type == "many2one" and inverse.store and not inverse.index
    ]


# -- plain payroll --------------------------------------------------------------------


def compare(env, count, months):
    """Pay months on our board, and as many payslips by plain payroll after each.

    A few payslips of both are paid before, in the first month.

    :returns: ``[{"ours": figures, "plain": figures}, ...]``
    """
    turns = [(months[0], WARM_UP), *((month, count) for month in months)]
    rounds = [
        {"ours": measure(env, *turn), "plain": _measure_plain(env, *turn)}
        for turn in turns
    ]
    return rounds[1:]


def _measure_plain(env, month, count):
    """Pay the last payslips of a month again, by plain payroll."""
    wanted = _find_last(env, month, count)
    structures = {
        number: _make_structure(env, number)
        for number in {len(slip.line_ids) for slip in wanted}
    }
    slips = [_prepare_slip(slip, structures) for slip in wanted]
    moves = [_prepare_move(slip.caetic_move_id) for slip in wanted]
    env.cr.commit()
    env.invalidate_all()
    before, begun = env.cr.sql_log_count, time.perf_counter()
    made, posted = _pay_plainly(env, slips, moves)
    return {
        "seconds": time.perf_counter() - begun,
        "queries": env.cr.sql_log_count - before,
        "slips": len(made.filtered(lambda slip: slip.state == "done")),
        "posted": len(posted.filtered(lambda move: move.state == "posted")),
        "lines": len(made.line_ids),
        "items": len(posted.line_ids),
    }


def _find_last(env, month, count):
    own = [("date_from", "=", date(YEAR, month, 1)), ("caetic_member_id", "!=", False)]
    return env["hr.payslip"].search(own, order="id desc", limit=count)


def _pay_plainly(env, slips, moves):
    """Payslips of plain payroll and bare entries, saved by batches as ours are."""
    made, posted = env["hr.payslip"], env["account.move"]
    for start in range(0, len(slips), BATCH):
        batch = made.create(slips[start : start + BATCH])
        batch.compute_sheet()
        made |= batch
        env.cr.commit()
    for start in range(0, len(slips), BATCH):
        batch = made[start : start + BATCH]
        batch.with_context(without_compute_sheet=True).action_payslip_done()
        entries = posted.create(moves[start : start + BATCH])
        entries.action_post()
        posted |= entries
        env.cr.commit()
    return made, posted


def _make_structure(env, number):
    """A structure of so many rules: a wage, shares of it, their sum."""
    name = f"PLAIN{number}"
    found = env["hr.payroll.structure"].search([("code", "=", name)])
    if found:
        return found
    rules = env["hr.salary.rule"].create(_prepare_rules(env, name, number))
    return env["hr.payroll.structure"].create(
        {
            "name": name,
            "code": name,
            "parent_id": False,
            "rule_ids": [Command.set(rules.ids)],
        }
    )


def _prepare_rules(env, name, number):
    category = env["hr.salary.rule.category"].create({"name": name, "code": name})
    shared = {"category_id": category.id, "condition_select": "none"}
    wage = {"amount_select": "code", "amount_python_compute": "result = 2000.0"}
    share = {"amount_select": "percentage", "amount_percentage_base": f"{name}_1"}
    total = {
        "amount_select": "code",
        "amount_python_compute": f"result = categories.{name}",
    }
    kinds = [wage, *[share] * (number - 2), total]
    return [
        {
            "name": f"Rubrique {rank}",
            "code": f"{name}_{rank}",
            "sequence": rank,
            "amount_percentage": 0.5 + rank / 10,
            **shared,
            **kind,
        }
        for rank, kind in enumerate(kinds, 1)
    ]


def _prepare_slip(slip, structures):
    return {
        "name": slip.name,
        "employee_id": slip.employee_id.id,
        "contract_id": slip.contract_id.id,
        "struct_id": structures[len(slip.line_ids)].id,
        "date_from": slip.date_from,
        "date_to": slip.date_to,
        "company_id": slip.company_id.id,
    }


def _prepare_move(move):
    """The same items as those of an entry of ours."""
    return {
        "move_type": "entry",
        "journal_id": move.journal_id.id,
        "date": move.date,
        "ref": move.ref,
        "line_ids": [
            Command.create(
                {
                    "account_id": line.account_id.id,
                    "name": line.name,
                    "balance": line.balance,
                    "partner_id": line.partner_id.id,
                    "analytic_distribution": line.analytic_distribution,
                }
            )
            for line in move.line_ids
        ],
    }
