# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How well a search answers a set of questions with the people expected.

Precision at 3 is the share of the first 3 (fewer where fewer are expected) who are
expected; recall at 10 the share of those expected who are among the first 10.
"""

import logging
from collections import defaultdict

_logger = logging.getLogger(__name__)

FIRST = 3
LOOKED_AT = 10


def score(found, expected):
    """Return precision at 3 and recall at 10; where nobody is expected, nobody is 1.

    :param list found: keys of people, in their order
    :param set expected: keys of those who should be found
    """
    if not expected:
        return (0.0, 0.0) if found else (1.0, 1.0)
    first = min(FIRST, len(expected))
    precision = len(expected & set(found[:first])) / first
    recall = len(expected & set(found[:LOOKED_AT])) / min(LOOKED_AT, len(expected))
    return precision, recall


def measure(title, queries, find):
    """Run the queries, tell the figures in the log, return the mean of both.

    :param title: what was searched and how, for the log
    :param queries: ``[{"kind": ..., "text": ..., "expected": [key]}]``
    :param find: returns the keys of the people found by a query, in their order
    """
    scores, missed = defaultdict(list), []
    for query in queries:
        found = find(query)
        pair = score(found, set(query["expected"]))
        scores[query["kind"]].append(pair)
        if min(pair) < 1:
            missed.append((query["text"], *pair, found[:LOOKED_AT]))
    every = [pair for pairs in scores.values() for pair in pairs]
    means = _means(every)
    _logger.info(
        "Relevance, %s: %s queries, precision at 3 %.3f, recall at 10 %.3f",
        title,
        len(every),
        *means,
    )
    for kind, pairs in scores.items():
        _logger.info("  %-9s %2d  %.2f  %.2f", kind, len(pairs), *_means(pairs))
    for text, *figures in missed:
        _logger.info("  less than all: “%s” %s", text, figures)
    return means


def _means(pairs):
    return [sum(column) / len(pairs) for column in zip(*pairs, strict=True)]
