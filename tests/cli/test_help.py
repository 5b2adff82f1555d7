# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re
import subprocess
import sys

import pytest
from caetic_cli import messages, paths
from caetic_cli.main import HELP
from conftest import FRENCH


@pytest.mark.parametrize("verb", HELP)
def test_each_verb_has_help_in_both_languages(caetic, verb):
    english, french = HELP[verb]
    assert english in caetic(verb, "--help").text
    answer = caetic(verb, "--help", **FRENCH)
    assert french in answer.text
    assert answer.code == 0


def test_help_of_a_verb_explains_its_options_in_french(caetic):
    answer = caetic("run", "--help", **FRENCH)
    assert "adresse d'écoute" in answer.text
    assert "--db-host" in answer.text


def test_help_lists_verbs_and_exit_codes(caetic):
    answer = caetic("--help")
    assert answer.code == 0
    assert set(HELP) <= set(re.findall(r"^    (\w+)", answer.text, re.M))
    assert "Exit codes: 0 done" in answer.text
    assert "Codes de sortie : 0 fait" in caetic("--help", **FRENCH).text


@pytest.mark.parametrize("arguments", [(), ("dance",), ("test", "--fast", "--full")])
def test_wrong_use_says_how_and_ends_with_2(caetic, arguments):
    answer = caetic(*arguments)
    assert answer.code == 2
    assert "usage: caetic" in answer.errors


def test_every_message_has_its_french():
    """Each text given to ``say`` is in the catalogue, with the same values."""
    pattern = re.compile(r"""\bsay\(\s*((?:"[^"\n]*"\s*)+)[,)]""")
    said = set()
    for path in (paths.ROOT / "cli").rglob("*.py"):
        for found in pattern.findall(path.read_text(encoding="utf-8")):
            said.add("".join(re.findall(r'"([^"\n]*)"', found)))
    assert len(said) > 30
    assert said - set(messages.FRENCH) == set()
    for english, french in messages.FRENCH.items():
        values = sorted(re.findall(r"{\w+[^}]*}", english))
        assert sorted(re.findall(r"{\w+[^}]*}", french)) == values


def test_text_reaches_a_terminal_without_our_signs(caetic):
    answer = caetic("status", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert answer.code in (0, 3)
    assert "PostgreSQL" in answer.text


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 14, 0)])
def test_a_python_that_does_not_fit_is_named(version):
    """Odoo 19.0 evaluates no expression on Python 3.14."""
    source = (
        "import runpy, sys; "
        f"sys.version_info = (*{version}, 'final', 0); "
        f"runpy.run_path({str(paths.ROOT / 'caetic')!r}, run_name='__main__')"
    )
    result = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "CAETIC needs Python 3.11, 3.12 or 3.13" in result.stderr
    assert f"this is Python {version[0]}.{version[1]}" in result.stderr
    assert "CAETIC demande Python" in result.stderr
