"""The rules of this repository, as checks that run without Odoo.

``python -m checks [name ...]`` from ``tests/quality`` prints the findings.
"""

from . import (
    access,
    correctness,
    documents,
    engine,
    habits,
    manifests,
    orm,
    patterns,
    security,
    sizes,
    tools,
    translations,
)
from .core import CHECKS, REPOSITORY, SAMPLES, Check, Finding, Policy, Tree
from .reviews import problems, read_reviews, unreviewed
