# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The weekly summary, from a click on the portal to the mailbox."""

import pytest
from support.mailbox import mailbox
from support.odoo import script
from support.portal import Entrepreneur

WORLD = """
from dateutil.relativedelta import relativedelta
from odoo import Command, fields

env["ir.mail_server"].create({"name": "Tests", "smtp_host": "127.0.0.1",
                              "smtp_port": port, "smtp_encryption": "none"})
env.company.email = "contact@cae.example"
users = {
    login: env["res.users"].with_context(no_reset_password=True).create({
        "login": login, "password": password, "name": name, "lang": "fr_FR",
        "email": f"{login}@cae.example", "tz": "Europe/Paris",
        "group_ids": [Command.set(env.ref(group).ids)],
    })
    for login, name, group in (
        ("amelie", "Amélie Durand", "base.group_portal"),
        ("paul", "Paul Roux", "caetic_members.caetic_members_group_adviser"),
    )
}
today = fields.Date.today()
start = today - relativedelta(months=5, days=20)
member = env["caetic.member"].create({
    "partner_id": users["amelie"].partner_id.id,
    "user_id": users["amelie"].id,
    "adviser_id": users["paul"].id,
})
env["caetic.contract"].create({
    "member_id": member.id, "kind": "cesa", "date_start": start, "state": "running",
})
for kind in ("informed", "diagnosed", "committee", "admitted", "cesa"):
    member._record_step(kind, start, check=False)
activity = env["caetic.activity"].create({
    "name": "Studio Garrigue", "date_start": start,
    "stake_ids": [Command.create({"member_id": member.id})],
})
env["caetic.deadline.run"]._cron_run()
answer(activity.id)
env.cr.commit()
"""
# The jobs have a transaction of their own: another one sees what they saved.
SEND = """
for _time in range(2):
    env.ref("caetic_members.ir_cron_digest").method_direct_trigger()
    env.cr.commit()
env["mail.mail"].process_email_queue()
env.cr.commit()
"""
PASSWORD = "Limoux-2026!"
ADDRESS = "amelie@cae.example"


@pytest.fixture(scope="module")
def messages(make_db, make_server):
    """What arrives once she has asked for it, though the cron runs twice."""
    with mailbox() as mail:
        database = make_db("full")
        values = f"port = {mail.port}\npassword = {PASSWORD!r}\n"
        home = script(database, values + WORLD)
        server = make_server(database)
        amelie = Entrepreneur(server.url, "amelie", PASSWORD, home)
        page = amelie.get("/my/deadlines", base="")
        assert "Mes échéances" in page.text()
        answer = amelie.post(page, "/my/deadlines/digest")
        assert answer.status == 200
        script(database, SEND)
        return mail.wait_for(ADDRESS)


def test_one_message_that_says_it_all(messages):
    [message] = messages
    assert message["Subject"].startswith("Votre semaine")
    assert "disponibles" in message["Subject"]
    text = message.get_body(("html",)).get_content()
    for words in ("Disponible", "En attente de paiement", "Entretien individuel"):
        assert words in text


def test_an_answer_goes_to_the_adviser(messages):
    assert "paul@cae.example" in messages[0]["Reply-To"]
