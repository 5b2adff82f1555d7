# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run Python and note which lines of the addons it passes; add such notes up.

Started by path in the virtualenv, which has SlipCover: it rewrites the code of the
addons once, so that the rest of Odoo runs at full speed. (A tracing tool sees each call
of the whole of Odoo, and the addons' tests take two thirds longer.)

    python covered.py run NOTES.json ADDONS (-m MODULE | PROGRAM) ARGUMENTS…
    python covered.py report NOTES.json… COVERAGE.xml
"""

import atexit
import contextlib
import functools
import json
import runpy
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path

import slipcover

OMIT = ["*/tests/*", "*/__manifest__.py"]


class Measure(slipcover.Slipcover):
    """SlipCover that never stops what it measures.

    To take its marks off lines already seen, it compares the global names of modules
    by their values, now and then without end.
    """

    def deinstrument_seen(self):
        with contextlib.suppress(RecursionError):
            super().deinstrument_seen()


def measure(notes, folder):
    """Note the lines passed in the files of a folder, written when Python ends.

    Odoo puts its own finders before Python's: the loader is the one place that every
    import goes through.
    """
    measured = Measure(source=[folder], omit=OMIT)
    inside = str(Path(folder).resolve()) + "/"
    get_code = SourceFileLoader.get_code

    @functools.wraps(get_code)
    def instrumented(loader, name):
        code = get_code(loader, name)
        path = str(Path(loader.path).resolve())
        ours = path.startswith(inside) and "/tests/" not in path
        return measured.instrument(code) if code and ours else code

    SourceFileLoader.get_code = instrumented
    atexit.register(lambda: Path(notes).write_text(json.dumps(measured.get_coverage())))


def start(arguments):
    """Run a module or a program as Python would."""
    if arguments[0] == "-m":
        sys.argv = arguments[1:]
        sys.path.insert(0, "")
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = arguments
        runpy.run_path(arguments[0], run_name="__main__")


def report(notes, target):
    """Add notes up, write them for machines and return the percentage of all lines."""
    read = [json.loads(Path(note).read_text()) for note in notes]
    total = functools.reduce(slipcover.merge_coverage, read)
    with Path(target).open("w") as file:
        slipcover.print_xml(total, source_paths=["."], outfile=file)
    return total["summary"]["percent_covered"]


if __name__ == "__main__":
    _self, act, *given = sys.argv
    # What this file lies beside is no module of the program it runs.
    sys.path.pop(0)
    if act == "run":
        measure(*given[:2])
        start(given[2:])
    else:
        print(f"{report(given[:-1], given[-1]):.0f}")
