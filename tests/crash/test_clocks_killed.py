# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The clocks of six hundred people are being read when the server is killed."""

import contextlib
import threading
import time
import urllib.error

import pytest
from support.ledger import Ledger
from support.odoo import script
from support.rpc import JsonRpc

PEOPLE = 600
# Three batches: it is killed once the first is saved.
BATCH = 200
WORLD = """
from dateutil.relativedelta import relativedelta
from odoo import Command, fields

start = fields.Date.today() - relativedelta(months=11)
end = start + relativedelta(years=1, days=-1)
group = env.ref("caetic_members.caetic_members_group_coordinator")
env["res.users"].with_context(no_reset_password=True).create({
    "login": "claire", "password": password, "name": "Claire Aubert",
    "email": "claire@cae.example", "group_ids": [Command.set(group.ids)],
})
partners = env["res.partner"].create([{"name": f"P {n}"} for n in range(people)])
members = env["caetic.member"].create([{"partner_id": p.id} for p in partners])
env["caetic.member.step"].create([
    {"member_id": m.id, "kind": kind, "date": start}
    for m in members for kind in ("informed", "admitted", "cape")
])
env["caetic.contract"].create([
    {"member_id": m.id, "kind": "cape", "date_start": start, "date_end": end,
     "state": "running"}
    for m in members
])
env.cr.commit()
env["caetic.deadline"].search([]).unlink()
env.cr.commit()
"""
DONE = "SELECT COALESCE(MAX(done), 0) FROM caetic_deadline_run"
ROWS = "SELECT COUNT(*), COUNT(DISTINCT member_id) FROM caetic_deadline"
ALERTS = """
SELECT COUNT(*), COUNT(DISTINCT res_id) FROM mail_activity
 WHERE res_model = 'caetic.deadline' AND active
"""
SPEAKING = "SELECT COUNT(*) FROM caetic_deadline WHERE state IN ('alert', 'late')"
PASSWORD = "Limoux-2026!"


@pytest.fixture
def server(make_db, make_server):
    database = make_db("full")
    script(database, f"people = {PEOPLE}\npassword = {PASSWORD!r}\n{WORLD}")
    started = make_server(database)
    yield started
    started.stop()


def read_clocks(server):
    session = JsonRpc(server.url, server.database, "claire", PASSWORD)
    return session.call("caetic.deadline.run", "action_run")


def ask_and_be_cut_off(server):
    with contextlib.suppress(OSError, urllib.error.URLError):
        read_clocks(server)


def test_a_killed_run_goes_on_where_it_stopped_without_doubles(server):
    with Ledger(server.database) as ledger:
        asking = threading.Thread(target=ask_and_be_cut_off, args=(server,))
        asking.start()
        while ledger.value(DONE) < BATCH and asking.is_alive():
            time.sleep(0.005)
        server.kill()
        asking.join()
        saved = ledger.value(DONE)
        assert BATCH <= saved < PEOPLE
        # What is saved of the rows is what is saved of the progress.
        assert ledger.rows(ROWS)[0][1] == saved
        server.start()
        read_clocks(server)
        assert ledger.value(DONE) == PEOPLE
        # Four clocks each: the CAPE, an interview, Urssaf and France Travail to tell.
        assert ledger.rows(ROWS) == [(4 * PEOPLE, PEOPLE)]
        alerts, deadlines = ledger.rows(ALERTS)[0]
        assert alerts == deadlines == ledger.value(SPEAKING) > PEOPLE
