# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Figures of the yearly report of a training body (BPF, cerfa 10443; R620)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

# Frames of the form: people and hours of the body itself, those of others' trainees.
OWN, ENTRUSTED, AIM, SPECIALITY, RECEIVED = "F1", "F2", "F3", "F4", "G"
REMOTE = "F1_remote"
PRODUCT = "C"


@dataclass(frozen=True)
class Trainee:
    """A person in a training action, with the hours attended.

    :param key: identifier of the registration
    :param kind: employee, apprentice, jobseeker, individual or other
    :param aim: aim of the action
    :param speciality: code of the national list (NSF), empty if none
    :param hours: hours attended, two decimals
    :param is_entrusted: another body gives the training for us (F-2)
    :param is_received: another body entrusted its trainee to us (G)
    :param is_remote: at a distance
    """

    key: int
    kind: str
    aim: str
    speciality: str
    hours: Decimal
    is_entrusted: bool = False
    is_received: bool = False
    is_remote: bool = False


@dataclass(frozen=True)
class Product:
    """What an agreement brings in, EUR without VAT, and from whom."""

    key: int
    origin: str
    amount: Decimal


@dataclass(frozen=True)
class Figure:
    """A line of the form, with the rows it is made of."""

    section: str
    category: str
    people: int
    hours: Decimal
    amount: Decimal
    keys: tuple[int, ...]


def training_figures(trainees: Iterable[Trainee]) -> tuple[Figure, ...]:
    """Return the figures of frames F and G.

    A person counts once for each action they followed, with an hour at least begun
    (notice of the form). Those whom another body entrusted to us are in G only.
    """
    seen = [one for one in trainees if one.hours > 0]
    own = [one for one in seen if not one.is_received]
    frames = (
        (OWN, own, lambda one: one.kind),
        (REMOTE, [one for one in own if one.is_remote], lambda one: "remote"),
        (ENTRUSTED, [one for one in own if one.is_entrusted], lambda one: "entrusted"),
        (AIM, own, lambda one: one.aim),
        (SPECIALITY, own, lambda one: one.speciality),
        (RECEIVED, [one for one in seen if one.is_received], lambda one: "received"),
    )
    return tuple(
        figure
        for section, rows, category in frames
        for figure in _group(section, rows, category)
    )


def _group(
    section: str, rows: Iterable[Trainee], category: Callable[[Trainee], str]
) -> list[Figure]:
    groups: dict[str, list[Trainee]] = defaultdict(list)
    for one in rows:
        groups[category(one)].append(one)
    return [
        Figure(
            section,
            name,
            len(found),
            sum((one.hours for one in found), Decimal(0)),
            Decimal(0),
            tuple(one.key for one in found),
        )
        for name, found in sorted(groups.items())
    ]


def product_figures(products: Iterable[Product]) -> tuple[Figure, ...]:
    """Return the figures of frame C: products by origin, EUR without VAT."""
    groups: dict[str, list[Product]] = defaultdict(list)
    for one in products:
        groups[one.origin].append(one)
    return tuple(
        Figure(
            PRODUCT,
            origin,
            0,
            Decimal(0),
            sum((one.amount for one in found), Decimal(0)),
            tuple(one.key for one in found),
        )
        for origin, found in sorted(groups.items())
    )
