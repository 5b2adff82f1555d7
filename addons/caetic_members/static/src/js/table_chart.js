/** License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */
import { loadBundle } from "@web/core/assets";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

// One bar a group, its series end to end.
const STACKED = { borderWidth: 1, maxBarThickness: 28 };

/**
 * Draws the values of a table as bars: those of a group stand side by side, or lie end
 * to end where the chart is stacked.
 *
 * A value bears its series, itself or its row bears its group, and the heading of a
 * series has its colour; QWeb leaves out the attribute of a value of zero. The table
 * stays below and says the same; without JavaScript it is alone.
 */
export class TableChart extends Interaction {
    static selector = ".o_caetic_chart";

    async willStart() {
        await loadBundle("web.chartjs_lib");
    }

    start() {
        this.isStacked = "stacked" in this.el.dataset;
        this.el.classList.remove("d-none");
        const chart = new window.Chart(this.el.querySelector("canvas"), {
            type: "bar",
            data: this.getData(),
            options: this.getOptions(),
        });
        this.registerCleanup(() => chart.destroy());
    }

    getData() {
        const table = document.getElementById(this.el.dataset.table);
        const cells = [...table.querySelectorAll("[data-series]:not(th)")].map((cell) => ({
            group: cell.closest("[data-group]").dataset.group,
            series: cell.dataset.series,
            value: Number(cell.dataset.value ?? 0),
        }));
        const labels = [...new Set(cells.map((cell) => cell.group))];
        const headings = [...table.querySelectorAll("th[data-series]")];
        return {
            labels,
            datasets: headings.map((heading) => {
                const own = cells.filter(
                    (cell) => cell.series === heading.dataset.series
                );
                const values = new Map(own.map((cell) => [cell.group, cell.value]));
                return {
                    label: heading.textContent.trim(),
                    data: labels.map((label) => values.get(label) ?? null),
                    backgroundColor: getComputedStyle(heading, "::before")
                        .backgroundColor,
                    borderColor: getComputedStyle(document.body).backgroundColor,
                    ...(this.isStacked && STACKED),
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
        const stacked = this.isStacked;
        const groups = { stacked, grid: { display: false }, ticks: { color } };
        const amounts = {
            stacked,
            ticks: { color, maxTicksLimit: 4, callback: (v) => money.format(v) },
        };
        return {
            indexAxis: stacked ? "y" : "x",
            maintainAspectRatio: false,
            animation: still ? false : undefined,
            scales: stacked ? { x: amounts, y: groups } : { x: groups, y: amounts },
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

registry.category("public.interactions").add("caetic_members.table_chart", TableChart);
