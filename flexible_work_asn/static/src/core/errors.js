import { _t } from "@web/core/l10n/translation";
import { ConnectionAbortedError, ConnectionLostError, RPCError } from "@web/core/network/rpc";

const FOR_PEOPLE = ["UserError", "ValidationError", "AccessError", "MissingError"].map(
    (name) => `odoo.exceptions.${name}`
);

/**
 * @param {Error} error
 * @returns {boolean} whether the server could not be reached
 */
export function isConnectionError(error) {
    return error instanceof ConnectionLostError || error instanceof ConnectionAbortedError;
}

/**
 * What to tell the person about a failed request.
 *
 * @param {Error} error
 * @returns {string}
 * @throws the error itself when it is not meant for people (session expired, a fault of the program):
 *      Odoo's own handlers know what to do with it
 */
export function explainError(error) {
    if (isConnectionError(error)) {
        return _t("No answer from the server. Check your connection and try again.");
    }
    if (error instanceof RPCError && FOR_PEOPLE.includes(error.exceptionName)) {
        return error.data.message;
    }
    throw error;
}
