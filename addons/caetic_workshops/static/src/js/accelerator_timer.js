// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
// Comfort only: the seconds that pass, and what another screen does. The page is a list
// of steps with buttons that work without.
import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

const POLL = 5000;

export class AcceleratorTimer extends Interaction {
    static selector = ".o_caetic_timer";
    dynamicContent = {
        ".o_caetic_timer_form": { "t-on-submit.prevent": this.onSubmit },
        ".o_caetic_timer_full": { "t-on-click": this.onFullScreen },
    };

    setup() {
        this.state = {
            state: this.el.dataset.state,
            step: Number(this.el.dataset.step) || false,
            running: this.el.dataset.running === "1",
            remaining: Number(this.el.dataset.remaining),
        };
        this.readAt = Date.now();
        this.saidOver = false;
    }

    start() {
        if (document.fullscreenEnabled) {
            this.el.querySelector(".o_caetic_timer_full")?.classList.remove("d-none");
        }
        const tick = setInterval(() => this.show(), 500);
        const poll = setInterval(() => this.refresh(), POLL);
        this.registerCleanup(() => {
            clearInterval(tick);
            clearInterval(poll);
        });
        this.show();
    }

    get left() {
        const passed = this.state.running ? (Date.now() - this.readAt) / 1000 : 0;
        return Math.round(this.state.remaining - passed);
    }

    async onSubmit(ev) {
        const form = ev.currentTarget;
        const answer = await this.waitFor(
            fetch(form.action, { method: "POST", body: new FormData(form) })
        );
        if (!answer.ok || form.dataset.leaves) {
            window.location.assign(answer.url);
            return;
        }
        await this.refresh();
    }

    async refresh() {
        const answer = await this.waitFor(fetch(this.el.dataset.clock));
        if (!answer.ok) {
            return;
        }
        const before = this.state;
        this.state = await this.waitFor(answer.json());
        this.readAt = Date.now();
        if (before.step !== this.state.step) {
            this.saidOver = false;
            this.say(this.current?.dataset.name || "");
        }
        this.show();
    }

    get current() {
        return this.el.querySelector(`[data-step-id="${this.state.step}"]`);
    }

    show() {
        const left = this.left;
        const seconds = Math.abs(left);
        const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
        const figure = this.el.querySelector(".o_caetic_timer_figure");
        figure.textContent = left < 0 ? `+${text}` : text;
        figure.classList.toggle("text-danger", left < 0);
        for (const step of this.el.querySelectorAll("[data-step-id]")) {
            const lit = step === this.current;
            step.classList.toggle("active", lit);
            step.setAttribute("aria-current", lit ? "step" : "false");
        }
        const running = this.state.running;
        this.el.querySelector("[data-act=start]")?.classList.toggle("d-none", running);
        this.el.querySelector("[data-act=pause]")?.classList.toggle("d-none", !running);
        if (running && left < 0 && !this.saidOver) {
            this.saidOver = true;
            this.say(this.el.querySelector(".o_caetic_timer_over").textContent);
        }
    }

    say(text) {
        this.el.querySelector(".o_caetic_timer_said").textContent = text;
    }

    onFullScreen() {
        if (document.fullscreenElement) {
            document.exitFullscreen();
        } else {
            this.el.requestFullscreen();
        }
    }
}

registry
    .category("public.interactions")
    .add("caetic_workshops.accelerator_timer", AcceleratorTimer);
