// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
// Comfort only: figures while one slides or types. The form works without.
import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

export class PayForm extends Interaction {
    static selector = ".o_caetic_pay";
    dynamicContent = {
        "#slider": { "t-on-input": this.onSlide },
        "#amount": { "t-on-input": this.onType },
        "#mode": { "t-on-change": this.onType },
        "#month": { "t-on-change": this.onMonth },
    };

    setup() {
        this.update = this.debounced(this.fetchFigures, 200);
        this.el.querySelector(".o_caetic_slider")?.classList.remove("d-none");
        this.el.querySelector("[name=do][value=compute]")?.classList.add("d-none");
    }

    start() {
        document.getElementById("caetic_errors")?.focus();
    }

    get slider() {
        return this.el.querySelector("#slider");
    }

    get amount() {
        return this.el.querySelector("#amount");
    }

    get mode() {
        return this.el.querySelector("#mode").value;
    }

    // What slides is the cost; what is asked stays in the words of the person.
    onSlide() {
        this.fromSlider = true;
        this.update();
    }

    onType() {
        this.fromSlider = false;
        this.update();
    }

    // What may be used differs from month to month: the server says.
    onMonth(ev) {
        const url = new URL(window.location.href);
        url.search = new URLSearchParams({ month: ev.currentTarget.value });
        window.location.assign(url);
    }

    async fetchFigures() {
        const query = new URLSearchParams({
            month: this.el.querySelector("#month").value,
            mode: this.fromSlider ? "cost" : this.mode,
            amount: this.fromSlider ? this.slider.value : this.amount.value,
        });
        const response = await this.waitFor(fetch(`${this.el.dataset.figures}?${query}`));
        if (response.ok) {
            this.show(await this.waitFor(response.json()));
        }
    }

    show(figures) {
        const message = this.el.querySelector("#caetic_pay_message");
        message.textContent = figures.message || "";
        message.classList.toggle("d-none", !figures.message);
        for (const id of ["caetic_pay_figures", "caetic_pay_picture"]) {
            document.getElementById(id)?.classList.toggle("d-none", !figures.amounts);
        }
        if (!figures.amounts) {
            return;
        }
        for (const [name, text] of Object.entries(figures.amounts)) {
            const cell = this.el.querySelector(`[data-figure="${name}"]`);
            if (cell) {
                cell.textContent = text;
            }
        }
        const left = this.el.querySelector('[data-figure="left"]');
        left.classList.toggle("text-danger", figures.is_over);
        this.draw(figures.shares);
        if (this.fromSlider) {
            const name = this.mode === "stable" ? "net" : this.mode;
            this.amount.value = figures.numbers[name].toFixed(2).replace(".", ",");
        } else if (this.slider) {
            this.slider.value = figures.numbers.cost;
        }
    }

    draw(shares) {
        for (const share of shares) {
            const bar = document.querySelector(`[data-share="${share.code}"]`);
            const cell = document.querySelector(`[data-part="${share.code}"]`);
            if (bar && cell) {
                bar.style.width = `${share.width}%`;
                cell.textContent = share.amount;
            }
        }
    }
}

registry.category("public.interactions").add("caetic_payroll.pay_form", PayForm);
