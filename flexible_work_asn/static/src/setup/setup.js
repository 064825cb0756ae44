import { Component, onMounted, onWillUnmount, useExternalListener, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { explainError } from "../core/errors";

const MODEL = "flexible.work.setup";
export const SETUP_CHANGED = "FLEXIBLE_WORK:SETUP";

/** Never the colour alone: an icon and a word for each state. */
export const STATES = {
    missing: { icon: "fa-times-circle", word: _t("Missing") },
    warning: { icon: "fa-exclamation-triangle", word: _t("Not complete") },
    optional: { icon: "fa-circle-o", word: _t("Not used") },
    done: { icon: "fa-check-circle", word: _t("Done") },
};

/** What a regional government has to settle before its circular can be carried out, and what is settled already. */
export class SetupChecklist extends Component {
    static template = "flexible_work_asn.Setup";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Set-up checklist");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.states = STATES;
        this.state = useState({
            data: null,
            problem: "",
            isBusy: false,
            isOffline: browser.navigator.onLine === false,
            isOpenOnly: false,
        });
        useExternalListener(window, "offline", () => (this.state.isOffline = true));
        useExternalListener(window, "online", () => {
            this.state.isOffline = false;
            this.load();
        });
        // what was entered in another tab
        useExternalListener(document, "visibilitychange", () => document.visibilityState === "visible" && this.load());
        onMounted(() => this.load());
        onWillUnmount(() => (this.isGone = true));
    }

    async load() {
        await this.answered(async () => {
            this.state.data = await this.keepLast.add(this.orm.silent.call(MODEL, "get_checklist"));
        });
    }

    async setReminder(wanted) {
        await this.answered(async () => {
            await this.orm.call(MODEL, "set_reminder", [wanted]);
            this.state.data.reminder = wanted;
            this.env.bus.trigger(SETUP_CHANGED);
        });
    }

    async answered(ask) {
        if (this.isGone) {
            return;
        }
        this.state.isBusy = true;
        try {
            await ask();
            this.state.problem = "";
        } catch (error) {
            this.state.problem = explainError(error);
        } finally {
            this.state.isBusy = false;
        }
    }

    open(check) {
        return this.action.doAction(check.action);
    }

    // ------------------------------------------------------------------ what is shown

    get isDone() {
        const { missing, warning } = this.state.data.counts;
        return !missing && !warning;
    }

    get share() {
        const { done, missing, warning } = this.state.data.counts;
        return Math.round((100 * done) / (done + missing + warning || 1));
    }

    get summary() {
        const { done, missing, warning } = this.state.data.counts;
        return _t("%(done)s done, %(warning)s not complete, %(missing)s missing", { done, missing, warning });
    }

    get sections() {
        const wanted = ({ state }) => !this.state.isOpenOnly || state === "missing" || state === "warning";
        return this.state.data.sections
            .map((section) => ({ ...section, checks: section.checks.filter(wanted) }))
            .filter(({ checks }) => checks.length);
    }
}

registry.category("actions").add("flexible_work_setup", SetupChecklist);
