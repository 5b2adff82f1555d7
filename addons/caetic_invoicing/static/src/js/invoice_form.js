// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
// Comfort only: rows and totals without a trip to the server. The form works without.
import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

const NUMBER = /^\d+([.,]\d+)?$/;

// Cents as integers: no binary fraction of a euro is ever added.
export function toUnits(text, places) {
    const clean = (text || "").replace(/[\s\u00a0\u202f€]/g, "");
    if (!NUMBER.test(clean)) {
        return 0n;
    }
    const [whole, fraction = ""] = clean.replace(",", ".").split(".");
    return BigInt(whole + fraction.slice(0, places).padEnd(places, "0"));
}

// Half up, as the engine does.
export function divideHalfUp(value, divisor) {
    return (value + divisor / 2n) / divisor;
}

export class InvoiceForm extends Interaction {
    static selector = ".o_caetic_invoice_form";
    dynamicContent = {
        _root: { "t-on-input": this.onInput, "t-on-click": this.onClick },
        "#customer": { "t-on-change": this.onCustomer },
    };

    setup() {
        this.el.classList.add("o_caetic_live");
        this.updateEstimate = this.debounced(this.fetchEstimate, 400);
    }

    start() {
        const errors = document.getElementById("caetic_errors");
        if (errors) {
            errors.focus();
        }
    }

    get lines() {
        return [...this.el.querySelectorAll(".o_caetic_line")];
    }

    field(line, name) {
        return line.querySelector(`[name$="-${name}"]`);
    }

    // Lines come and go: one listener on the form serves them all.
    onClick(ev) {
        const remove = ev.target.closest(".o_caetic_remove");
        if (remove) {
            ev.preventDefault();
            this.removeLine(remove.closest(".o_caetic_line"));
        } else if (ev.target.closest(".o_caetic_add_line") && this.lastSold) {
            ev.preventDefault();
            this.addLine();
        }
    }

    onInput() {
        const [untaxed, vat] = this.computeTotals();
        this.show("untaxed", untaxed);
        this.show("vat", vat);
        this.show("total", untaxed + vat);
        this.updateEstimate();
    }

    // As the ledger rounds: line by line, or bases at once and VAT by tax.
    computeTotals() {
        const perLine = Boolean(this.el.dataset.perLine);
        let untaxed = 0n;
        let vat = 0n;
        const taxes = {};
        for (const { base, rate, tax } of this.readLines()) {
            if (perLine) {
                const cents = divideHalfUp(base, 100000000n);
                untaxed += cents;
                vat += divideHalfUp(cents * rate, 10000n);
            } else {
                untaxed += base;
                taxes[tax] = (taxes[tax] || 0n) + base * rate;
            }
        }
        if (perLine) {
            return [untaxed, vat];
        }
        for (const amount of Object.values(taxes)) {
            vat += divideHalfUp(amount, 1000000000000n);
        }
        return [divideHalfUp(untaxed, 100000000n), vat];
    }

    // Bases in 10^-10 euro: two decimals of quantity, four of price, four of discount.
    readLines() {
        const sold = this.lines.filter((line) => line.dataset.type === "product");
        return sold.map((line) => this.readLine(line));
    }

    readLine(line) {
        const quantity = toUnits(this.field(line, "quantity").value, 2);
        const price = toUnits(this.field(line, "price").value, 4);
        const discount = toUnits(this.field(line, "discount").value, 2);
        const kept = discount > 10000n ? 10000n : 10000n - discount;
        const option = this.field(line, "kind").selectedOptions[0];
        const rate = toUnits(option?.dataset.rate, 2);
        return { base: quantity * price * kept, rate, tax: option?.dataset.tax };
    }

    // Cents that go to others, of all or of a line; the server says the exact ones.
    givenOf(untaxed) {
        let given = 0n;
        for (const share of this.el.querySelectorAll(".o_caetic_share")) {
            const row = this.field(share, "line").value;
            const label = row && this.el.querySelector(`[name="line-${row}-label"]`);
            const line = label && label.closest(".o_caetic_line");
            const base = line ? divideHalfUp(this.readLine(line).base, 100000000n) : untaxed;
            const percentage = toUnits(this.field(share, "percentage").value, 2);
            given += toUnits(this.field(share, "amount").value, 2);
            given += divideHalfUp(base * percentage, 10000n);
        }
        return given > untaxed ? untaxed : given;
    }

