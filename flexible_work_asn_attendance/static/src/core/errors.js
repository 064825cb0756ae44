import { browser } from "@web/core/browser/browser";
export { explainError, isConnectionError } from "@flexible_work_asn/core/errors";

/** a request without an answer is given up after so long: on a slow line people would tap again and again */
export const ANSWER_TIMEOUT = 30_000;

/**
 * @template T
 * @param {Promise<T> & {abort: () => void}} request
 * @returns {Promise<T>} rejected with a connection error when no answer came in time
 */
export async function answered(request) {
    const timer = browser.setTimeout(() => request.abort(), ANSWER_TIMEOUT);
    try {
        return await request;
    } finally {
        browser.clearTimeout(timer);
    }
}
