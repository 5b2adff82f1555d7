import random
from decimal import Decimal

from odoo import fields

from ..models import caetic_bad
from . import money


def amount(value):
    return round(float(value) * 0.1, 2)


def month():
    return date.today()


def good(value):
    return value.quantize(Decimal("0.01"))
