import { browser } from "@web/core/browser/browser";

const KEY = "flexible_work.device";

function randomName() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A random name that this browser keeps for itself. It says that two check-ins came from one device, and
 * nothing else about it: it is not made from what the phone is or has.
 *
 * @returns {string|null} null where the browser keeps nothing
 */
export function deviceName() {
    try {
        let name = browser.localStorage.getItem(KEY);
        if (!name) {
            name = randomName();
            browser.localStorage.setItem(KEY, name);
        }
        return name;
    } catch {
        return null;
    }
}
