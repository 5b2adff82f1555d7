# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo after world.py: two sides that must not see each other, marked.

What belongs to Alix is not a list: it is every row of every table that Odoo wrote
while her side was made.
"""

# ruff: noqa: F821 - env, answer and the builders come from the text before this one
import psycopg2

MARKS = {"alix": "SECRET-A-7f3", "basile": "OWN-B-5c1"}
ROLES = (
    "adviser",
    "coordinator",
    "accountant",
    "payroll_officer",
    "privacy_officer",
)
# Texts that programs read: another value would break what they mean to Odoo.
TECHNICAL = {
    "account.analytic.line": {"category"},
    "account.move": {"name", "payment_reference", "access_token"},
    "account.move.line": {"move_name", "display_type"},
    "account.payment": {"name"},
    "bus.bus": {"channel", "message"},
    "caetic.member.change.line": {"field_name"},
    "caetic.calendar.token": {"digest"},
    "caetic.transfer": {"name"},
    "hr.payslip.input": {"code"},
    "hr.payslip.line": {
        "amount_percentage_base",
        "amount_python_compute",
        "caetic_line_code",
        "code",
        "condition_python",
        "condition_range",
        "quantity",
    },
    "hr.payslip.worked_days": {"code"},
    "ir.attachment": {
        "access_token",
        "checksum",
        "mimetype",
        "res_field",
        "res_model",
        "store_fname",
        "type",
        "url",
    },
    "mail.activity": {"res_model"},
    "mail.followers": {"res_model"},
    "mail.mail": {"message_id", "references", "headers"},
    "mail.message": {"message_id", "model"},
    "mail.notification": {"failure_type"},
    "res.partner": {"lang", "tz", "vat", "company_registry", "signup_type"},
    "res.users": {"login", "password", "totp_secret"},
}


def count_rows():
    """The last identifier of each table that a model has."""
    # Odoo writes what it tracks when a transaction ends.
    env.cr.commit()
    last = {}
    for model in env.values():
        if model._auto and not model._abstract:
            env.cr.execute(f'SELECT COALESCE(MAX(id), 0) FROM "{model._table}"')
            last[model._name] = env.cr.fetchone()[0]
    return last


def rows_between(before, after):
    """``{model: identifiers}`` of what was written between two counts."""
    found = {}
    for name, end in after.items():
        query = f'SELECT id FROM "{env[name]._table}" WHERE id > %s AND id <= %s'
        env.cr.execute(query, (before[name], end))
        found[name] = sorted(row[0] for row in env.cr.fetchall())
    return {name: ids for name, ids in found.items() if ids}


def mark(rows, text):
    """Write a mark into each text of the rows; returns the columns left alone."""
    files = env["ir.attachment"].browse(rows["ir.attachment"])
    files.filtered(lambda file: file.mimetype == "text/plain").raw = text.encode()
    env.flush_all()
    left = [
        f"{name}.{field.name}"
        for name, ids in rows.items()
        for field in env[name]._fields.values()
        if is_marked(name, field) and not mark_column(name, field, ids, text)
    ]
    env.invalidate_all()
    return left


def is_marked(name, field):
    texts = field.type in ("char", "text", "html") and field.column_type and field.store
    long = (getattr(field, "size", None) or 1000) >= 40
    technical = field.name in {"sequence_prefix", *TECHNICAL.get(name, ())}
    return texts and long and not technical and not field.company_dependent


def mark_column(name, field, ids, text):
    value = f"'{text}-' || id || '@example.com'"
    if field.translate:
        value = f"jsonb_build_object('en_US', {value}, 'fr_FR', {value})"
    query = f'UPDATE "{env[name]._table}" SET "{field.name}" = {value}'
    try:
        with env.cr.savepoint():
            env.cr.execute(f"{query} WHERE id = ANY(%s)", (ids,))
    except psycopg2.Error:
        return False
    return True


def make_key(login):
    """A key of the external interface."""
    user = env["res.users"].search([("login", "=", login)])
    return env["res.users.apikeys"].with_user(user).sudo()._generate("rpc", "t", None)


def tell_files(rows):
    """Digests of the contents of a side's files."""
    return env["ir.attachment"].browse(rows["ir.attachment"]).mapped("checksum")


