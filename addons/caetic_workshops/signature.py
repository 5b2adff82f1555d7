# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Signatures drawn on a screen: what a browser sends, checked and made plain."""

import base64
import binascii
import io

from PIL import Image, ImageOps, UnidentifiedImageError

PREFIX = "data:image/png;base64,"
# A drawing weighs some 20 kB; what is larger is no signature.
MAX_BYTES = 300 * 1024
MAX_SIZE = (1600, 800)
# Darker than this is ink.
INK = 128


def read_signature(text):
    """Return ``(PNG, issue)`` of a drawing; one of the two is empty.

    The picture is drawn anew, black on white: nothing else that the file held remains.

    :param str text: data URL of a PNG
    :returns: bytes and a code: ``required`` (nothing drawn), ``signature`` (no picture)
    """
    if not text:
        return b"", "required"
    if not text.startswith(PREFIX) or len(text) > 2 * MAX_BYTES:
        return b"", "signature"
    try:
        content = base64.b64decode(text.removeprefix(PREFIX), validate=True)
        picture = _open(content)
    except (
        binascii.Error,
        ValueError,
        SyntaxError,
        OSError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
    ):
        return b"", "signature"
    if picture is None:
        return b"", "signature"
    flat = _flatten(picture)
    if flat.getextrema()[0] > INK:
        return b"", "required"
    target = io.BytesIO()
    flat.save(target, "PNG", optimize=True)
    return target.getvalue(), ""


def raw(value):
    """Return the bytes of a stored picture.

    :param value: what a binary field holds, base64 or nothing
    """
    return base64.b64decode(value or b"")


def _open(content):
    if len(content) > MAX_BYTES:
        return None
    picture = Image.open(io.BytesIO(content), formats=("PNG",))
    width, height = picture.size
    if width > MAX_SIZE[0] or height > MAX_SIZE[1]:
        return None
    return picture


def _flatten(picture):
    """Return the drawing in grey on white, cut to what was drawn."""
    whole = picture.convert("RGBA")
    paper = Image.new("RGBA", whole.size, "white")
    flat = Image.alpha_composite(paper, whole).convert("L")
    box = ImageOps.invert(flat).getbbox()
    return flat.crop(box) if box else flat