    format(cents) {
        const formatter = new Intl.NumberFormat(this.el.dataset.lang, {
            style: "currency",
            currency: this.el.dataset.currency,
        });
        return formatter.format(Number(cents) / 100);
    }

    show(name, cents) {
        this.el.querySelector(`[data-total="${name}"]`).textContent = this.format(cents);
    }

    async fetchEstimate() {
        const [untaxed] = this.computeTotals();
        const asText = (cents) => `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
        const query = new URLSearchParams({
            amount: asText(untaxed),
            given: asText(this.givenOf(untaxed)),
        });
        const response = await this.waitFor(fetch(`${this.el.dataset.estimate}?${query}`));
        if (!response.ok) {
            return;
        }
        const estimate = await this.waitFor(response.json());
        for (const node of this.el.querySelectorAll("[data-estimate]")) {
            const name = node.dataset.estimate;
            const sign = name === "own" ? 1 : -1;
            node.textContent = this.format(sign * Math.round(estimate[name] * 100));
        }
    }

    get lastSold() {
        return this.lines.filter((line) => line.dataset.type === "product").at(-1);
    }

    addLine() {
        const last = this.lastSold;
        const copy = last.cloneNode(true);
        const number = Math.max(...this.lines.map((line) => this.numberOf(line))) + 1;
        for (const node of copy.querySelectorAll("[name], [for], [id], [value^=remove_], [value^=up_]")) {
            for (const key of ["name", "for", "id", "value", "aria-describedby"]) {
                const value = node.getAttribute(key);
                if (value && !(key === "value" && node.type !== "submit")) {
                    node.setAttribute(key, value.replace(/line-\d+/, `line-${number}`));
                }
            }
        }
        this.clear(copy, last);
        this.lines.at(-1).after(copy);
        this.field(copy, "label").focus();
        this.onInput();
    }

    numberOf(line) {
        return parseInt(this.field(line, "label").name.split("-")[1]);
    }

    clear(copy, last) {
        for (const node of copy.querySelectorAll(".invalid-feedback")) {
            node.remove();
        }
        for (const node of copy.querySelectorAll(".is-invalid")) {
            node.classList.remove("is-invalid");
            node.removeAttribute("aria-invalid");
        }
        this.field(copy, "label").value = "";
        if (copy.dataset.type !== "product") {
            return;
        }
        this.field(copy, "price").value = "";
        this.field(copy, "discount").value = "";
        this.field(copy, "quantity").value = "1";
        this.field(copy, "unit").value = this.field(last, "unit").value;
        this.field(copy, "kind").value = this.field(last, "kind").value;
    }

    removeLine(line) {
        if (this.lines.length > 1) {
            line.remove();
        } else {
            this.clear(line, line);
        }
        this.onInput();
    }

    onCustomer(ev) {
        const details = this.el.querySelector(".o_caetic_new_customer");
        details.open = ev.currentTarget.value === "new";
        this.fetchRates(ev.currentTarget.value);
    }

    // The VAT of another country is another one.
    async fetchRates(customer) {
        if (!this.el.dataset.rates) {
            return;
        }
        const query = new URLSearchParams({ customer });
        const response = await this.waitFor(fetch(`${this.el.dataset.rates}?${query}`));
        if (!response.ok) {
            return;
        }
        const rates = await this.waitFor(response.json());
        for (const option of this.el.querySelectorAll("option[data-rate]")) {
            const [rate, tax] = rates[option.value] || [];
            option.dataset.rate = rate || option.dataset.rate;
            option.dataset.tax = tax || "";
        }
        this.onInput();
    }
}

registry.category("public.interactions").add("caetic_invoicing.invoice_form", InvoiceForm);
