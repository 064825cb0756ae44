import { Component, onWillStart, useState } from "@odoo/owl";
import { CopyButton } from "@web/core/copy_button/copy_button";
import { Dialog } from "@web/core/dialog/dialog";
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/**
 * The secret address under which one's calendar program reads one's plan: made, shown once, made anew, revoked.
 */
export class CalendarFeedDialog extends Component {
    static template = "flexible_work_asn.CalendarFeedDialog";
    static components = { CopyButton, Dialog };
    static props = { close: Function };

    setup() {
        this.orm = useService("orm");
        this.copied = _t("Copied");
        this.state = useState({ feed: null, url: "", revoked: false, busy: false });
        onWillStart(() => this.load());
    }

    async load() {
        this.state.feed = await this.orm.call("flexible.work.calendar.token", "get_my_feed", []);
    }

    get feed() {
        return this.state.feed;
    }

    get webcalUrl() {
        return this.state.url.replace(/^https?:/, "webcal:");
    }

    /** @param {string|false} moment UTC, as the server writes it */
    momentText(moment) {
        return moment ? formatDateTime(deserializeDateTime(moment)) : _t("never yet");
    }

    async create() {
        await this.during(async () => {
            this.state.url = await this.orm.call("flexible.work.calendar.token", "create_my_feed", []);
            this.state.revoked = false;
        });
    }

    async revoke() {
        await this.during(async () => {
            await this.orm.call("flexible.work.calendar.token", "revoke_my_feed", []);
            this.state.url = "";
            this.state.revoked = true;
        });
    }

    async during(work) {
        this.state.busy = true;
        try {
            await work();
            await this.load();
        } finally {
            this.state.busy = false;
        }
    }
}
