import { onMounted, onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";

/**
 * Call back once a second for as long as the component is shown.
 *
 * @param {() => void} callback
 */
export function useTick(callback) {
    let timer;
    onMounted(() => {
        timer = browser.setInterval(callback, 1000);
    });
    onWillUnmount(() => browser.clearInterval(timer));
}
