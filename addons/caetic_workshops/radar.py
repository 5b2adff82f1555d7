# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Points of a radar picture: the same for the page, the form and the PDF.

Drawing only: the figures come from ``engine.competence`` and stand in a table beneath.
"""

import math

SIZE = 420
CENTRE = SIZE / 2
RADIUS = 130
LABEL = 150
LINE = 17
HEIGHT = 15


def draw(labels, series, top):
    """Return what a template needs to draw a radar.

    :param labels: name of each axis, at least three
    :param dict series: ``{code: [value or None]}`` in the order of the axes
    :param int top: value of the outer ring
    :returns: dict of ``size``, ``rings`` (points of polygons), ``axes`` (ends and lines
        of text) and ``shapes`` (``{code: points}``); a shape needs three known values
    """
    count = len(labels)
    return {
        "size": SIZE,
        "centre": CENTRE,
        "rings": [
            _points([level] * count, top) for level in range(1, top + 1) if count > 2
        ],
        "axes": [_axis(index, label, count) for index, label in enumerate(labels)],
        "shapes": {
            code: _points(values, top)
            for code, values in series.items()
            if count > 2 and all(value is not None for value in values)
        },
    }


def _spot(index, count, distance):
    angle = 2 * math.pi * index / count - math.pi / 2
    return CENTRE + distance * math.cos(angle), CENTRE + distance * math.sin(angle)


def _points(values, top):
    spots = (
        _spot(index, len(values), RADIUS * float(value) / top)
        for index, value in enumerate(values)
    )
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)


def _axis(index, label, count):
    x, y = _spot(index, count, RADIUS)
    text_x, text_y = _spot(index, count, LABEL)
    lines = _wrap(label)
    if abs(text_x - CENTRE) < 1:
        anchor = "middle"
    else:
        anchor = "start" if text_x > CENTRE else "end"
    # Names of the sides are turned inwards, so that they stay in the picture.
    if anchor != "middle":
        text_x = min(max(text_x, 2), SIZE - 2)
        anchor = "end" if text_x > CENTRE else "start"
        text_x = SIZE - 2 if text_x > CENTRE else 2
        text_y += -28 if text_y < CENTRE else 28
    else:
        text_y += -HEIGHT * (len(lines) - 1) if text_y < CENTRE else HEIGHT / 2
    return {
        "x": f"{x:.1f}",
        "y": f"{y:.1f}",
        "anchor": anchor,
        "text": [
            (f"{text_x:.1f}", f"{text_y + rank * HEIGHT:.1f}", line)
            for rank, line in enumerate(lines)
        ],
    }


def _wrap(label):
    """Cut a name into short lines, between words."""
    lines = [""]
    for word in label.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > LINE and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
