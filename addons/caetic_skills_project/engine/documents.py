# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Papers of a project: which are taken, told by their first bytes and their ending."""

PDF, JPEG, PNG, ZIP = b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
# Ending: first bytes, type.
KINDS = {
    "pdf": (PDF, "application/pdf"),
    "jpg": (JPEG, "image/jpeg"),
    "jpeg": (JPEG, "image/jpeg"),
    "png": (PNG, "image/png"),
    "docx": (ZIP, f"{OFFICE}wordprocessingml.document"),
    "xlsx": (ZIP, f"{OFFICE}spreadsheetml.sheet"),
    "pptx": (ZIP, f"{OFFICE}presentationml.presentation"),
    "odt": (ZIP, f"{OPEN}text"),
    "ods": (ZIP, f"{OPEN}spreadsheet"),
    "odp": (ZIP, f"{OPEN}presentation"),
}
MOST_BYTES = 10 * 1024 * 1024
LONGEST_STEM = 80


def read_document(filename: str, content: bytes) -> tuple[str, str, str]:
    """Return ``(name, type, issue)`` of a file that was sent.

    Issues: ``no_file``, ``file_size`` (more than 10 MB), ``file_type`` (a kind that is
    not taken, or an ending that its first bytes belie).

    >>> read_document("C:\\\\Devis.PDF", b"%PDF-1.7")
    ('Devis.pdf', 'application/pdf', '')
    >>> read_document("page.html", b"<html>")[2]
    'file_type'
    """
    if not content:
        return "", "", "no_file"
    if len(content) > MOST_BYTES:
        return "", "", "file_size"
    stem, _dot, ending = filename.replace("\\", "/").rpartition("/")[2].rpartition(".")
    start, kind = KINDS.get(ending.lower(), (b"", ""))
    if not kind or not content.startswith(start):
        return "", "", "file_type"
    plain = "".join(one for one in stem if one.isprintable()).strip()
    return f"{plain[:LONGEST_STEM] or 'document'}.{ending.lower()}", kind, ""
