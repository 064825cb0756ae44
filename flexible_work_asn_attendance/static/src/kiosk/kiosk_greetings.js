import { patch } from "@web/core/utils/patch";
import { KioskGreetings } from "@hr_attendance/components/greetings/greetings";
import { ModeTile } from "@flexible_work_asn/core/mode_tile";

/** Says what is planned today, and why, to the person who has just been recognised. */
patch(KioskGreetings, {
    components: { ...KioskGreetings.components, ModeTile },
});

patch(KioskGreetings.prototype, {
    get plan() {
        return this.props.employeeData.flexible_plan || null;
    },
});
