# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""ZIP of proofs: each file with its fingerprint, none of them all in memory."""

import csv
import hashlib
import io
import zipfile

import xlsxwriter

from odoo.addons.caetic_members.archive import Archive, defuse


def csv_bytes(header, rows):
    """Return a CSV that spreadsheets of France open as it is."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(map(defuse, header))
    writer.writerows([defuse(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(title, header, rows):
    """Return a workbook of one sheet; numbers stay numbers."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True})
        for column, label in enumerate(header):
            sheet.write_string(0, column, label, bold)
        for line, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(line, column, cell)
                else:
                    sheet.write_number(line, column, float(cell))
    return target.getvalue()


class ProofArchive(Archive):
    """Archive that knows the SHA-256 of what it holds."""

    def __init__(self):
        super().__init__()
        self.fingerprints = []

    def add(self, path, content):
        """Add a file under a path that is clean already."""
        free = self._free(path)
        self._zip.writestr(free, content)
        self.fingerprints.append((free, hashlib.sha256(content).hexdigest()))
        self.file_count += 1

    def add_all(self, content):
        """Add the files of another ZIP, one after the other."""
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            for name in source.namelist():
                self.add(name, source.read(name))

    def add_manifest(self, name, header):
        """Add the list of the files with their fingerprints, itself left out."""
        lines = [[path, digest] for path, digest in sorted(self.fingerprints)]
        self._zip.writestr(self._free(name), csv_bytes(header, lines))
