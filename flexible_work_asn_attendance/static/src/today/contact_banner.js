import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Countdown } from "../core/countdown";
import { ServerClock } from "../core/server_clock";
import { useTick } from "../core/tick_hook";

/** Somebody is asked to show that he or she can be reached (SE Mendagri 800.1.5/3349/SJ): one tap answers. */
export class ContactBanner extends Component {
    static template = "flexible_work_asn_attendance.ContactBanner";
    static components = { Countdown };
    static props = { contact: Object, clock: ServerClock, zone: String, busy: String, answer: Function };

    setup() {
        this.state = useState({ isOver: this.isOver() });
        useTick(() => (this.state.isOver = this.isOver()));
    }

    isOver() {
        const { clock, contact } = this.props;
        return Boolean(contact.until) && clock.secondsUntil(contact.until) <= 0;
    }

    get title() {
        const { by } = this.props.contact;
        return by ? _t("%s is calling you", by) : _t("Your head is calling you");
    }

    get untilText() {
        const time = `${this.props.contact.until.slice(11, 16)} ${this.props.zone}`;
        return this.state.isOver ? _t("The time to answer ended at %s. Answer all the same.", time) : _t("Answer until %s:", time);
    }
}
