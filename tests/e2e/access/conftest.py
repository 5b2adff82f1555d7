# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The access matrix: who reaches what of somebody else, by which door.

How it is generated:

1. ``inside/world.py``, ``desk.py`` and ``story.py`` give **Alix** and **Basile**, two
   entrepreneurs, one thing of every kind. Each row that Odoo writes meanwhile is
   theirs, and carries a mark in its texts, amounts and files.
2. ``inside/inventory.py`` lists the models, fields and public methods of the registry
   and the routes of the server's map.
3. ``calls.py`` makes the calls: each generic method and each public method, on each
   model, on the rows of Alix, by ``call_kw`` and by ``/json/2``.
   ``visits.py`` makes the requests: each route, with the identifiers of Alix in each
   argument, by GET and by POST.
4. The tests send them as Basile, as a customer, as staff of one role, as an employee
   without one and as nobody. ``World.faults`` tells what an answer gave away of Alix
   and, from the notes that the database takes itself (``changes.py``), what a request
   changed.

Nothing is in the matrix because somebody thought of it: a model, a method or a route
that comes tomorrow is in it too. Of the models that are Odoo's alone and hold nothing
of the two, ``./caetic test`` tries a quarter, another one each day (``CAETIC_SEED=0``
to ``3`` chooses it), of the ways to fill a route of Odoo's a dozen, from the first to
the last, and of the records that our own methods are called on two; ``--full`` tries
all. ``test_access_holes.py`` digs holes and proves that the matrix finds them;
``test_access_alone.py`` asks what no mark can tell.
"""

import pytest
from world import Place, World, read_inside

SCRIPTS = ("world.py", "desk.py", "story.py", "inventory.py")
# One for each of the two cores that the tests ask for.
PLACES = 2


@pytest.fixture(scope="session")
def told(make_db):
    """A database with everything in it, and what its scripts tell of it."""
    from support.odoo import script

    database = make_db("full")
    sources = [*map(read_inside, SCRIPTS), "answer(story)"]
    return database, script(database, "\n".join(sources))


@pytest.fixture(scope="session")
def make_copy(told):
    """Make copies of that database, which nobody has visited."""
    from caetic_cli import databases

    made = []

    def make():
        made.append(f"{told[0]}_{len(made)}")
        databases.copy(told[0], made[-1])
        return made[-1]

    yield make
    for name in made:
        databases.drop(name)


@pytest.fixture(scope="session")
def world(told, make_copy, make_server):
    copies = [make_copy() for _number in range(PLACES)]
    places = [Place(copy, make_server(copy), told[1]) for copy in copies]
    return World(places, told[1])
