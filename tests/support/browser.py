# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A Chromium in French, and what its console said."""

import contextlib
import os

from caetic_cli import paths, setup

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


@contextlib.contextmanager
def chromium():
    """Start the Chromium that the command line found or unpacked."""
    from playwright.sync_api import sync_playwright

    arguments = ["--disable-dev-shm-usage", "--lang=fr-FR"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=setup.chromium(), args=arguments
        )
        yield browser
        browser.close()


@contextlib.contextmanager
def visit(browser, size=None, **options):
    """Open a page of its own session: French, Paris time, the given size.

    ``page.complaints`` gathers errors of the console and of the page's scripts.
    """
    context = browser.new_context(
        locale="fr-FR",
        timezone_id="Europe/Paris",
        viewport=size or DESK,
        **options,
    )
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: _note(page, message))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    try:
        yield page
    except Exception:
        # What it looked like when it went wrong says more than the error.
        page.screenshot(path=paths.REPORTS / "last-failure.png", full_page=True)
        raise
    finally:
        context.close()


def _note(page, message):
    if message.type == "error":
        page.complaints.append(message.text)


def log_in(page, url, login, password, then="/my"):
    """Log in by the form, as a person does, and go to a page."""
    page.goto(f"{url}/web/login?redirect={then}")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    page.click("button[type=submit]:has-text('connecter')")
    page.wait_for_url(f"{url}{then}**")
