# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Files that people send: nothing that acts, hides or floods is kept."""

import io
import zipfile
import zlib

import pytest
from caetic_members_uploads import LIMIT, check_upload
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

ALL = ("image", "pdf", "xml", "csv")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
XML = b'<?xml version="1.0"?><Invoice><ID>FA-1</ID></Invoice>'
CSV = "date;libellé\n2026-03-02;Train\n".encode()


def picture(size=(40, 20), form="JPEG", mode="RGB", **options):
    written = io.BytesIO()
    Image.new(mode, size, "white").save(written, form, **options)
    return written.getvalue()


def paper(change=None, pages=1, password=None):
    writer = PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(100, 100)
    if change:
        change(writer)
    if password:
        writer.encrypt(password)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def action(kind, **more):
    values = {"/S": NameObject(kind), **{f"/{key}": text for key, text in more.items()}}
    return DictionaryObject(
        {
            NameObject(key): value
            if isinstance(value, NameObject)
            else TextStringObject(value)
            for key, value in values.items()
        }
    )


def opens_with(kind):
    def change(writer):
        writer.root_object[NameObject("/OpenAction")] = action(kind, F="calc.exe")

    return change


def acts_on_page(writer):
    page = writer.pages[0]
    page[NameObject("/AA")] = DictionaryObject(
        {NameObject("/O"): writer._add_object(action("/JavaScript", JS="app.alert(1)"))}
    )


def has_named_program(writer):
    names = DictionaryObject({NameObject("/JavaScript"): DictionaryObject()})
    writer.root_object[NameObject("/Names")] = names


def has_form_program(writer):
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/XFA"): DecodedStreamObject()}
    )


def opens_at_page(writer):
    writer.root_object[NameObject("/OpenAction")] = ArrayObject(
        [writer.pages[0].indirect_reference, NameObject("/Fit")]
    )


def zipped(content=b"0" * 5_000_000):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", content)
    return written.getvalue()


