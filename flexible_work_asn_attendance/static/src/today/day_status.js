import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatHour } from "../core/server_clock";

/** What has been recorded today, line by line: presence, place, apel, verification. */
export class DayStatus extends Component {
    static template = "flexible_work_asn_attendance.DayStatus";
    static props = { card: Object };

    get day() {
        return this.props.card.day;
    }

    /** Before the check-in the big button says it all. */
    get isWorthSaying() {
        return this.lines.length > 0 || this.day.status !== "pending";
    }

    /** @returns {{key, icon, text, css}[]} */
    get lines() {
        return [this.checkIn, this.place, this.late, ...this.apels, this.report, this.checkOut, this.corrected, this.verification].filter(Boolean);
    }

    get checkIn() {
        const { check_in, received_in } = this.day;
        const text = _t("In %(time)s %(zone)s", this.at(check_in));
        return check_in && { key: "in", icon: "fa-sign-in", text: this.withReceipt(text, received_in) };
    }

    get checkOut() {
        const { check_out, received_out } = this.day;
        const text = _t("Out %(time)s %(zone)s", this.at(check_out));
        return check_out && { key: "out", icon: "fa-sign-out", text: this.withReceipt(text, received_out) };
    }

    /** what was kept without network is shown with both times */
    withReceipt(text, received) {
        return received ? _t("%(event)s (kept, received at %(time)s)", { event: text, time: received }) : text;
    }

    get corrected() {
        return this.day.corrected && { key: "corrected", icon: "fa-pencil", text: _t("Corrected; what was first recorded stays readable") };
    }

    get place() {
        const { check_in, distance, mode, place } = this.day;
        if (!check_in || !place) {
            return null;
        }
        const home = mode === "wfh";
        const text = {
            inside: home ? _t("At the registered home") : _t("Inside the office area"),
            outside: home ? _t("Away from the registered home") : _t("Outside the office area"),
            unknown: _t("Place unknown"),
        }[place];
        const far = place === "outside" && distance ? ` (${this.formatDistance(distance)})` : "";
        return { key: "place", icon: "fa-map-marker", text: text + far, css: place === "inside" ? "" : "o_fw_warn" };
    }

    get late() {
        const { late_minutes } = this.day;
        return late_minutes > 0 && {
            key: "late",
            icon: "fa-clock-o",
            text: _t("%s minutes late", late_minutes),
            css: "o_fw_warn",
        };
    }

    get apels() {
        const { apel, apels } = this.props.card;
        return (apels || (apel ? [apel] : [])).map((one) => this.apelLine(one));
    }

    apelLine(apel) {
        const values = { ...this.at(apel.joined_at), name: apel.name };
        values.from = formatHour(apel.hour_from);
        values.to = formatHour(apel.hour_to);
        const line = { key: `apel ${apel.id}`, name: "apel", icon: "fa-users" };
        if (!apel.joined_at) {
            const text =
                apel.state === "closed"
                    ? _t("%(name)s: not joined", values)
                    : _t("%(name)s: %(from)s–%(to)s %(zone)s", values);
            return { ...line, text, css: apel.state === "closed" ? "o_fw_warn" : "" };
        }
        if (apel.result === "rejected") {
            return { ...line, text: _t("%(name)s: joined %(time)s, rejected", values), css: "o_fw_bad" };
        }
        return apel.result === "late"
            ? { ...line, text: _t("%(name)s: joined %(time)s, late", values), css: "o_fw_warn" }
            : { ...line, text: _t("%(name)s: joined %(time)s, on time", values) };
    }

    /** What the person has sent in, and what has become of it; before that the big button says it. */
    get report() {
        const { log } = this.props.card;
        const line = { key: "report", icon: "fa-pencil-square-o" };
        if (log?.state === "returned") {
            return { ...line, text: _t("Daily report returned: %s", log.reason || _t("no reason given")), css: "o_fw_bad" };
        }
        if (log?.state === "approved") {
            return { ...line, text: _t("Daily report approved"), css: "o_fw_good" };
        }
        return log?.reported && { ...line, text: _t("Daily report sent %(time)s %(zone)s", this.at(log.reported)) };
    }

    get verification() {
        const { check_in, rejection_reason, verification } = this.day;
        if (verification === "rejected") {
            const text = _t("Rejected: %s", rejection_reason || _t("no reason given"));
            return { key: "rejected", icon: "fa-times-circle", text, css: "o_fw_bad" };
        }
        if (verification === "verified") {
            return { key: "verified", icon: "fa-check-circle", text: _t("Verified"), css: "o_fw_good" };
        }
        return check_in && { key: "waiting", icon: "fa-hourglass-half", text: _t("Waiting for verification") };
    }

    at(time) {
        return { time, zone: this.props.card.zone };
    }

    formatDistance(metres) {
        return metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;
    }
}
