import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";
import kiosk from "@hr_attendance/public_kiosk/public_kiosk_app";
import { locate } from "../core/position";

/**
 * Odoo's kiosk, which says why a check-in is refused (before its window, too many wrong PINs). Of itself it would show
 * nothing and lock the keys of the PIN.
 */
patch(kiosk.kioskAttendanceApp.prototype, {
    async makeRpcWithGeolocation(route, params) {
        const { coords } = this.props.deviceTrackingEnabled ? await locate() : { coords: {} };
        const where = coords.latitude === null ? {} : coords;
        const { latitude, longitude } = where;
        return rpc(route, latitude === undefined ? params : { ...params, latitude, longitude });
    },

    async onManualSelection(employeeId, enteredPin) {
        let answer;
        try {
            answer = await this.makeRpcWithGeolocation("manual_selection", {
                token: this.props.token,
                employee_id: employeeId,
                pin_code: enteredPin,
            });
        } catch (error) {
            this.displayNotification(error.data?.message || _t("No connection to the server. Try again."));
            return;
        }
        if (answer && answer.attendance) {
            this.employeeData = answer;
            this.switchDisplay("greet");
        } else if (enteredPin) {
            this.displayNotification(_t("Wrong Pin"));
        }
    },
});
