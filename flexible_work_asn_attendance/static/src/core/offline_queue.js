import { reactive } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { explainError, isConnectionError } from "./errors";
import { KeptList } from "./kept_list";

const MINUTE = 60_000;
const SESSION_EXPIRED = "odoo.http.SessionExpiredException";

/**
 * Check-ins, check-outs and presences on their way to the server. Each is written down in the browser before it is
 * sent, so that neither a lost network nor a closed page loses it, and is forgotten when the server has answered.
 *
 * An entry is `{key, kind, at, date, tappedAt, expiresAt, ticket, elapsed, state, problem, …values}`. Its state is
 * kept (will be sent), expired (too late to be accepted) or refused (the server said no, in `problem`).
 */
export class OfflineQueue {
    /**
     * @param {number} userId phones are shared: everybody has a queue of one's own
     * @param {(entry: Object, isFirst: boolean) => Promise<Object>} send
     * @param {(answer: Object, entry: Object) => void} onSent
     */
    constructor(userId, send, onSent) {
        this.list = new KeptList(`flexible_work.kept.${userId}`);
        this.send = send;
        this.onSent = onSent;
        this.state = reactive({ entries: this.list.read() });
        this.sending = null;
        this.underWay = new Set();
    }

    get entries() {
        return this.state.entries;
    }

    get isVolatile() {
        return this.list.isVolatile;
    }

    get hasWaiting() {
        return this.entries.some((entry) => entry.state === "kept");
    }

    /** @returns {Object|undefined} what waits to be sent under this key */
    waiting(key) {
        return this.entries.find((entry) => entry.key === key && entry.state === "kept");
    }

    /**
     * Write down one event; there is one of each key. The first check-in counts, and the last of everything else.
     *
     * @param {Object} entry
     * @param {number} minutes for which the server accepts it
     * @returns {Object} the entry that counts
     */
    keep(entry, minutes) {
        const before = this.waiting(entry.key);
        if (before && entry.kind === "in") {
            return before;
        }
        const kept = { ...entry, state: "kept", problem: "", expiresAt: entry.tappedAt + minutes * MINUTE };
        this.write([...this.list.read().filter((other) => other.key !== entry.key), kept]);
        return kept;
    }

    forget(entry) {
        this.write(this.list.read().filter((other) => other.key !== entry.key));
    }

    /** Send what waits, the oldest first; stops at the first sign that there is no network. */
    flush() {
        this.sending ||= this.sendAll().finally(() => (this.sending = null));
        return this.sending;
    }

    async sendAll() {
        this.state.entries = this.list.read();
        const inOrder = [...this.entries].sort((one, other) => one.tappedAt - other.tappedAt);
        for (const entry of inOrder) {
            const isDue = entry.state === "kept" && !this.underWay.has(entry.key);
            if (isDue && !(await this.sendLater(entry))) {
                return;
            }
        }
    }

    /** @returns {Promise<boolean>} whether it makes sense to go on with the next */
    async sendLater(entry) {
        if (Date.now() > entry.expiresAt) {
            this.mark(entry, "expired");
            return true;
        }
        try {
            this.onSent(await this.sendOne(entry, false), entry);
            return true;
        } catch (error) {
            if (error.exceptionName === SESSION_EXPIRED) {
                throw error;
            }
            if (!isConnectionError(error)) {
                this.mark(entry, "refused", wordsOf(error));
            }
            return false;
        }
    }

    /**
     * @param {Object} entry
     * @param {boolean} isFirst sent at the moment of the tap, to count by the server's own clock
     * @returns {Promise<Object>} the server's answer; the entry is forgotten
     * @throws {Error} as the server or the network does; the entry stays
     */
    async sendOne(entry, isFirst) {
        this.underWay.add(entry.key);
        try {
            const answer = await this.send(entry, isFirst);
            this.forget(entry);
            return answer;
        } finally {
            this.underWay.delete(entry.key);
        }
    }

    mark(entry, state, problem = "") {
        this.write(
            this.list.read().map((other) => (other.key === entry.key ? { ...other, state, problem } : other))
        );
    }

    write(entries) {
        this.list.write(entries);
        this.state.entries = entries;
    }
}

function wordsOf(error) {
    try {
        return explainError(error);
    } catch {
        return _t("The server could not record it.");
    }
}
