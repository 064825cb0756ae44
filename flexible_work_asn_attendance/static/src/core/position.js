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
 * @returns {Promise<{coords: {latitude: number|null, longitude: number|null, accuracy: number|null},
 *      problem: null|"denied"|"unavailable"}>} degrees and metres
 */
export function locate() {
    const { geolocation } = browser.navigator;
    if (!geolocation || isIosApp()) {
        // the iOS app may not ask for the position
        return Promise.resolve({ coords: NOWHERE, problem: "unavailable" });
    }
    return new Promise((resolve) => {
        const giveUp = (error) => {
            browser.clearTimeout(patience);
            const problem = error?.code === PERMISSION_DENIED ? "denied" : "unavailable";
            resolve({ coords: NOWHERE, problem });
        };
        // the browser's own timeout only starts when the person has answered its question
        const patience = browser.setTimeout(giveUp, PERMISSION_TIMEOUT);
        geolocation.getCurrentPosition(
            ({ coords: { latitude, longitude, accuracy } }) => {
                browser.clearTimeout(patience);
                resolve({ coords: { latitude, longitude, accuracy }, problem: null });
            },
            giveUp,
            { enableHighAccuracy: true, timeout: POSITION_TIMEOUT, maximumAge: 30_000 }
        );
    });
}
