# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words of the portal for codes and delays: what entrepreneurs read."""

from functools import cache

from odoo.tools import format_date

from ..uploads import LIMIT

NEAR_DAYS = 8
SPACE = "\N{NO-BREAK SPACE}"
# A minus sign never ends a line: same mark as Odoo's.
MINUS = "-\N{ZERO WIDTH NO-BREAK SPACE}"


def term_labels(env, policy):
    """Return the words of each line of the activity's account.

    :param policy: ``cashed`` or ``invoiced``: what the sales term counts (R419)
    :returns: ``{code: label}`` for every term and for what is due and not posted
    """
    sale = env._("Cashed") if policy == "cashed" else env._("Invoiced")
    return {
        "opening": env._("Opening balance"),
        "sale": sale,
        "cost": env._("Expenses and purchases"),
        "transfer": env._("Between activities"),
        "contribution": env._("Cooperative contribution"),
        "contribution_due": env._("Contribution of the current month"),
        "fee": env._("Pooled services"),
        "fee_due": env._("Pooled services of the current month"),
        "pay": env._("Pay"),
        "provision": env._("Set aside for unpaid invoices"),
    }


def why_words(env):
    """Return ``{code: (title, why)}`` of what lies between available and payable."""
    return {
        "advance": (
            env._("Advance granted by the cooperative"),
            env._(
                "By a decision, your account may go below zero by so much. What your "
                "customers pay next brings it back; nothing more is drawn after the "
                "due date."
            ),
        ),
        "reserve": (
            env._("Your reserve, kept on the account"),
            env._(
                "It stays on your account before any pay: an amount, or months of the "
                "fixed part of your pay, whichever is more."
            ),
        ),
        "withheld": (
            env._("Not advanced before your customers pay"),
            env._(
                "The cooperative limits what it pays before customers do. The limit "
                "is shared between the activities in proportion to the invoices that "
                "are not paid yet; the rest can be used as soon as they are."
            ),
        ),
        "asked": (
            env._("Already asked for"),
            env._("What you asked for and is not on your account yet."),
        ),
    }


def flow_labels(env):
    """Return the words of each kind of flow of a forecast."""
    return {
        "unpaid": env._("Invoice to be paid"),
        "share": env._("Share of an invoice"),
        "recurring": env._("Invoice that repeats"),
        "quote": env._("Signed quote"),
        "pay": env._("Pay"),
        "contribution": env._("Cooperative contribution"),
        "floor": env._("Complement up to the yearly minimum"),
        "fee": env._("Pooled services"),
    }


def share_labels(env):
    """Return the words of each kind of movement of parts."""
    return {
        "subscription": env._("Parts subscribed"),
        "release": env._("Parts paid"),
        "transfer_out": env._("Parts transferred"),
        "transfer_in": env._("Parts received"),
        "withdrawal": env._("Reimbursement asked for"),
        "reimbursement": env._("Reimbursement received"),
    }


def due_words(env, date_due, today):
    """Return when a customer must pay, in words when the day is near.

    :param date_due: due date of the document or a false value
    :param today: day of the reader
    :returns: text, or an empty text when the day is far: the date says it
    """
    if not date_due:
        return env._("No due date")
    days = (date_due - today).days
    if days == 0:
        return env._("Due today")
    if days == 1:
        return env._("Due tomorrow")
    if days == -1:
        return env._("1 day late")
    if days < 0:
        return env._("%(days)s days late", days=-days)
    return env._("Due in %(days)s days", days=days) if days <= NEAR_DAYS else ""


def pending_words(env, totals):
    """Return how many invoices wait and how many of them are late."""
    if totals["count"] == 1:
        count = env._("1 invoice")
    else:
        count = env._("%(count)s invoices", count=totals["count"])
    if not totals["late_count"]:
        return count
    late = totals["late_count"]
    return env._("%(invoices)s, %(late)s late", invoices=count, late=late)


def amount_writer(env, currency):
    """Return a function that writes amounts of a currency in the reader's language.

    It gives what Odoo's own ``format_amount`` gives. That one works out language and
    currency for each amount, which a list of fifty rows feels.
    """
    lang = env["res.lang"]._get_data(code=env.lang or "en_US")
    if lang.grouping != "[3,0]":
        return currency.format
    separators = {
        ",": (lang.thousands_sep or "").replace(" ", SPACE),
        ".": lang.decimal_point,
        "-": MINUS,
    }
    table = str.maketrans(separators)
    symbol = currency.symbol or ""
    before, after = f"{symbol}{SPACE}", ""
    if currency.position == "after":
        before, after = "", f"{SPACE}{symbol}"

    def write(amount):
        figures = f"{currency.round(amount) + 0.0:,.{currency.decimal_places}f}"
        return f"{before}{figures.translate(table)}{after}"

    return write


def row_writers(env):
    """Return ``(write_day, get_amount_writer)`` for the rows of a page.

    Dates and currencies are worked out once for all the rows; no day is a dash.
    """
    write_day = cache(lambda day: format_date(env, day) if day else "–")
    return write_day, cache(lambda currency: amount_writer(env, currency))


