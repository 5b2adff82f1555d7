# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The demonstration from nothing, and what serves the other suites."""

import re
import time
import urllib.request

import pytest
from caetic_cli.server import answers, free_port
from support.logs import errors
from support.rpc import JsonRpc

pytestmark = pytest.mark.slow


def test_server_of_the_tests_survives_a_kill(make_db, make_server):
    database = make_db("full")
    server = make_server(database, workers=2)
    assert JsonRpc(server.url, database, "admin", "admin").uid
    assert answers(f"http://localhost:{server.gevent_port}")
    server.kill()
    assert not answers(server.url)
    server.start()
    assert JsonRpc(server.url, database, "admin", "admin").uid
    server.stop()
    assert not answers(server.url)
    assert errors(server.log) == []


@pytest.fixture(scope="module")
def first_run(caetic, light_state, lent_addons):
    port = free_port()
    return port, caetic("run", "--port", port, **light_state)


def test_run_serves_a_french_demonstration(first_run):
    port, answer = first_run
    assert answer.code == 0, answer.errors
    assert f"http://localhost:{port}" in answer.text
    assert re.search(r"This took \d+ s\.", answer.text)
    url = f"http://localhost:{port}/web/login"
    request = urllib.request.Request(url, headers={"Accept-Language": "fr"})
    with urllib.request.urlopen(request) as page:
        assert 'lang="fr-FR"' in page.read().decode()


def test_each_login_of_the_table_opens_its_page(first_run):
    port, answer = first_run
    rows = answer.text.partition("Demo logins")[2].strip().splitlines()[2:]
    assert len(rows) > 5
    for row in rows:
        *_role, login, password, page = row.split()
        session = JsonRpc(f"http://localhost:{port}", "caetic_demo", login, password)
        assert session.get(page)[0] == 200


def test_second_run_says_so_in_seconds(caetic, first_run, light_state):
    port, _answer = first_run
    start = time.monotonic()
    again = caetic("run", "--port", port, **light_state)
    assert time.monotonic() - start < 5
    assert again.code == 0
    assert f"http://localhost:{port}" in again.text
    assert "•" not in again.text


def test_status_logs_and_stop(caetic, first_run, light_state):
    port, _answer = first_run
    status = caetic("status", **light_state)
    assert (status.code, f":{port}" in status.text) == (0, True)
    assert "odoo" in caetic("logs", **light_state).text
    assert caetic("stop", **light_state).code == 0
    assert not answers(f"http://localhost:{port}")
    assert caetic("status", **light_state).code == 3
    start = time.monotonic()
    assert caetic("run", "--port", port, **light_state).code == 0
    assert time.monotonic() - start < 30


def test_a_port_in_use_is_named(caetic, first_run, light_state, make_db, make_server):
    server = make_server(make_db("full"))
    caetic("stop", **light_state)
    answer = caetic("run", "--port", server.port, **light_state)
    assert answer.code == 2
    assert f"Another program uses port {server.port}" in answer.errors
