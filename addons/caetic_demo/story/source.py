# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import csv
import io
from base64 import b64encode
from colorsys import hls_to_rgb
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
    hue = seed % 360 / 360
    tones = [
        tuple(int(255 * part) for part in hls_to_rgb(hue + 0.06 * tone, light, 0.45))
        for tone, light in enumerate((0.85, 0.65, 0.45, 0.3))
    ]
    paper = Image.new("RGB", (512, 384), tones[0])
    pen = ImageDraw.Draw(paper)
    for rank, tone in enumerate(tones[1:]):
        left, top = (seed >> rank) % 250, (seed >> 2 * rank + 3) % 170
        box = (left, top, left + 240 - 50 * rank, top + 190 - 40 * rank)
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