def issue_texts(env, issues, write):
    """Return ``{field: message}``, the first issue of each field.

    :param issues: ``engine.Issue`` of a form
    :param write: called with the environment and an issue, returns its message
    """
    texts = {}
    for issue in issues:
        if issue.field not in texts:
            texts[issue.field] = write(env, issue)
    return texts


def reader_texts(env, params):
    """Return ``{code: message}`` of what ``engine.Reader`` refuses.

    :param params: those of the issue
    """
    most = f"{params.get('limit', 0):,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return {
        "required": env._("Fill in this field."),
        "unknown": env._("Choose one of the proposals."),
        "too_long": env._(
            "This text is too long: %(length)s characters, %(limit)s at most.",
            length=params.get("length"),
            limit=params.get("limit"),
        ),
        "email": env._("This e-mail address is not valid."),
        "number": env._("Type a number, for instance 1 250.50."),
        "positive": env._("Type an amount above zero."),
        "negative": env._("An amount cannot be negative."),
        "too_big": env._("This is above the maximum of %(limit)s.", limit=most),
        "places": env._(
            "Keep %(places)s decimals at most.", places=params.get("places")
        ),
        "percentage": env._("Type a percentage between 0 and 100."),
        "date": env._("Type a date, for instance 2026-06-30."),
        "future": env._("This date is still to come."),
    }


def file_issue_texts(env, issues):
    """Return ``{field: sentence}`` of what a form of the file refuses.

    :param dict issues: ``{field: code}`` of the engine and of the models
    """
    texts = {
        "required": env._("Please fill this in."),
        "too_long": env._("This is too long: shorten it."),
        "email": env._("An e-mail address looks like name@example.com."),
        "phone": env._("A phone number has figures only, for instance 06 12 34 56 78."),
        "date": env._("Type a date."),
        "birth": env._("This date of birth is not possible."),
        "count": env._("Type a number, 0 if none."),
        "choice": env._("Choose in the list."),
        "zip": env._("A French postcode has five figures."),
        "nothing": env._("Nothing differs from your file: change a field first."),
        "waiting": env._("A correction waits for its answer: wait for it first."),
    }
    return {
        name: texts.get(code) or upload_text(env, code) for name, code in issues.items()
    }


def upload_text(env, code, kinds=("image", "pdf"), limit=LIMIT):
    """Return why a file is refused, and what to send instead.

    :param code: one of ``uploads.check_upload``
    :param kinds: kinds that the field takes
    :param limit: largest size in bytes
    """
    if code == "file_size":
        size = limit // (1024 * 1024)
        if size == 10:
            return env._("This file is too large: 10 MB at most.")
        return env._("This file is too large: %(size)s MB at most.", size=size)
    if code == "file_type" or (code == "archive" and "office" in kinds):
        return _wanted_text(env, kinds)
    return {
        "no_file": env._("Choose a file."),
        **_picture_texts(env),
        **_document_texts(env),
    }[code]


def _wanted_text(env, kinds):
    names = {
        "image": env._("a JPEG, PNG or WebP picture"),
        "pdf": env._("a PDF"),
        "xml": env._("an XML file"),
        "csv": env._("a CSV table"),
    }
    if set(kinds) == {"image", "pdf"}:
        return env._("Send a PDF, or a JPEG or PNG picture.")
    if set(kinds) == {"image", "pdf", "office"}:
        return env._(
            "Send a PDF, a picture (JPEG, PNG) or a document of an office suite."
        )
    wanted = ", ".join(name for kind, name in names.items() if kind in kinds)
    return env._("This kind of file is not accepted. Send %(kinds)s.", kinds=wanted)


def _picture_texts(env):
    return {
        "heic": env._(
            "HEIC photos cannot be read everywhere: in the settings of the camera "
            "choose the most compatible format (JPEG), or send a screen capture."
        ),
        "image_size": env._(
            "This picture has too many pixels: 50 million at most. Take it again with "
            "the ordinary setting of the camera."
        ),
        "svg": env._("SVG drawings may hold programs: send a PNG picture instead."),
    }


def _document_texts(env):
    return {
        "archive": env._(
            "Archives (ZIP…) and office documents are refused: send a PDF."
        ),
        "damaged": env._("This file is damaged or incomplete: send it again."),
        "pdf_locked": env._("This PDF has a password: send it without one."),
        "pdf_active": env._(
            "This PDF holds a program or an automatic action: print it to a new PDF, "
            "and send that one."
        ),
        "office_active": env._(
            "This document holds a program (macro): save it without, or send a PDF."
        ),
        "pdf_attachment": env._("This PDF holds other files: send them one by one."),
        "pdf_pages": env._("This PDF is too long: 200 pages at most."),
        "xml_unsafe": env._(
            "This XML file calls for other content: ask its sender for a plain one."
        ),
        "csv_text": env._("This table is not plain text: save it again as CSV."),
    }
