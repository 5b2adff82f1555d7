# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import CaeticCommon

PHONE = "360x740"

# The bar shows the rows of the table, nothing scrolls sideways, the places sit at
# the bottom of the window and are large enough for a thumb.
CHECK_PHONE = """
(async () => {
    const chart = document.querySelector(".o_caetic_chart canvas");
    for (let tries = 0; tries < 100 && !chart.width; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const drawn = window.Chart.getChart(chart).data.datasets;
    const told = [...document.querySelectorAll("tr[data-series]")];
    const places = document.querySelector(".o_caetic_places");
    const links = [...document.querySelectorAll(".o_caetic a, .o_caetic summary")];
    const small = links.filter(
        (link) => link.offsetWidth && link.getBoundingClientRect().height < 44
    );
    const checks = {
        "as many bars as rows": drawn.length === told.length && told.length === 5,
        "no horizontal scroll": document.documentElement.scrollWidth <= innerWidth,
        "places at the bottom":
            Math.round(places.getBoundingClientRect().bottom) === innerHeight,
        "targets of 44 px": !small.length,
    };
    const failed = Object.keys(checks).filter((name) => !checks[name]);
    if (failed.length) {
        console.error("failed: " + failed.join(", "));
    } else {
        console.log("test successful");
    }
})();
"""


@tagged("post_install", "-at_install")
class TestTourPortal(CaeticCommon, HttpCase):
    browser_size = PHONE
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Amélie Durand", login="portal_tour")
        cls.activity = cls._create_activity("Studio Garrigue", cls.member)
        # The browser lives today: the month that is drawn is the current one.
        cls._bill(cls.activity, 45, fields.Date.today())

    def test_home_on_a_phone(self):
        """Home at 360 px: the chart is drawn and nothing overflows (ux 4, 9)."""
        self.browser_js(
            f"/my/activities/{self.activity.id}",
            CHECK_PHONE,
            ready="!!document.querySelector('.o_caetic_chart:not(.d-none)')",
            login="portal_tour",
        )
