import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { answered, explainError } from "../core/errors";

/**
 * A call of the head arrives over the bus, whatever screen is open: the page *Hari Ini* shows it at once, and
 * everywhere else a notification does, which answers with one tap.
 */
export const contactService = {
    dependencies: ["action", "bus_service", "notification"],

    start(env, { action, bus_service: bus, notification }) {
        async function answer(contact) {
            try {
                await answered(rpc("/flexible_work/contact/answer", { contact_id: contact.id }));
                notification.add(_t("Your answer is recorded."), { type: "success" });
            } catch (error) {
                notification.add(explainError(error), { type: "danger" });
            }
        }

        bus.subscribe("flexible_work.contact", (contact) => {
            env.bus.trigger("FLEXIBLE_WORK:CONTACT");
            // another of one's phones may have answered meanwhile
            if (!contact || action.currentController?.action.tag === "flexible_work_today") {
                return;
            }
            const words = { by: contact.by, time: contact.until.slice(11, 16) };
            const close = notification.add(_t("%(by)s is calling you. Answer until %(time)s.", words), {
                type: "danger",
                sticky: true,
                buttons: [
                    {
                        name: _t("I am here"),
                        primary: true,
                        onClick: () => {
                            close();
                            answer(contact);
                        },
                    },
                ],
            });
        });
        bus.start();
    },
};

registry.category("services").add("flexible_work_contact", contactService);
