# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Acts at the same instant, by two people or by two clicks of one."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from support.invariants import broken
from support.ledger import Ledger
from support.logs import errors
from support.rpc import RpcError

TIMES = 50
CLICKS = 3
PRINTS = 4
# Seconds. Workers that wait for each other are killed after 120.
PATIENCE = 100
POSTED = """
SELECT name, amount_untaxed, amount_total
  FROM account_move WHERE ref LIKE 'instant-%' AND state = 'posted'
ORDER BY sequence_number
"""
REFUNDS = """
SELECT COUNT(*) FROM account_move
 WHERE reversed_entry_id = %s AND state <> 'cancel'
"""


@pytest.fixture(scope="module")
def pair(world, server):
    """Two entrepreneurs, each with the form of a new invoice open."""
    logins = list(world.story["sellers"])[:2]
    sellers = [world.seller(server, login) for login in logins]
    customers = world.story["customers"]
    return [
        (seller, seller.get("/invoices/new"), customers[login])
        for seller, login in zip(sellers, logins, strict=True)
    ]


def write(person, reference, price):
    """Write an invoice in the form, once more, and return the page that shows it."""
    seller, form, customer = person
    return seller.post(
        form,
        customer=customer,
        reference=reference,
        do="check",
        **{"line-0-label": "Site web", "line-0-price": price.replace(".", ",")},
    )


def at_once(*acts):
    """Act at the same instant and return what each gives.

    :param acts: ``(function, argument...)``
    """
    barrier = threading.Barrier(len(acts), timeout=60)

    def act(function, *arguments):
        barrier.wait()
        return function(*arguments)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(lambda one: act(*one), acts))


def prices_of(number):
    return [f"{100 + number}.{number + 10}", f"{900 + number}.05"]


@pytest.fixture(scope="module")
def answers(pair):
    """Post 50 times two invoices and return the pages."""
    shown = []
    with ThreadPoolExecutor(2) as pool:
        for number in range(TIMES):
            references = [f"instant-{number}"] * 2
            pages = pool.map(write, pair, references, prices_of(number))
            clicks = zip(pair, pages, strict=True)
            shown += at_once(*((who[0].post, page, "/submit") for who, page in clicks))
    return shown


def test_nobody_sees_an_error_page(answers):
    assert [page.status for page in answers] == [200] * 2 * TIMES
    others = [page.text() for page in answers if "message=posted" not in page.url]
    assert others == []


def test_no_gap_no_duplicate_no_lost_invoice(world, answers):
    with Ledger(world.database) as ledger:
        rows = ledger.rows(POSTED)
    names = [name for name, _untaxed, _total in rows]
    numbers = [int(name.rpartition("/")[2]) for name in names]
    assert len(numbers) == 2 * TIMES
    assert numbers == list(range(numbers[0], numbers[0] + 2 * TIMES))
    assert len(set(names)) == 2 * TIMES
    typed = [Decimal(price) for number in range(TIMES) for price in prices_of(number)]
    assert sorted(untaxed for _name, untaxed, _total in rows) == sorted(typed)
    vat = Decimal("1.2")
    assert all(total == round(untaxed * vat, 2) for _name, untaxed, total in rows)


@pytest.mark.parametrize("who", [0, 1], ids=["posted", "submitted"])
def test_double_click_on_a_credit_note_makes_one(world, pair, who):
    """The first entrepreneur posts credit notes alone, the second asks staff."""
    seller = pair[who][0]
    for number in range(CLICKS):
        page = seller.post(write(pair[who], f"double-{number}", "80,00"), "/submit")
        shown = at_once(*[(seller.post, page, "/refund")] * 2)
        assert sorted(one.status for one in shown) == [200, 422]
        move_id = page.url.partition("?")[0].rpartition("/")[2]
        with Ledger(world.database) as ledger:
            assert ledger.value(REFUNDS, [move_id]) == 1


def test_double_click_on_submit_posts_once(pair):
    seller = pair[0][0]
    for number in range(CLICKS):
        page = write(pair[0], f"twice-{number}", "70,00")
        shown = at_once(*[(seller.post, page, "/submit")] * 2)
        assert sorted(one.status for one in shown) == [200, 422]


def test_more_people_print_than_there_are_workers(pair):
    """Two workers, four papers never printed before: none waits for the other's end.

    The printer reads its styles from the disk: it used to ask a worker for them, and
    both were waiting for a printer.
    """
    seller = pair[0][0]
    papers = []
    for number in range(PRINTS):
        page = seller.post(write(pair[0], f"print-{number}", "60,00"), "/submit")
        assert page.url.endswith("?message=posted"), page.url
        invoice = page.url.removeprefix(seller.url).partition("?")[0]
        papers.append((seller.get, f"{invoice}?report_type=pdf", ""))
    begun = time.monotonic()
    shown = at_once(*papers)
    assert [page.content[:5] for page in shown] == [b"%PDF-"] * PRINTS
    assert time.monotonic() - begun < PATIENCE


@pytest.fixture(scope="module")
def coordinators(world, server):
    return [world.staff(server, login) for login in ("paul", "nadia")]


def approve(staff, *moves):
    """Approve and return nothing, or the refusal."""
    try:
        staff.approve(*moves)
    except RpcError as error:
        return error.name
    return None


def test_two_approve_shared_documents_at_once(world, coordinators):
    """Each posts a document and its transfer: two series, nobody is refused."""
    moves = world.story["submitted"][:6]
    for pair_of_moves in zip(moves[::2], moves[1::2], strict=True):
        acts = zip(coordinators, pair_of_moves, strict=True)
        assert at_once(*((approve, *act) for act in acts)) == [None, None]
    for move in moves:
        assert coordinators[0].read(move, "state") == ["posted"]


def failed(answer):
    """How many documents an approval names that somebody else had."""
    if answer is True:
        return 0
    _done, number = re.findall(r"[0-9]+", answer["params"]["title"])
    return int(number)


def test_two_approve_the_same_documents_at_once(world, server, coordinators):
    """Each is approved by one, the other is told; nobody waits for a number."""
    moves = world.story["submitted"][6:]
    [paul, nadia] = coordinators
    answers = at_once((paul.approve, *moves), (nadia.approve, *moves[::-1]))
    assert sum(map(failed, answers)) >= len(moves), answers
    for move in moves:
        assert paul.read(move, "state") == ["posted"]
    assert "DEADLOCK" not in server.log.read_text(encoding="utf-8")


def test_transfer_and_payment_of_its_invoice_at_once(world, server, coordinators):
    """R428: whichever comes first, the transfer is released by the payment."""
    [paul, _nadia], jean = coordinators, world.staff(server, "jean")
    for move in world.story["unpaid"][:6]:
        transfer = paul.agree_transfer(move, 50)
        [rest] = jean.read(move, "amount_residual")
        at_once((paul.post_transfer, transfer), (jean.pay, move, rest))
    with Ledger(world.database) as ledger:
        assert broken(ledger) == {}


def test_books_hold_to_the_cent(world, answers):
    with Ledger(world.database) as ledger:
        assert broken(ledger) == {}


def test_server_logged_no_error(server, answers):
    assert errors(server.log) == []
