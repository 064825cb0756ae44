import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { explainError } from "../core/errors";

const LOG = "flexible.work.log";
const LINE = "flexible.work.log.line";

/**
 * The daily report with one thumb: what was done and what came of it, line by line, saved with each line. Files,
 * hours and links are for the full form, one tap away.
 */
export class ReportDialog extends Component {
    static template = "flexible_work_asn_attendance.ReportDialog";
    static components = { Dialog };
    static props = {
        employeeId: Number,
        date: String,
        logId: { type: [Number, { value: false }] },
        reason: { type: String, optional: true },
        openForm: Function,
        onChange: Function,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.name = useRef("name");
        this.logId = this.props.logId;
        this.state = useState({ lines: [], name: "", output: "", problem: "", busy: false });
        onWillStart(() => this.attempt(() => this.read()));
    }

    get title() {
        return _t("Daily report");
    }

    get canSend() {
        return (this.state.lines.length > 0 || this.state.name.trim()) && !this.state.busy;
    }

    async read() {
        if (this.logId) {
            this.state.lines = await this.orm.searchRead(LINE, [["log_id", "=", this.logId]], ["name", "output"]);
        }
    }

    /** Do something with the server; what it refuses is said here. */
    async attempt(act) {
        this.state.busy = true;
        this.state.problem = "";
        try {
            await act();
            return true;
        } catch (error) {
            this.state.problem = explainError(error);
            return false;
        } finally {
            this.state.busy = false;
        }
    }

    add() {
        return this.attempt(async () => {
            await this.saveNewLine();
            this.name.el?.focus();
        });
    }

    async saveNewLine() {
        const name = this.state.name.trim();
        if (!name) {
            return;
        }
        const line = [0, 0, { name, output: this.state.output.trim() }];
        if (this.logId) {
            await this.orm.write(LOG, [this.logId], { line_ids: [line] });
        } else {
            const { date, employeeId } = this.props;
            [this.logId] = await this.orm.create(LOG, [{ employee_id: employeeId, date, line_ids: [line] }]);
        }
        this.state.name = this.state.output = "";
        await this.read();
        this.props.onChange();
    }

    setOutput(line, output) {
        if (output.trim() === (line.output || "")) {
            return;
        }
        line.output = output.trim();
        return this.attempt(() => this.orm.write(LINE, [line.id], { output: line.output }));
    }

    remove(line) {
        return this.attempt(async () => {
            await this.orm.unlink(LINE, [line.id]);
            await this.read();
            this.props.onChange();
        });
    }

    async send() {
        const sent = await this.attempt(async () => {
            await this.saveNewLine();
            await this.orm.call(LOG, "action_report", [[this.logId]]);
        });
        if (sent) {
            this.props.onChange();
            this.notification.add(_t("Your report has been sent to your head."), { type: "success" });
            this.props.close();
        }
    }

    openForm() {
        this.props.close();
        this.props.openForm();
    }
}
