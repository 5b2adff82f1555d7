# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Files that people send: what they are by their bytes, and whether they are safe.

Names and declared types prove nothing. Pictures are written anew, which drops places,
names of devices and whatever hides behind the picture. Documents are kept byte for
byte, for their value as evidence, and refused where they could act on their reader.
"""

import codecs
import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree
from PIL import Image, ImageOps, UnidentifiedImageError, WebPImagePlugin
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

LIMIT = 10 * 1024 * 1024
# Odoo writes larger pictures anew by itself, with less care.
MAX_SIDE = 1920
MAX_PIXELS = 50_000_000
MAX_PAGES = 200
# Objects of a PDF that are looked at: a bill of 200 pages has some thousands.
MAX_OBJECTS = 200_000
JPEG_QUALITY = 85
ENDINGS = {
    "application/pdf": "pdf",
    "application/xml": "xml",
    "image/jpeg": "jpg",
    "image/png": "png",
    "text/csv": "csv",
}
OPEN = "application/vnd.oasis.opendocument."
OFFICE = "application/vnd.openxmlformats-officedocument."
# Documents of office suites: by what OpenDocument says it is (ISO/IEC 26300-3, 3.3), by
# the folder of what Office Open XML holds (ISO/IEC 29500-1, 11 to 13).
OPEN_TYPES = {
    f"{OPEN}text": "odt",
    f"{OPEN}spreadsheet": "ods",
    f"{OPEN}presentation": "odp",
}
OFFICE_TYPES = {
    "word/": f"{OFFICE}wordprocessingml.document",
    "xl/": f"{OFFICE}spreadsheetml.sheet",
    "ppt/": f"{OFFICE}presentationml.presentation",
}
ENDINGS |= OPEN_TYPES | dict(
    zip(OFFICE_TYPES.values(), ("docx", "xlsx", "pptx"), strict=True)
)
# Programs of office documents: Visual Basic, then those of LibreOffice.
MACROS = ("vbaproject.bin", "basic/", "scripts/")
# Odoo keeps Pillow from loading its other readers by itself (odoo/tools/image.py).
FORMATS = ("JPEG", "PNG", WebPImagePlugin.WebPImageFile.format)
PICTURES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
ARCHIVES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc",
)
# Brands of ISO 14496-12 files that phones write: HEIC, HEIF and AVIF.
HEIC = (b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1", b"avif")
# Actions of a PDF (ISO 32000-1, 12.6) that run, send or open something.
ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR"}
KEYS = {"/JavaScript", "/XFA", "/RichMediaContent"}
BROKEN = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
# The same of an archive, one with a password included.
NO_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, *BROKEN)
# What a picture that is none makes its decoder say.
NO_PICTURE = (
    EOFError,
    OSError,
    SyntaxError,
    UnidentifiedImageError,
    ValueError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be kept.

    :param name: clean name, with the ending of what the file is
    :param content: bytes to keep; those of a picture are not the ones sent
    :param mimetype: what the file is
    """

    name: str
    content: bytes
    mimetype: str


class RefusedError(Exception):
    """A file is not accepted; its argument is the code of the reason."""


def read_upload(sent, limit=LIMIT):
    """Return ``(name, bytes)`` of a field of a form; empty where no file was sent.

    One byte more than the limit is enough to refuse a file, so no more is read.
    """
    if not hasattr(sent, "stream"):
        return "", b""
    return sent.filename or "", sent.read(limit + 1)


def check_upload(name, content, kinds=("image", "pdf"), limit=LIMIT):
    """Return ``(Upload, "")``, or ``(None, code)`` of why the file is refused.

    Codes: ``no_file``, ``file_size``, ``file_type`` (none of the kinds), ``heic``,
    ``svg``, ``archive``, ``damaged``, ``image_size``, ``pdf_locked``, ``pdf_active``,
    ``pdf_attachment``, ``pdf_pages``, ``xml_unsafe``, ``csv_text``, ``office_active``.
    ``controllers.wording.upload_text`` says them in words.

    :param name: name that the sender gave
    :param bytes content: what was sent
    :param kinds: among ``image``, ``pdf``, ``xml``, ``csv`` and ``office``
    :param limit: largest size in bytes
    """
    if not content:
        return None, "no_file"
    if len(content) > limit:
        return None, "file_size"
    try:
        kind = find_kind(content)
        if kind not in kinds:
            return None, "archive" if kind == "office" else "file_type"
        mimetype, kept = READERS[kind](content)
    except RefusedError as refused:
        return None, refused.args[0]
    return Upload(clean_name(name, mimetype), kept, mimetype), ""


def clean_name(name, mimetype):
    """Return a name without folder nor hidden sign, whose ending is the true one.

    >>> clean_name("C:\\\\tickets\\\\note.exe", "image/jpeg")
    'note.jpg'
    """
    base = str(name or "").replace("\\", "/").rpartition("/")[2]
    stem = base.rpartition(".")[0] if "." in base else base
    plain = "".join(one for one in stem if one.isprintable()).strip(" .")
    return f"{plain[:80] or 'document'}.{ENDINGS[mimetype]}"


