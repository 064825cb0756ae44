import { browser } from "@web/core/browser/browser";
import { isIosApp } from "@web/core/browser/feature_detection";

/** how long the phone may look for itself, once it is allowed to */
export const POSITION_TIMEOUT = 10_000;
/** and how long a question for permission may stay unanswered */
export const PERMISSION_TIMEOUT = 30_000;

const NOWHERE = { latitude: null, longitude: null, accuracy: null };
const PERMISSION_DENIED = 1;

/**
 * Where the phone is. Never fails: a person who can't or won't tell still checks in, and the place is
 * recorded as unknown.
 *
 * @param {Promise} [skipped] resolved when the person does not want to wait any longer
 * @returns {Promise<{coords: {latitude: number|null, longitude: number|null, accuracy: number|null},
 *      problem: null|"denied"|"unavailable"|"skipped"}>} degrees and metres
 */
export function locate(skipped = null) {
    const { geolocation } = browser.navigator;
    if (!geolocation || isIosApp()) {
        // the iOS app may not ask for the position
        return Promise.resolve({ coords: NOWHERE, problem: "unavailable" });
    }
    return new Promise((resolve) => {
        const end = (coords, problem) => {
            browser.clearTimeout(patience);
            resolve({ coords, problem });
        };
        const giveUp = (error) => end(NOWHERE, error?.code === PERMISSION_DENIED ? "denied" : "unavailable");
        // the browser's own timeout only starts when the person has answered its question
        const patience = browser.setTimeout(giveUp, PERMISSION_TIMEOUT);
        skipped?.then(() => end(NOWHERE, "skipped"));
        geolocation.getCurrentPosition(
            ({ coords: { latitude, longitude, accuracy } }) => end({ latitude, longitude, accuracy }, null),
            giveUp,
            { enableHighAccuracy: true, timeout: POSITION_TIMEOUT, maximumAge: 30_000 }
        );
    });
}
