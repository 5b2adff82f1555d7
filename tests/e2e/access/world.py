# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A served world, its visitors, and the judge of what they get and do."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from changes import Changes
from visitor import Secret, Visitor

INSIDE = Path(__file__).parent / "inside"


def read_inside(name):
    """The text of a script that is run inside Odoo."""
    return (INSIDE / name).read_text(encoding="utf-8")


class Place:
    """A copy of the database that is served, its visitors, and its notebook."""

    def __init__(self, database, server, story):
        self.database, self.server, self.story = database, server, story
        self.changes = Changes(database)
        self._visitors = {}

    def visitor(self, login):
        """Somebody logged in, with their key; ``public`` has neither."""
        if login not in self._visitors:
            self._visitors[login] = Visitor(
                self.server.url,
                self.database,
                login if login != "public" else None,
                self.story["password"],
                self.story["keys"].get(login),
            )
        return self._visitors[login]


class World:
    """What belongs to whom, and the places where it is asked for.

    Each place holds the same: the attempts are shared between them, to be sent at once.

    :ivar models: ``{name: description}`` of the inventory
    :ivar alix: what she has; ``alix["rows"]`` is ``{model: identifiers}``
    :ivar tally: how many of the last attempts were done, refused, or stumbled over
        what they were given
    """

    def __init__(self, places, story):
        self.places, self.story = places, story
        self.alix, self.basile = story["alix"], story["basile"]
        self.models, self.routes = story["models"], story["routes"]
        self.secret, self.own = Secret(self.alix), Secret(self.basile)
        self.tally = Counter()

    @property
    def changes(self):
        return self.places[0].changes

    def visitor(self, login):
        return self.places[0].visitor(login)

    def owner_of(self, table):
        """``{identifier: login}`` of the marked rows of a table."""
        return {
            number: side["login"]
            for side in (self.alix, self.basile)
            for model, ids in side["rows"].items()
            if self.models[model]["table"] == table
            for number in ids
        }

    def without(self, side, models):
        """A side less some models, and less what hangs on their records."""
        rows = {}
        for model, ids in side["rows"].items():
            subjects = side["subjects"].get(model, {})
            kept = [n for n in ids if subjects.get(str(n)) not in models]
            if kept and model not in models:
                rows[model] = kept
        return {**side, "rows": rows}

    def faults(self, login, attempts, allowed=()):
        """Send calls or visits and tell what each gave away or changed.

        :param allowed: ``{table: columns}`` of what may be changed, unless it is of
            Alix; no column: any
        """
        attempts, many = list(attempts), len(self.places)
        shares = [attempts[first::many] for first in range(many)]
        send = partial(self._send, login, dict(allowed))
        with ThreadPoolExecutor(many) as pool:
            answered = list(pool.map(send, self.places, shares))
        self.tally = sum((outcomes for _found, outcomes in answered), Counter())
        return [fault for found, _outcomes in answered for fault in found]

    def _send(self, login, allowed, place, attempts):
        """Return the faults of attempts at one place, and how they came out."""
        visitor, found, outcomes = place.visitor(login), [], Counter()
        place.changes.take()
        for attempt in attempts:
            answer = attempt.by(visitor)
            outcomes[answer.outcome] += 1
            words = [*self._told(answer), *attempt.judge(answer)]
            if answer.done:
                words += self._changed(place.changes.take(), allowed)
            found += [f"{attempt} {word}" for word in words]
        return found, outcomes

    def _told(self, answer):
        told = self.secret.found_in(answer)
        return [f"tells {told}"] if told else []

    def _changed(self, changes, allowed):
        """Put what was changed since the last call into words."""
        for table, act, number, columns in changes:
            owner = self.owner_of(table).get(number, "nobody")
            if owner == "alix" or not is_right(allowed, table, act, columns):
                what = ", ".join(columns) if act == "update" else ""
                yield f"{act}s {table} {number} of {owner} {what}"


def is_right(allowed, table, act, columns):
    """Tell whether a change is among those that may be made."""
    right = allowed.get(table)
    if not right:
        return right is not None
    return act == "update" and set(columns) <= set(right)
