import { HrPresenceStatus, hrPresenceStatus } from "@hr/components/hr_presence_status/hr_presence_status";
import { hrPresenceStatusPrivate } from "@hr/components/hr_presence_status_private/hr_presence_status_private";
import { HrPresenceStatusPill, hrPresenceStatusPill } from "@hr/components/hr_presence_status_pill/hr_presence_status_pill";
import { hrPresenceStatusPrivatePill } from "@hr/components/hr_presence_status_private_pill/hr_presence_status_private_pill";
import { patch } from "@web/core/utils/patch";
import { MODES } from "../core/modes";

/** The icon tells where somebody works today; its colour goes on telling the presence, its words tell both. */
const place = {
    get flexibleMode() {
        return MODES[(this.value || "").replace("presence_", "")];
    },

    get icon() {
        return this.flexibleMode ? this.flexibleMode.icon : super.icon;
    },

    get color() {
        if (!this.flexibleMode) {
            return super.color;
        }
        return this.presenceColors[this.props.record.data.hr_presence_state] || this.presenceColors.other;
    },

    get presenceColors() {
        return { present: "text-success", absent: "o_icon_employee_absent", other: "text-muted" };
    },
};
patch(HrPresenceStatus.prototype, place);

patch(HrPresenceStatusPill.prototype, {
    get color() {
        // the pill has colours of its own, so the common patch above does not reach it
        if (!this.flexibleMode) {
            return super.color;
        }
        return this.presenceColors[this.props.record.data.hr_presence_state] || this.presenceColors.other;
    },

    get presenceColors() {
        return { present: "btn-outline-success", absent: "btn-outline-warning", other: "btn-outline-secondary text-muted" };
    },
});

// the colour needs it, in views that do not show it, too
const needed = { name: "hr_presence_state", type: "selection" };
for (const field of [hrPresenceStatus, hrPresenceStatusPrivate, hrPresenceStatusPill, hrPresenceStatusPrivatePill]) {
    const before = field.fieldDependencies || [];
    field.fieldDependencies =
        typeof before === "function" ? (info) => [...before(info), needed] : [...before, needed];
}
