import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { scalePhoto } from "../core/photo";

/** A photo of oneself by the camera of the phone, made small, looked at, and taken again or sent. */
export class PhotoDialog extends Component {
    static template = "flexible_work_asn_attendance.PhotoDialog";
    static components = { Dialog };
    static props = { isOptional: Boolean, choose: Function, close: Function };

    setup() {
        this.input = useRef("camera");
        this.state = useState({ photo: null, problem: "", busy: false });
    }

    get title() {
        return _t("Photo");
    }

    openCamera() {
        this.input.el.click();
    }

    async onPhoto(ev) {
        const [file] = ev.target.files;
        // the same photo chosen again is a change, too
        ev.target.value = "";
        if (!file) {
            return;
        }
        this.state.busy = true;
        try {
            this.state.photo = await scalePhoto(file);
            this.state.problem = "";
        } catch {
            this.state.photo = null;
            this.state.problem = _t("This photo cannot be read. Take another one.");
        } finally {
            this.state.busy = false;
        }
    }

    /** @param {Object|null} photo */
    use(photo) {
        this.props.choose(photo);
        this.props.close();
    }
}
