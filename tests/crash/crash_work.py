# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A morning's work, and people who go on with it after a crash as people do.

Each looks at what is there, does what is not, and looks again. What the server
acknowledged is never done twice: were it lost, it would be seen.
"""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

from support.rpc import RpcError

WAIT = 60
ATTEMPTS = 12


class Interrupted(Exception):
    """The server did not answer, or had no answer to give."""


class Worker:
    """Somebody with a list of tasks.

    :param tasks: objects with ``is_done()`` and ``do()``
    :param blow: tells whether the crash has happened and is over
    :ivar acknowledged: tasks that the server said it did
    :ivar interruptions: what the crash made of its answers
    """

    def __init__(self, tasks, blow):
        self.tasks = tasks
        self.blow = blow
        self.acknowledged = []
        self.interruptions = []

    def work(self):
        for task in self.tasks:
            self._finish(task)

    def _finish(self, task):
        """Do a task, over and over if the server is killed meanwhile."""
        for _attempt in range(ATTEMPTS):
            try:
                if task.is_done():
                    return
                assert task not in self.acknowledged, f"{task} was lost"
                task.do()
                self.acknowledged.append(task)
            except (OSError, HTTPException, Interrupted, RpcError) as error:
                self._wait_if_crashed(error)
        raise AssertionError(f"{task} is never done")

    def _wait_if_crashed(self, error):
        """Go on after the crash; before it, nothing may be refused."""
        refused = isinstance(error, RpcError) and error.name.startswith("odoo.")
        if refused or not self.blow.struck.is_set():
            raise error
        self.interruptions.append(error)
        assert self.blow.over.wait(WAIT)


class Close:
    """A month to compute and post."""

    def __init__(self, staff, month):
        self.staff = staff
        self.month = month

    def is_done(self):
        return self.staff.find_close(self.month)[1] == "posted"

    def do(self):
        closing, state = self.staff.find_close(self.month)
        if state == "draft":
            self.staff.compute(closing)
        self.staff.post_close(closing)


class Approval:
    """A document that waits, shared between two activities."""

    def __init__(self, staff, move):
        self.staff = staff
        self.move = move

    def is_done(self):
        return self.staff.read(self.move, "state") == ["posted"]

    def do(self):
        self.staff.approve(self.move)


class Payment:
    """A part of an invoice that a customer has paid."""

    def __init__(self, staff, move, part):
        self.staff = staff
        self.move = move
        self.part = part

    def is_done(self):
        total, rest = self.staff.read(self.move, "amount_total", "amount_residual")
        return rest < total

    def do(self):
        [total] = self.staff.read(self.move, "amount_total")
        self.staff.pay(self.move, round(total * self.part, 2))


class Refund:
    """An invoice to cancel by a credit note, which two acts write and post."""

    def __init__(self, staff, move):
        self.staff = staff
        self.move = move

    def _find(self):
        domain = [["reversed_entry_id", "=", self.move]]
        return self.staff.call("account.move", "search_read", domain, ["state"])

    def is_done(self):
        return [row["state"] for row in self._find()] == ["posted"]

    def do(self):
        found = [row["id"] for row in self._find()]
        self.staff.post(found[0] if found else self.staff.draft_refund(self.move))


class Sale:
    """An invoice to write and submit on the portal, for a new customer."""

    def __init__(self, seller, number):
        self.seller = seller
        self.customer = f"New customer {number}"
        self.fields = {
            "customer": "new",
            "new-kind": "person",
            "new-name": self.customer,
            "new-street": "3 rue Haute",
            "new-zip": "11300",
            "new-city": "Limoux",
            "reference": f"sale-{number}",
            "line-0-label": "Site web",
            "line-0-price": f"{200 + number},30",
            "do": "check",
        }

    def _get(self, path):
        return self._shown(self.seller.get(path))

    def _shown(self, page):
        if page.status >= 500:
            raise Interrupted(page.text())
        assert page.status == 200, page.text()
        return page

    def _find(self):
        """Return the page of the document, or None when it is not in the list."""
        page = self._get(f"/invoices?q={self.customer}")
        links = set(re.findall(rb"/invoices/(\d+)\b", page.content))
        assert len(links) < 2, f"{self.customer} has {len(links)} invoices"
        return self._get(f"/invoices/{int(links.pop())}") if links else None

    def is_done(self):
        page = self._find()
        return bool(page) and not page.has_form("/submit")

    def do(self):
        page = self._find()
        if not page:
            form = self._get("/invoices/new")
            page = self._shown(self.seller.post(form, **self.fields))
        self._shown(self.seller.post(page, "/submit"))


def share_out(world, server, blow):
    """Return who does what: nobody's tasks are another's."""
    story = world.story
    paul, jean, zoe = (world.staff(server, name) for name in ("paul", "jean", "zoe"))
    login = next(iter(story["sellers"]))
    seller = world.seller(server, login)
    paid, refunded = story["unpaid"][:-2], story["unpaid"][-2:]
    lists = (
        [Close(jean, month) for month in story["months"]],
        [Approval(paul, move) for move in story["submitted"]],
        [Sale(seller, number) for number in range(4)],
        [
            *(Payment(zoe, move, 0.37 + 0.63 * (move % 2)) for move in paid),
            *(Refund(zoe, move) for move in refunded),
        ],
    )
    return [Worker(tasks, blow) for tasks in lists]


def work_together(workers, blow):
    """Let everybody work while somebody waits to strike."""
    done = threading.Event()
    with ThreadPoolExecutor(len(workers) + 1) as pool:
        blower = pool.submit(blow.wait_and_strike, done)
        threads = [pool.submit(worker.work) for worker in workers]
        try:
            for thread in threads:
                thread.result()
        finally:
            done.set()
        blower.result()
