import { browser } from "@web/core/browser/browser";

/**
 * A list that survives a reload of the page; where the browser refuses to store (private window, no room), it
 * lives as long as the page.
 */
export class KeptList {
    /** @param {string} key */
    constructor(key) {
        this.key = key;
        this.onlyHere = null;
    }

    /** @returns {boolean} whether the list is lost with the page */
    get isVolatile() {
        return this.onlyHere !== null;
    }

    /** @returns {Object[]} read anew each time: another tab may have sent some of it */
    read() {
        if (this.onlyHere) {
            return this.onlyHere;
        }
        try {
            const list = JSON.parse(browser.localStorage.getItem(this.key) || "[]");
            return Array.isArray(list) ? list : [];
        } catch {
            return [];
        }
    }

    /** @param {Object[]} list */
    write(list) {
        try {
            if (list.length) {
                browser.localStorage.setItem(this.key, JSON.stringify(list));
            } else {
                browser.localStorage.removeItem(this.key);
            }
            this.onlyHere = null;
        } catch {
            this.onlyHere = list;
        }
    }
}
