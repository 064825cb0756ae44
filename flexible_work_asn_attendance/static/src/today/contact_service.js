import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/**
 * A call of the head arrives over the bus, whatever screen is open: the page *Hari Ini* shows it at once, and
 * everywhere else a notification leads there.
 */
export const contactService = {
    dependencies: ["action", "bus_service", "notification"],

    start(env, { action, bus_service: bus, notification }) {
        bus.subscribe("flexible_work.contact", () => {
            env.bus.trigger("FLEXIBLE_WORK:CONTACT");
            if (action.currentController?.action.tag === "flexible_work_today") {
                return;
            }
            const close = notification.add(_t("Your head is calling you. Show that you can be reached."), {
                title: _t("Hari Ini"),
                type: "danger",
                sticky: true,
                buttons: [
                    {
                        name: _t("Answer"),
                        primary: true,
                        onClick: () => {
                            close();
                            action.doAction("flexible_work_asn_attendance.today_action");
                        },
                    },
                ],
            });
        });
        bus.start();
    },
};

registry.category("services").add("flexible_work_contact", contactService);