def office(*names, mimetype=""):
    """A document of an office suite with those parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return written.getvalue()


def flooding_png():
    """A picture of 50,000 x 50,000 pixels in a few kilobytes."""
    header = (50_000).to_bytes(4) * 2 + b"\x01\x00\x00\x00\x00"
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(10_000))))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)
        for name, body in chunks
    )


def flooding_pdf():
    """A page tree in an object stream that unpacks to 200 MB."""
    flood = zlib.compress(b"1 0 " + bytes([32]) * 200_000_000, 9)
    head = b"%PDF-1.5\n1 0 obj <</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
    body = head + b" /Length %d>> stream\n" % len(flood) + flood
    body += b"\nendstream endobj\n"
    start = len(body)
    rows = bytes([0, 0, 0, 255]) + bytes([1, 0, 9, 0]) + bytes([2, 0, 1, 0])
    table = (
        b"3 0 obj <</Type /XRef /Size 3 /W [1 2 1] /Root 2 0 R /Length %d>> stream\n"
    )
    body += table % len(rows) + rows + b"\nendstream endobj\n"
    return body + b"startxref\n%d\n%%%%EOF\n" % start


def attached(name, content):
    return paper(lambda writer: writer.add_attachment(name, content))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_file"),
        (b"%PDF-" + bytes(30 * 1024 * 1024), "file_size"),
        (picture() + bytes(LIMIT), "file_size"),
        (SVG, "svg"),
        (b"\xef\xbb\xbf \n" + SVG, "svg"),
        (("\ufeff" + SVG.decode()).encode("utf-16-le"), "svg"),
        (b"<!--" + b"x" * 5000 + b"-->" + SVG, "svg"),
        (b"<a><svg/></a>", "svg"),
        (zipped(), "archive"),
        (b"\x1f\x8b\x08" + bytes(20), "archive"),
        (bytes(4) + b"ftypheic" + bytes(20), "heic"),
        (flooding_png(), "image_size"),
        (picture()[:300], "damaged"),
        (b"\x89PNG\r\n\x1a\n<svg>", "damaged"),
        (b"GIF89a;alert(1)", ""),
        (b"MZ\x90\x00", ""),
        (b"%PDF-1.7", "damaged"),
        (b"%PDF-1.7" + bytes(1000), "damaged"),
        (paper(password="x"), "pdf_locked"),
        (paper(pages=201), "pdf_pages"),
        (paper(has_named_program), "pdf_active"),
        (paper(acts_on_page), "pdf_active"),
        (paper(has_form_program), "pdf_active"),
        *(
            (paper(opens_with(kind)), "pdf_active")
            for kind in ("/Launch", "/JavaScript", "/SubmitForm", "/GoToR")
        ),
        (attached("virus.exe", b"MZ"), "pdf_attachment"),
        (attached("facture.xml", b"MZ"), "pdf_attachment"),
        (attached("facture.xml", SVG), "pdf_attachment"),
        (flooding_pdf(), "damaged"),
        (paper() + zipped(b"MZ"), "archive"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "xml_unsafe"),
        (b"<!DOCTYPE html><html><body/></html>", "xml_unsafe"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "xml_unsafe"),
        (b"<?xml-stylesheet href='x.xsl'?><a/>", "xml_unsafe"),
        (b"<a><b></a>", "damaged"),
        (b"date;\x00", ""),
        (b"date;\x07", "csv_text"),
    ],
)
def test_what_is_refused(content, code):
    assert check_upload("a.pdf", content, ALL) == (None, code or "file_type")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_cut_anywhere_is_damaged_or_drawn(form):
    whole = picture((8, 8), form)
    for length in range(1, len(whole)):
        upload, code = check_upload("a", whole[:length], ("image",))
        assert (upload is None) == (code in {"damaged", "file_type"}), length


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        (paper(), "application/pdf", "a.pdf"),
        (paper(opens_at_page), "application/pdf", "a.pdf"),
        (attached("factur-x.xml", XML), "application/pdf", "a.pdf"),
        (XML, "application/xml", "a.xml"),
        (CSV, "text/csv", "a.csv"),
    ],
)
def test_documents_are_kept_byte_for_byte(content, kind, name):
    upload, code = check_upload("a.exe", content, ALL)
    assert (code, upload.content) == ("", content)
    assert (upload.mimetype, upload.name) == (kind, name)


def test_tables_of_old_spreadsheets_become_utf8():
    upload, _code = check_upload("a.csv", "été;1\n".encode("cp1252"), ("csv",))
    assert upload.content.decode() == "été;1\n"


@pytest.mark.parametrize("kinds", [("pdf",), ("xml", "csv")])
def test_kinds_not_asked_for_are_refused(kinds):
    assert check_upload("a.jpg", picture(), kinds) == (None, "file_type")


def test_limit_of_the_field():
    content = paper()
    assert check_upload("a", content, limit=len(content))[1] == ""
    assert check_upload("a", content, limit=len(content) - 1)[1] == "file_size"


@pytest.mark.parametrize(
    ("form", "mode", "kept"),
    [
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "I;16", "image/png"),
        ("WEBP", "RGBA", "image/jpeg"),
    ],
)
def test_pictures_are_written_anew(form, mode, kept):
    if mode == "I;16":
        written = io.BytesIO()
        Image.new(mode, (4100, 100)).save(written, form)
        content = written.getvalue()
    else:
        content = picture((4100, 100), form, mode)
    hidden = content + b"<script>alert(1)</script>" + zipped(b"x")
    upload, code = check_upload("ticket.svg", hidden)
    assert (code, upload.mimetype) == ("", kept)
    assert b"<script>" not in upload.content
    assert b"PK" not in upload.content[-200:]
    image = Image.open(io.BytesIO(upload.content))
    assert image.size == (1920, 47)
    assert upload.name == f"ticket.{'png' if kept == 'image/png' else 'jpg'}"


def test_pictures_lose_places_and_names():
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Sekretphone", 6
    sent = picture((40, 20), exif=exif, comment=b"Sekret", icc_profile=b"Sekret")
    upload, _code = check_upload("a.jpg", sent)
    assert b"Sekret" in sent
    assert b"Sekret" not in upload.content
    # The turn of the telephone is done, not told.
    assert Image.open(io.BytesIO(upload.content)).size == (20, 40)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("..\\..\\carte\u202egnp.exe", "cartegnp.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("", "document.pdf"),
        (".pdf", "document.pdf"),
        ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
    ],
)
def test_names(name, clean):
    assert check_upload(name, paper())[0].name == clean


# -- documents of office suites -----------------------------------------------------

TYPES = "[Content_Types].xml"
OPEN = "application/vnd.oasis.opendocument."


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (office("content.xml", mimetype=f"{OPEN}text"), "odt"),
        (office("content.xml", mimetype=f"{OPEN}spreadsheet"), "ods"),
        (office("content.xml", mimetype=f"{OPEN}presentation"), "odp"),
        (office(TYPES, "word/document.xml"), "docx"),
        (office(TYPES, "xl/workbook.xml"), "xlsx"),
        (office(TYPES, "ppt/presentation.xml"), "pptx"),
    ],
)
def test_office_documents_are_kept_where_they_are_taken(content, ending):
    upload, code = check_upload("a.exe", content, ("pdf", "office"))
    assert (code, upload.name, upload.content) == ("", f"a.{ending}", content)
    assert check_upload("a.docx", content) == (None, "archive")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (office(TYPES, "word/document.xml", "word/vbaProject.bin"), "office_active"),
        (office("Basic/a.xml", mimetype=f"{OPEN}text"), "office_active"),
        (office("Scripts/python/a.py", mimetype=f"{OPEN}spreadsheet"), "office_active"),
        (office("a.xml", mimetype="application/epub+zip"), "archive"),
        (office(TYPES, "a/document.xml"), "archive"),
        (office("word/document.xml"), "archive"),
        (zipped(), "archive"),
        (office(TYPES, "word/document.xml")[:40], "archive"),
        (b"PK\x03\x04....", "archive"),
    ],
)
def test_archives_and_macros_are_refused(content, code):
    assert check_upload("a.docx", content, ("pdf", "office")) == (None, code)
