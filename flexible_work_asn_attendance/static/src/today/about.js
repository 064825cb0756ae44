import { Component, useState } from "@odoo/owl";
import { isDisplayStandalone, isIOS } from "@web/core/browser/feature_detection";
import { _t } from "@web/core/l10n/translation";

/** Odoo's page for installing one screen as an app of its own */
const INSTALL_PATH = "/scoped_app?app_id=flexible_work_asn_attendance&path=scoped_app%2Fhari-ini";

/** What this page records and what a browser cannot prevent, said plainly; and how to put it on the home screen. */
export class About extends Component {
    static template = "flexible_work_asn_attendance.About";
    static props = { policy: Object, offlineMinutes: Number };

    setup() {
        this.state = useState({ shown: "" });
        this.installPath = INSTALL_PATH;
        this.isInstalled = isDisplayStandalone();
    }

    toggle(what) {
        this.state.shown = this.state.shown === what ? "" : what;
    }

    /** @returns {string[]} what is recorded, by the circular of the day */
    get recorded() {
        const { photo, place } = this.props.policy;
        const lines = [
            _t("The time of each tap, by the clock of the server; the clock of your phone does not count."),
            place === "none"
                ? _t("No place: your phone is not asked for its location today.")
                : _t("The location of your phone at the moment of the tap, and never in between. Your head only sees inside, outside or unknown, and the distance."),
            place === "none"
                ? _t("The kind of browser, and a random name by which this browser is known again.")
                : _t("The network address, the kind of browser, and a random name by which this browser is known again."),
        ];
        if (photo !== "none") {
            lines.push(_t("A photo, which only you and BKPSDM see. No face is recognised."));
        }
        if (this.props.offlineMinutes) {
            lines.push(
                _t(
                    "Without network, a tap is kept on this phone for up to %s minutes and is marked with both times.",
                    this.props.offlineMinutes
                )
            );
        }
        return [...lines, _t("Coordinates, network addresses and photos are deleted after the time that BKPSDM has set.")];
    }

    get limits() {
        return [
            _t("A browser cannot tell whether a phone is given a false location by another app."),
            _t("It cannot tell who holds the phone, nor whether two people share one."),
            _t("Therefore no machine decides: what looks unusual is only shown to your head, and you may explain it."),
        ];
    }

    get installSteps() {
        return isIOS()
            ? _t("In Safari: the share button, then “Add to Home Screen”.")
            : _t("Open the page for installing, then tap “Install”; or the menu of the browser, “Add to home screen”.");
    }
}
