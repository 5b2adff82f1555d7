# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import pytest
from caetic_cli import databases
from caetic_cli.postgres import Cluster

pytestmark = pytest.mark.slow
COUNT = "SELECT count(*), max(id) FROM ir_attachment"


@pytest.fixture(scope="module")
def original(make_db):
    return make_db("full", name="caetic_x_original")


@pytest.fixture
def another(cluster):
    yield "caetic_x_another"
    databases.drop("caetic_x_another")


def test_copies_of_a_template_are_equal_and_apart(original, make_db):
    other = make_db("full", name="caetic_x_other")
    count = Cluster().sql(COUNT, original)
    assert count == Cluster().sql(COUNT, other)
    Cluster().sql("DELETE FROM ir_attachment WHERE res_model IS NULL", other)
    assert Cluster().sql(COUNT, original) == count


def test_template_is_french_and_built_once(cluster):
    name = databases.ensure_template("full")
    assert databases.ensure_template("full") == name
    company = """
        SELECT country.code, currency.name, partner.lang
          FROM res_company company
          JOIN res_partner partner ON partner.id = company.partner_id
          JOIN res_country country ON country.id = partner.country_id
          JOIN res_currency currency ON currency.id = company.currency_id
    """
    assert cluster.sql(company, name) == "FR|EUR|fr_FR"
    chart = "SELECT count(*) FROM account_account WHERE code_store::text LIKE '%706%'"
    assert int(cluster.sql(chart, name)) > 0


def test_the_story_is_told_again_the_next_day(monkeypatch):
    """It ends on the day it is told; the addons alone do not age."""
    names = {}
    for day in ("2026-06-15", "2026-06-16"):
        monkeypatch.setattr(databases, "today", lambda day=day: day)
        names[day] = [databases._template_of(name) for name in ("demo", "full")]
    (story, addons), (next_story, next_addons) = names.values()
    assert story != next_story
    assert addons == next_addons


def test_backup_and_restore_bring_back_rows_and_files(
    caetic, original, another, tmp_path
):
    archive = tmp_path / "backup.tar.gz"
    answer = caetic("db", "backup", archive, "--name", original)
    assert answer.code == 0, answer.errors
    assert str(archive) in answer.text
    answer = caetic("db", "restore", archive, "--name", another)
    assert answer.code == 0, answer.errors
    assert Cluster().sql(COUNT, another) == Cluster().sql(COUNT, original)
    assert _files(another) == _files(original) != set()
    assert another in caetic("db", "list").text.split()


def _files(name):
    folder = databases.filestore(name)
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def test_a_broken_archive_leaves_the_database(caetic, original, tmp_path):
    archive = tmp_path / "broken.tar.gz"
    archive.write_bytes(b"no archive")
    count = Cluster().sql(COUNT, original)
    answer = caetic("db", "restore", archive, "--name", original)
    assert answer.code == 1
    assert "is no backup of CAETIC" in answer.errors
    assert Cluster().sql(COUNT, original) == count


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        (("restore", "/nowhere.tar.gz"), 1, "There is no file /nowhere.tar.gz"),
        (("restore",), 2, "Name the file"),
        (("backup", "--name", "caetic_x_none"), 1, "There is no database"),
        (("backup", "--name", "postgres"), 2, "A database is named caetic"),
        (("reset", "--name", 'caetic"; --'), 2, "A database is named caetic"),
        (("dance",), 2, "usage"),
    ],
)
def test_refusals_say_why(caetic, arguments, code, text):
    answer = caetic("db", *arguments)
    assert (answer.code, text in answer.errors) == (code, True), answer.errors


def test_a_named_server_takes_the_place_of_the_private_one(caetic, cluster, original):
    server = {name: str(value) for name, value in cluster.environment().items()}
    answer = caetic("db", "list", **server)
    assert original in answer.text.split(), answer.errors
    server.pop("PGHOST")
    assert original in caetic("db", "list", "--db-host", "localhost", **server).text


def test_a_named_server_that_does_not_answer_is_told(caetic):
    answer = caetic("db", "list", PGHOST="127.0.0.1", PGPORT="9", PGUSER="someone")
    assert answer.code == 4
    assert "127.0.0.1:9 does not answer to someone" in answer.errors
