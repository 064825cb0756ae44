import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { deviceName } from "../core/device";
import { answered, explainError, isConnectionError } from "../core/errors";
import { locate } from "../core/position";
import { PhotoDialog } from "./photo_dialog";

/** what waits is tried again after so long, and a little more: a cell that comes back must not be flooded */
export const SEND_AGAIN_AFTER = 20_000;
export const SEND_SPREAD = 10_000;

/**
 * Send one event of the queue.
 *
 * @param {Object} entry
 * @param {boolean} isFirst counted by the server's own clock; else by the ticket with which it was made
 * @returns {Promise<Object>} the card
 */
export function sendEvent(entry, isFirst) {
    const { kind, latitude, longitude, accuracy, photo, ticket, elapsed } = entry;
    const params = { kind, latitude, longitude, accuracy, photo, device: deviceName(), client_time: Date.now() };
    return answered(rpc("/flexible_work/check", isFirst ? params : { ...params, ticket, elapsed }));
}

/**
 * One tap on check in, check out or "I am here": the photo if the circular wants one, the position if it wants
 * that, then the server, or the queue while there is no network. There is no way in which the person is stuck.
 */
export class CheckIn {
    /**
     * @param {Object} page of type Today
     * @param {{dialog: Object, notification: Object}} services
     */
    constructor(page, { dialog, notification }) {
        this.page = page;
        this.dialog = dialog;
        this.notification = notification;
    }

    /** @param {"in"|"out"|"presence"} kind */
    async take(kind, window = null) {
        const { state } = this.page;
        if (state.busy) {
            return;
        }
        state.refusal = null;
        const photo = await this.askPhoto();
        if (photo === undefined) {
            return;
        }
        const entry = this.newEntry(kind, window, photo?.data || null);
        try {
            const { coords, problem } = await this.findPosition();
            state.busy = "sending";
            await this.sendOrKeep({ ...entry, ...coords }, problem);
        } finally {
            state.busy = "";
        }
    }

    /** The moment of the tap is noted first: looking for the position may take a while. */
    newEntry(kind, window, photo) {
        const { card, clock, ticket } = this.page;
        const now = clock.now();
        return {
            key: window ? `${kind}:${window.id}` : kind,
            kind,
            photo,
            at: now.toFormat("HH:mm"),
            date: card.day.date,
            tappedAt: Date.now(),
            ticket: ticket.value,
            elapsed: ticket.elapsed(),
        };
    }

    /** @returns {Promise<undefined|null|Object>} undefined when the person thought better of it; null for no photo */
    askPhoto() {
        const policy = this.page.card.policy.photo;
        if (policy === "none") {
            return Promise.resolve(null);
        }
        return new Promise((resolve) => {
            this.dialog.add(
                PhotoDialog,
                { isOptional: policy === "optional", choose: resolve },
                { onClose: () => resolve(undefined) }
            );
        });
    }

    findPosition() {
        const { state } = this.page;
        if (this.page.card.policy.place === "none") {
            // the circular records no place: the phone is not even asked
            return Promise.resolve({ coords: { latitude: null, longitude: null, accuracy: null }, problem: null });
        }
        state.busy = "locating";
        return locate(new Promise((resolve) => (this.skipPosition = resolve)));
    }

    async sendOrKeep(values, problem) {
        const { card, queue } = this.page;
        const entry = queue.keep(values, card.offline_minutes);
        try {
            if (browser.navigator.onLine === false) {
                this.hasBeenKept(entry);
                return;
            }
            const sentAt = Date.now();
            this.page.show(await queue.sendOne(entry, true), sentAt);
            this.confirm(entry.kind, problem);
        } catch (error) {
            if (isConnectionError(error)) {
                this.hasBeenKept(entry);
                return;
            }
            queue.forget(entry);
            this.page.state.refusal = { kind: entry.kind, at: entry.at, text: explainError(error) };
        }
    }

    hasBeenKept(entry) {
        const { card, queue, state } = this.page;
        if (card.offline_minutes > 0 && entry.ticket) {
            this.page.sendLater();
            return;
        }
        // this regional government takes nothing that comes later
        queue.forget(entry);
        const text = _t("There is no network, and it could not be recorded. Try again, or ask for a correction.");
        state.refusal = { kind: entry.kind, at: entry.at, text };
    }

    confirm(kind, problem) {
        const { day } = this.page.card;
        const done = {
            in: _t("Checked in at %s.", day?.check_in),
            out: _t("Checked out at %s.", day?.check_out),
            presence: _t("Your presence is recorded."),
        }[kind];
        const why = {
            denied: _t("Your location was not shared: the place is recorded as unknown."),
            unavailable: _t("Your location was not found: the place is recorded as unknown."),
            skipped: _t("Your location was not waited for: the place is recorded as unknown."),
        }[problem];
        const outside = kind === "in" && day?.place === "outside" && _t("The place is recorded as outside.");
        const more = why || outside;
        this.notification.add(more ? `${done} ${more}` : done, { type: more ? "warning" : "success" });
    }
}
