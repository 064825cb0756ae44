import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { getDataURLFromFile } from "@web/core/utils/urls";
import { explainError } from "../core/errors";

/** bytes; the server checks it again */
const LARGEST = 5 * 1024 * 1024;

/** Screenshots of the video call: the proof that circulars ask for. Seen by the leader, heads, BKPSDM and auditors. */
export class Pictures extends Component {
    static template = "flexible_work_asn_attendance.ApelPictures";
    static props = { pictures: Array, add: Function, remove: Function };

    setup() {
        this.notification = useService("notification");
        this.input = useRef("input");
        this.state = useState({ busy: false });
    }

    get hint() {
        return _t("JPEG or PNG, 5 MB at most. Deleted with the photos of check-ins.");
    }

    async onChosen() {
        const files = [...this.input.el.files];
        this.input.el.value = "";
        if (files.some((file) => file.size > LARGEST)) {
            this.notification.add(_t("A picture may have 5 MB at most. Send a smaller one."), { type: "danger" });
            return;
        }
        if (!files.length || this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            const urls = await Promise.all(files.map((file) => getDataURLFromFile(file)));
            await this.props.add(files.map(({ name }, number) => ({ name, data: urls[number].split(",")[1] })));
        } catch (error) {
            this.notification.add(explainError(error), { type: "danger" });
        } finally {
            this.state.busy = false;
        }
    }
}
