# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""ZIP archives that leave the house: tables without formulas, papers, clean names."""

import csv
import io
import json
import re
import tempfile
import zipfile

# What a spreadsheet may run as a formula; Odoo 19 escapes = + - in CSV only.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
# What some system refuses in the name of a file.
REFUSED = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
LONGEST_NAME = 100
# Beyond it an archive goes from memory to the disk.
IN_MEMORY = 4 * 1024 * 1024


def defuse(value):
    """Return a text that no spreadsheet takes for a formula.

    >>> defuse("=1+1")
    "'=1+1"
    """
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def clean_name(name):
    """Return a name of file that every system takes.

    >>> clean_name("../FA/2026/00001")
    'FA-2026-00001'
    """
    return REFUSED.sub("-", name or "").strip(" .-")[:LONGEST_NAME] or "-"


class Archive:
    """A ZIP that is written piece by piece; what it holds never sits in memory."""

    def __init__(self):
        self.file = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - the caller closes it
            max_size=IN_MEMORY
        )
        self._zip = zipfile.ZipFile(self.file, "w", zipfile.ZIP_DEFLATED)
        self._names = set()
        self.file_count = 0
        self.row_count = 0

    def add_table(self, name, header, rows):
        """Add a CSV that spreadsheets of France open as they are.

        :param rows: iterable of sequences, read one by one
        """
        with self._zip.open(self._free(f"{name}.csv"), "w") as target:
            text = io.TextIOWrapper(target, "utf-8-sig", newline="")
            writer = csv.writer(text, delimiter=";")
            writer.writerow(map(defuse, header))
            for row in rows:
                writer.writerow(map(defuse, row))
                self.row_count += 1
            text.flush()
            text.detach()

    def add_json(self, name, content):
        """Add what a program reads (RGPD art. 20)."""
        text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
        self._zip.writestr(self._free(f"{name}.json"), text)

    def add_text(self, name, text):
        self._zip.writestr(self._free(f"{name}.txt"), text)

    def add_file(self, folder, name, content):
        """Add a paper; two of the same name both stay."""
        path = self._free(f"{clean_name(folder)}/{clean_name(name)}")
        self._zip.writestr(path, content)
        self.file_count += 1

    def _free(self, path):
        stem, dot, ending = path.rpartition(".")
        number = 1
        while path in self._names:
            number += 1
            path = f"{stem} ({number}){dot}{ending}"
        self._names.add(path)
        return path

    def close(self):
        """End the archive and return its file, at its start.

        :returns: ``(file, size in bytes)``
        """
        self._zip.close()
        size = self.file.tell()
        self.file.seek(0)
        return self.file, size
