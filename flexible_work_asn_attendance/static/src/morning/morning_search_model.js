import { SearchModel } from "@web/search/search_model";

/** filters of the search view that a number of the page stands for: one of them at a time */
export const NUMBER_FILTERS = new Set([
    "present",
    "away",
    "pending",
    "to_decide",
    "outside",
    "late",
    "sent_later",
    "rejected",
    "absent",
    "apel_missed",
    "signals",
    "no_report",
    "problem",
]);

/**
 * Odoo's search, with the numbers of *This Morning* as filters: the numbers follow the date, the unit and whatever
 * else is searched for, but not each other.
 */
export class MorningSearchModel extends SearchModel {
    /** @returns {Array} the domain of the search without the filters that numbers stand for */
    get domainOfNumbers() {
        const query = this.query;
        this.query = this._withoutNumbers();
        try {
            return this._getDomain();
        } finally {
            this.query = query;
        }
    }

    /** @returns {boolean} whether the filter of this name is on */
    isFilterOn(name) {
        return this.query.some(({ searchItemId }) => this.searchItems[searchItemId].name === name);
    }

    /** Show the days of one number only, or all of them again. */
    toggleNumber(name) {
        const wasOn = this.isFilterOn(name);
        this.query = this._withoutNumbers();
        this._switchOn(wasOn ? null : name);
    }

    /** Show one date (the filter today or yesterday), and no other. */
    showDate(name) {
        const { groupId } = this._filter(name);
        this.query = this.query.filter(({ searchItemId }) => this.searchItems[searchItemId].groupId !== groupId);
        this._switchOn(name);
    }

    _switchOn(name) {
        const item = name && this._filter(name);
        if (item) {
            this.query.push({ searchItemId: item.id });
        }
        this._notify();
    }

    _filter(name) {
        return Object.values(this.searchItems).find((item) => item.type === "filter" && item.name === name);
    }

    _withoutNumbers() {
        return this.query.filter(({ searchItemId }) => !NUMBER_FILTERS.has(this.searchItems[searchItemId].name));
    }
}
