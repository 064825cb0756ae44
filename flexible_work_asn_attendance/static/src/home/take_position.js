import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { locate } from "../core/position";

/** from here on a position says in which district the phone is, not in which house (metres) */
const COARSE = 200;

/** Fills the position of a form with where the phone is now: for who registers a home while being there. */
export class TakePosition extends Component {
    static template = "flexible_work_asn_attendance.TakePosition";
    static props = { ...standardWidgetProps };

    setup() {
        this.notification = useService("notification");
        this.state = useState({ busy: false });
    }

    async take() {
        this.state.busy = true;
        const { coords, problem } = await locate();
        this.state.busy = false;
        if (problem) {
            this.notification.add(
                _t("The phone does not tell where it is. Allow it in the browser, or copy latitude and longitude from a map."),
                { type: "warning" }
            );
            return;
        }
        const { latitude, longitude, accuracy } = coords;
        await this.props.record.update({ located: true, latitude, longitude });
        const text = _t("Position taken, exact to %s m.", Math.round(accuracy));
        this.notification.add(
            accuracy > COARSE ? `${text} ${_t("That is not exact: go outside and take it again.")}` : text,
            { type: accuracy > COARSE ? "warning" : "success" }
        );
    }
}

registry.category("view_widgets").add("flexible_take_position", { component: TakePosition });
