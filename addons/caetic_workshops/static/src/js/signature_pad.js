// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
// A frame to draw a signature in: it goes with the form as a picture.
import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

const WIDTH = 3;

export class SignaturePad extends Interaction {
    static selector = ".o_caetic_pad";
    dynamicContent = {
        canvas: {
            "t-on-pointerdown": this.onDown,
            "t-on-pointermove": this.onMove,
            "t-on-pointerup": this.onUp,
            "t-on-pointercancel": this.onUp,
        },
        ".o_caetic_pad_clear": { "t-on-click": this.clear },
    };

    setup() {
        this.canvas = this.el.querySelector("canvas");
        this.field = this.el.querySelector("input[name=signature]");
        this.isDrawn = false;
        this.el.querySelector(".o_caetic_pad_frame").classList.remove("d-none");
    }

    start() {
        this.resize();
        const form = this.el.closest("form");
        this.addListener(form, "submit", this.onSubmit);
        // Turning the tablet empties the frame: nobody sends half a signature.
        this.addListener(window, "orientationchange", () => this.clear());
    }

    get pen() {
        return this.canvas.getContext("2d");
    }

    resize() {
        const box = this.canvas.getBoundingClientRect();
        this.canvas.width = Math.min(Math.round(box.width), 1200);
        this.canvas.height = Math.round(box.height);
        const pen = this.pen;
        pen.lineWidth = WIDTH;
        pen.lineCap = pen.lineJoin = "round";
        pen.strokeStyle = "black";
    }

    place(ev) {
        const box = this.canvas.getBoundingClientRect();
        const ratio = this.canvas.width / box.width;
        return [(ev.clientX - box.left) * ratio, (ev.clientY - box.top) * ratio];
    }

    onDown(ev) {
        ev.preventDefault();
        this.canvas.setPointerCapture(ev.pointerId);
        this.isDown = true;
        this.pen.beginPath();
        this.pen.moveTo(...this.place(ev));
    }

    onMove(ev) {
        if (!this.isDown) {
            return;
        }
        ev.preventDefault();
        this.pen.lineTo(...this.place(ev));
        this.pen.stroke();
        this.isDrawn = true;
    }

    onUp() {
        this.isDown = false;
    }

    clear() {
        this.resize();
        this.isDrawn = false;
        this.field.value = "";
    }

    onSubmit() {
        this.field.value = this.isDrawn ? this.canvas.toDataURL("image/png") : "";
    }
}

registry
    .category("public.interactions")
    .add("caetic_workshops.signature_pad", SignaturePad);
