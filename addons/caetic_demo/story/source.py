# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import csv
import io
from base64 import b64encode
from math import cos, sin
from pathlib import Path
from zlib import crc32

from PIL import Image, ImageDraw

ADDON = Path(__file__).parent.parent
DATA = ADDON / "data"


def rows(name):
    """Return the rows of a table of the story as dictionaries.

    :param str name: file of ``data/`` without its extension
    """
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def picture(name):
    """Return a picture of the story as a binary field holds it, False without one.

    :param str name: file of ``static/img`` without its extension
    """
    path = ADDON / "static" / "img" / f"{name}.png"
    return b64encode(path.read_bytes()) if path.exists() else False


def signature(name):
    """Return the made-up signature of somebody, a PNG in bytes."""
    seed = sum(map(ord, name))
    points = [
        (
            12 + 5 * step,
            52
            + 36 * sin(seed + step * (5 + seed % 4) / 9) * cos(step / (8 + seed % 5)),
        )
        for step in range(60)
    ]
    paper = Image.new("L", (320, 104), 255)
    ImageDraw.Draw(paper).line(points, fill=0, width=3, joint="curve")
    target = io.BytesIO()
    paper.save(target, "PNG", optimize=True)
    return target.getvalue()


def artwork(name):
    """Return a made-up picture of a work, as a binary field holds it."""
    seed = crc32(name.encode())
    tones = [
        tuple(80 + (seed >> shift + 5 * tone) % 160 for shift in (0, 7, 13))
        for tone in range(4)
    ]
    paper = Image.new("RGB", (640, 480), tones[0])
    pen = ImageDraw.Draw(paper)
    for rank, tone in enumerate(tones[1:]):
        left, top = (seed >> rank) % 320, (seed >> 2 * rank + 3) % 220
        box = (left, top, left + 300 - 60 * rank, top + 240 - 50 * rank)
        (pen.ellipse if (seed >> rank) % 2 else pen.rectangle)(box, fill=tone)
    target = io.BytesIO()
    paper.save(target, "PNG", optimize=True)
    return b64encode(target.getvalue())


def siret(siren):
    """Complete nine digits into a valid head-office SIRET (Luhn on both keys).

    The last digit of the SIREN is replaced by its key: the numbers are made up.
    """
    body = siren[:8]
    siren = body + luhn_key(body)
    establishment = siren + "0001"
    return establishment + luhn_key(establishment)


def luhn_key(digits):
    """Return the digit that makes a number valid by Luhn's rule."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 if index % 2 else 2)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
