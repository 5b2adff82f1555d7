/** License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */
import { loadBundle } from "@web/core/assets";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * Draws the rows of a table as stacked bars: rows of one group share a bar.
 *
 * The table stays below and says the same; without JavaScript it is alone.
 */
export class MonthChart extends Interaction {
    static selector = ".o_caetic_chart";

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

    getRows() {
        const table = document.getElementById(this.el.dataset.table);
        return [...table.querySelectorAll("tr[data-series]")];
    }

    getData() {
        const rows = this.getRows();
        const labels = [...new Set(rows.map((row) => row.dataset.group))];
        return {
            labels,
            datasets: rows.map((row) => {
                const heading = row.querySelector("th");
                return {
                    label: heading.textContent.trim(),
                    data: labels.map((label) =>
                        label === row.dataset.group ? Number(row.dataset.value) : null
                    ),
                    backgroundColor: getComputedStyle(heading, "::before")
                        .backgroundColor,
                    borderColor: getComputedStyle(document.body).backgroundColor,
                    borderWidth: 1,
                    maxBarThickness: 28,
                };
            }),
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
            indexAxis: "y",
            maintainAspectRatio: false,
            animation: still ? false : undefined,
            scales: {
                x: {
                    stacked: true,
                    ticks: { color, maxTicksLimit: 4, callback: (v) => money.format(v) },
                },
                y: { stacked: true, grid: { display: false }, ticks: { color } },
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

registry.category("public.interactions").add("caetic_members.month_chart", MonthChart);
