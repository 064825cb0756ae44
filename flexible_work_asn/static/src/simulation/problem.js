import { _t } from "@web/core/l10n/translation";

/** What went wrong in words: the server's own, or that it cannot be reached. */
export function explainProblem(error) {
    return error?.data?.message || _t("The server cannot be reached. Try again.");
}
