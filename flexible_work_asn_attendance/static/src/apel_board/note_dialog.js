import { Component, useState } from "@odoo/owl";
import { useAutofocus } from "@web/core/utils/hooks";
import { Dialog } from "@web/core/dialog/dialog";
import { explainError } from "../core/errors";

/** Noting that somebody was there whose telephone was of no use: on time or late, and why. */
export class NoteDialog extends Component {
    static template = "flexible_work_asn_attendance.ApelNoteDialog";
    static components = { Dialog };
    static props = { person: Object, note: Function, close: Function };

    setup() {
        useAutofocus({ refName: "reason" });
        this.state = useState({ reason: "", result: "on_time", problem: "", busy: false });
    }

    async send() {
        if (this.state.busy || !this.state.reason.trim()) {
            return;
        }
        this.state.busy = true;
        try {
            await this.props.note(this.state.reason, this.state.result);
            this.props.close();
        } catch (error) {
            this.state.problem = explainError(error);
        } finally {
            this.state.busy = false;
        }
    }
}
