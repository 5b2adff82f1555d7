/** License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */
import { loadBundle } from "@web/core/assets";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * Draws the months of a table as bars, one series a column.
 *
 * The table stays below and says the same; without JavaScript it is alone.
 */
export class YearChart extends Interaction {
    static selector = ".o_caetic_year_chart";

    async willStart() {
        await loadBundle("web.chartjs_lib");
    }

    start() {
        this.el.classList.remove("d-none");
        const chart = new window.Chart(this.el.querySelector("canvas"), {
            type: "bar",
            data: this.getData(),
            options: this.getOptions(),
        });
        this.registerCleanup(() => chart.destroy());
    }

    getData() {
        const table = document.getElementById(this.el.dataset.yearTable);
        const rows = [...table.querySelectorAll("tr[data-group]")];
        return {
            labels: rows.map((row) => row.dataset.group),
            datasets: [...table.querySelectorAll("th[data-series]")].map((heading) => ({
                label: heading.textContent.trim(),
                data: rows.map((row) => {
                    const name = heading.dataset.series;
                    return Number(
                        row.querySelector(`td[data-series="${name}"]`).dataset.value
                    );
                }),
                backgroundColor: getComputedStyle(heading, "::before").backgroundColor,
            })),
        };
    }

    getOptions() {
        const color = getComputedStyle(this.el).color;
        const money = new Intl.NumberFormat(document.documentElement.lang || undefined, {
            style: "currency",
            currency: this.el.dataset.currency,
            maximumFractionDigits: 0,
        });
        const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
        return {
            maintainAspectRatio: false,
            animation: still ? false : undefined,
            scales: {
                x: { grid: { display: false }, ticks: { color } },
                y: { ticks: { color, maxTicksLimit: 4, callback: (v) => money.format(v) } },
            },
            plugins: {
                legend: { display: false },
                tooltip: {
                    callbacks: {
                        label: ({ dataset, raw }) =>
                            `${dataset.label} ${money.format(raw)}`,
                    },
                },
            },
        };
    }
}

registry.category("public.interactions").add("caetic_invoicing.year_chart", YearChart);
