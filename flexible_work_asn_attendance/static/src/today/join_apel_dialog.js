import { Component, onMounted, useState } from "@odoo/owl";
import { useAutofocus } from "@web/core/utils/hooks";
import { Dialog } from "@web/core/dialog/dialog";
import { explainError } from "../core/errors";
import { formatHour } from "../core/server_clock";

const CODE_LENGTH = 6;

/** Joining a virtual apel: the code that its leader shows, and the way to the meeting. */
export class JoinApelDialog extends Component {
    static template = "flexible_work_asn_attendance.JoinApelDialog";
    static components = { Dialog };
    static props = {
        apel: Object,
        zone: String,
        code: { type: String, optional: true },
        /** the code was scanned: it is sent by itself */
        scanned: { type: Boolean, optional: true },
        join: Function,
        close: Function,
    };

    setup() {
        this.input = useAutofocus({ refName: "code", mobile: true });
        this.state = useState({ code: this.props.code || "", problem: "", busy: false });
        onMounted(() => this.props.scanned && this.send());
    }

    get hoursText() {
        const { hour_from, hour_to } = this.props.apel;
        return `${formatHour(hour_from)}–${formatHour(hour_to)} ${this.props.zone}`;
    }

    /** @returns {string|false} only web addresses become a link */
    get meetingUrl() {
        const url = this.props.apel.meeting_url || "";
        return /^https?:\/\//i.test(url) && url;
    }

    get isComplete() {
        return this.state.code.length === CODE_LENGTH;
    }

    onInput(ev) {
        // a pasted "123 456" is a code as well
        this.state.code = ev.target.value.replace(/\D/g, "").slice(0, CODE_LENGTH);
        ev.target.value = this.state.code;
        this.state.problem = "";
    }

    async send() {
        if (!this.isComplete || this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            await this.props.join(this.state.code);
            this.props.close();
        } catch (error) {
            this.state.problem = explainError(error);
            this.input.el?.select();
        } finally {
            this.state.busy = false;
        }
    }
}
