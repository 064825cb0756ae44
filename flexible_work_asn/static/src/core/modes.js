import { _t } from "@web/core/l10n/translation";

/** Letter, words and icon of every mode, and of a day without work, by the server's value. */
export const MODES = {
    wfo: { letter: "K", label: _t("Office (WFO)"), icon: "fa-building" },
    wfh: { letter: "R", label: _t("Home (WFH)"), icon: "fa-home" },
    wfa: { letter: "L", label: _t("Elsewhere (WFA)"), icon: "fa-map-marker" },
    other_office: { letter: "KL", label: _t("Other office"), icon: "fa-building-o" },
    off: { letter: "-", label: _t("Off or away"), icon: "fa-moon-o" },
};