def find_kind(content):
    """Return ``image``, ``pdf``, ``xml``, ``csv`` or ``office``, by the bytes.

    :raises RefusedError: for what is known and never accepted
    """
    if content.startswith(tuple(PICTURES)) or _is_webp(content):
        return "image"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        raise RefusedError("heic")
    if content.startswith(ARCHIVES):
        if _find_office_type(content):
            return "office"
        raise RefusedError("archive")
    if content.startswith(b"%PDF-"):
        return "pdf"
    if _is_markup(content):
        if b"<svg" in content[:4096].replace(b"\0", b"").lower():
            raise RefusedError("svg")
        return "xml"
    return "csv" if not _is_binary(content) else ""


def _is_webp(content):
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def _is_markup(content):
    head = content[:256].replace(b"\0", b"")
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    return head.lstrip().startswith(b"<")


def _is_binary(content):
    return b"\0" in content or content.startswith((b"MZ", b"\x7fELF", b"GIF8", b"BM"))


# -- pictures --------------------------------------------------------------------------


def read_image(content):
    """Return ``(mimetype, bytes)`` of a picture written anew, 1,920 px at most."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            # Announced by the header: nothing is unpacked to know it.
            if image.width * image.height > MAX_PIXELS:
                raise RefusedError("image_size")
            return _write_image(image)
    except Image.DecompressionBombError as error:
        raise RefusedError("image_size") from error
    except NO_PICTURE as error:
        raise RefusedError("damaged") from error


def _write_image(image):
    as_png = image.format == "PNG"
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))
    # The side that is up is told by the data that are dropped.
    image = ImageOps.exif_transpose(image)
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA"):
        image = image.convert("RGBA")
    elif image.mode not in ("1", "L"):
        image = image.convert("RGB")
    if image.mode == "RGBA" and not as_png:
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    image.info = {}
    written = io.BytesIO()
    if as_png:
        image.save(written, "PNG")
        return "image/png", written.getvalue()
    image.save(written, "JPEG", quality=JPEG_QUALITY)
    return "image/jpeg", written.getvalue()


# -- PDF -------------------------------------------------------------------------------


def read_pdf(content):
    """Return a PDF as it is, once it is known to do nothing by itself.

    Links are harmless, and so is a page to open at. An attached file is accepted
    where it is XML, as Factur-X has it.
    """
    if zipfile.is_zipfile(io.BytesIO(content)):
        # Some programs read an archive by its end, and would find one there.
        raise RefusedError("archive")
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise RefusedError("pdf_locked")
        if not 0 < len(reader.pages) <= MAX_PAGES:
            raise RefusedError("pdf_pages")
        for one in _walk(reader.trailer):
            _check_dictionary(one)
    except BROKEN as error:
        raise RefusedError("damaged") from error
    return "application/pdf", content


def _walk(trailer):
    """Yield every dictionary that a reader can reach, each once."""
    waiting, seen, count = [trailer], set(), 0
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            key = (one.idnum, one.generation)
            if key in seen:
                continue
            seen.add(key)
            one = one.get_object()
        count += 1
        if count > MAX_OBJECTS:
            raise RefusedError("pdf_pages")
        if isinstance(one, DictionaryObject):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, ArrayObject):
            waiting.extend(one)


def _check_dictionary(one):
    if KEYS.intersection(one) or one.get("/S") in ACTIONS:
        raise RefusedError("pdf_active")
    if "/EF" not in one:
        return
    name = str(one.get("/UF") or one.get("/F") or "")
    if not name.lower().endswith(".xml"):
        raise RefusedError("pdf_attachment")
    for stream in one["/EF"].values():
        try:
            read_xml(stream.get_object().get_data())
        except RefusedError as error:
            raise RefusedError("pdf_attachment") from error


# -- texts -----------------------------------------------------------------------------


def read_xml(content):
    """Return an XML without document type, entity, style sheet nor web page."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("damaged") from error
    if root.getroottree().docinfo.doctype:
        raise RefusedError("xml_unsafe")
    names = {etree.QName(one).localname.lower() for one in root.iter(etree.Element)}
    if "svg" in names:
        raise RefusedError("svg")
    before = root.xpath("preceding-sibling::processing-instruction()")
    if before or names & {"html", "script"}:
        raise RefusedError("xml_unsafe")
    return "application/xml", content


def read_csv(content):
    """Return a table as text in UTF-8, with nothing that no keyboard writes."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if any(not one.isprintable() and one not in "\t\r\n\u00a0\u202f" for one in text):
        raise RefusedError("csv_text")
    return "text/csv", text.encode()


# -- documents of office suites --------------------------------------------------------


def read_office(content):
    """Return a text, a sheet or slides as they are, once they hold no program."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name.lower() for name in archive.namelist()]
    if any(name.startswith(MACROS) or name.endswith(MACROS[0]) for name in names):
        raise RefusedError("office_active")
    return _find_office_type(content), content


def _find_office_type(content):
    """Return the type of a document of an office suite, an empty text for others.

    Only names are read and one short file: nothing else is unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                with archive.open("mimetype") as said:
                    kind = said.read(100).decode("ascii", "replace").strip()
                return kind if kind in OPEN_TYPES else ""
    except NO_ARCHIVE:
        return ""
    if "[Content_Types].xml" not in names:
        return ""
    folders = {f"{name.partition('/')[0]}/" for name in names}
    return next((OFFICE_TYPES[one] for one in OFFICE_TYPES if one in folders), "")


READERS = {
    "image": read_image,
    "pdf": read_pdf,
    "xml": read_xml,
    "csv": read_csv,
    "office": read_office,
}