def tell_subjects(rows):
    """``{model: {identifier: model}}``: what messages, files and the like hang on."""
    found = {}
    for name, ids in rows.items():
        way = {"res_model", "model", "mail_message_id"} & set(env[name]._fields)
        if name.startswith(("mail.", "ir.")) and way:
            path = way.pop().replace("mail_message_id", "mail_message_id.model")
            records = env[name].browse(ids)
            found[name] = {r.id: ",".join(r.mapped(path)) for r in records}
    return found


pay_board = env["hr.payslip.run"].create(
    {"caetic_is_month": True, "date_start": month_end}
)
colette = make_member("colette", "Colette Corbières")
fellow = make_activity(colette, "Fellow", 11)
fund = env["caetic.fund"].create({"name": "Fund", "rate": 0.5})
common = make_customer("Commun", "55208131766522", fellow)
colleague = env["caetic.profile"]._ensure_profiles_sudo(colette)
# Numbers of quotes are the cooperative's: those of the year begin before anybody's.
env["ir.sequence"].next_by_code("caetic.quote")
# What everybody may book; who booked it is theirs.
room = env["caetic.resource"].create(
    {"name": "Room", "kind": "room", "unit": "hour", "price": 10, "longest": 0}
)
# Sessions that everybody may know of; who was there is theirs.
company.caetic_is_training_body = True
funder = env["res.partner"].create(
    {"name": "Funder", "is_company": True, "caetic_organisation_kind": "funder"}
)
sessions = {
    "alix": make_session("First", -8, caetic_is_training=True),
    "basile": make_session("Second", -6, caetic_is_training=True),
    "colette": make_session("Third", 0),
}
env["event.registration"].create(
    {"event_id": sessions["colette"].id, "partner_id": colette.partner_id.id}
)
ends = [count_rows()]
sides = {}
for login, name, siret, cents in (
    ("alix", "Alix Garrigue", "73282932000074", 37),
    ("basile", "Basile Minervois", "33417522101010", 64),
):
    sides[login] = make_side(login, name, siret, cents, fellow, common)
    if login == "alix":
        close(last_month_end)
    ends.append(count_rows())
close(month_end)
settle_year(sides.values())
left = []
for login, start, end in zip(sides, ends, ends[1:], strict=False):
    side = sides[login]
    rows = rows_between(start, end)
    months = [("activity_id", "=", side["activity"])]
    rows["caetic.closing.line"] = env["caetic.closing.line"].search(months).ids
    rows["caetic.statement"] = env["caetic.statement"].search(months).ids
    rows["caetic.year.end.line"] = env["caetic.year.end.line"].search(months).ids
    worked = [("member_id", "=", side["member"])]
    rows["caetic.profit.share"] = env["caetic.profit.share"].search(worked).ids
    left += mark(rows, MARKS[login])
    side.update(rows=rows, mark=MARKS[login])
    side.update(files=tell_files(rows), subjects=tell_subjects(rows))

# What Odoo makes once, whoever asks for it first.
env["mail.push.device"].get_web_push_vapid_public_key()
env["onboarding.onboarding.step"].action_open_step_chart_of_accounts()

clement = make_user("clement", "Clément Client", "base.group_portal")
clement.partner_id.parent_id = sides["basile"]["customer"]
make_user("ines", "Inès Interne", "base.group_user")
# She runs a session in which neither of the two is.
lydia = make_user("lydia", "Lydia Dehors", "base.group_portal")
env["caetic.session.facilitator"].create(
    {
        "event_id": sessions["colette"].id,
        "partner_id": lydia.partner_id.id,
        "kind": "outside",
    }
)
for role in ROLES:
    make_user(role, role, f"caetic_members.caetic_members_group_{role}")
# An adviser sees the people of their portfolio: Alix is one of them.
advised = env["caetic.member"].browse(sides["alix"]["member"])
advised.adviser_id = env["res.users"].search([("login", "=", "adviser")])
env["res.users"].search([("login", "=", "admin")]).password = PASSWORD
logins = [*sides, "colette", "clement", "ines", "lydia", *ROLES, "admin"]
story = {
    **sides,
    "fellow": fellow.id,
    "common": common.id,
    "password": PASSWORD,
    "keys": {login: make_key(login) for login in logins},
    "unmarked": sorted(set(left)),
}
env.cr.commit()
