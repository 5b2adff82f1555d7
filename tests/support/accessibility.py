# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a page must be for everybody: axe's rules of WCAG 2.2 AA, and a phone's."""

import json

from axe_playwright_python.sync_playwright import Axe

# What is asked of axe: the nodes of violations alone are looked for again and told (a
# page has thousands that are right), and of what is loaded before, the sounds: no rule
# of these reads the sheets of styles.
OPTIONS = {
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ],
    "resultTypes": ["violations"],
    "preload": {"assets": ["media"]},
}
RUN = f"""
axe.run({json.dumps(OPTIONS)}).then(({{violations}}) => violations.map(
    ({{id, help, nodes}}) => `${{id}}: ${{help}}: ${{nodes[0].html.slice(0, 160)}}`
))
"""

# Links inside a sentence are as high as their line (WCAG 2.5.8, exception "inline"). Of
# a choice that is drawn as a button, the button is the target.
SMALL_TARGETS = """
() => [...document.querySelectorAll(".o_caetic a, .o_caetic button, .o_caetic summary, "
    + ".o_caetic select, .o_caetic input:not([type=hidden])")]
    .filter((node) => node.offsetParent && !node.closest("p, li, .form-text"))
    .filter((node) => {
        const drawn = node.matches(".btn-check") && node.labels[0];
        const target = drawn || node.closest("label, .form-check") || node;
        return Math.round(target.getBoundingClientRect().height) < 44;
    })
    .map((node) => node.outerHTML.slice(0, 120))
"""


def violations(page):
    """Return what axe finds wrong, one line each: rule, help and the first node."""
    page.evaluate(Axe().axe_script)
    return page.evaluate(RUN)


def overflow(page):
    """Return how wide a page is, where it scrolls sideways."""
    width = page.viewport_size["width"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} px wide"] if wide > width else []


def phone_faults(page):
    """Return what does not fit a phone: sideways scroll, targets under 44 px."""
    small = [f"small: {html}" for html in page.evaluate(SMALL_TARGETS)]
    return overflow(page) + small
