/**
 * What the board knows: who is expected, and what is known of each. It is read once, then kept by what the bus tells;
 * it counts for itself, so that 2,000 people joining are 2,000 lines and not 2,000 questions.
 */
export class BoardData {
    constructor(board) {
        this.load(board);
    }

    load({ absent, joined, pictures, ...rest }) {
        this.beat(rest);
        this.pictures = pictures;
        this.sorted = null;
        this.people = new Map(absent.map((person) => [person.id, person]));
        for (const line of joined) {
            this.people.set(line.id, line);
        }
    }

    /** @param {Object} pulse what `get_code` answers */
    beat({ expected, missing, present, late, rejected, ...rest }) {
        // its own counters are those of the names that it shows
        Object.assign(this, rest);
    }

    /** @returns {boolean} whether the server counts as this board does; else a message was lost, or the plan changed */
    agreesWith({ present, late, missing, rejected }) {
        return (
            present === this.presentCount &&
            late === this.late.length &&
            missing === this.absent.length &&
            rejected === this.rejected.length
        );
    }

    /** @param {{lines?: Object[], ids?: number[], uniform?: string|false}} message of the bus; twice does no harm */
    hear({ lines = [], ids = [], uniform }) {
        this.sorted = null;
        for (const line of lines) {
            this.people.set(line.id, { ...this.people.get(line.id), ...line });
        }
        for (const id of ids) {
            const person = this.people.get(id);
            if (person) {
                this.people.set(id, { ...person, uniform });
            }
        }
    }

    // ------------------------------------------------------------------ who

    /** worked out once after each change: the screen asks for it many times, and there may be thousands */
    get lists() {
        if (!this.sorted) {
            const all = [...this.people.values()];
            const came = all.filter((person) => person.attendance_id).sort(lastFirst);
            const counted = came.filter((person) => person.state !== "rejected");
            this.sorted = {
                absent: all.filter((person) => !person.attendance_id).sort(asCalledUp),
                counted,
                late: counted.filter((person) => person.result === "late"),
                onTime: counted.filter((person) => person.result !== "late"),
                rejected: came.filter((person) => person.state === "rejected"),
            };
        }
        return this.sorted;
    }

    get absent() {
        return this.lists.absent;
    }

    get counted() {
        return this.lists.counted;
    }

    get late() {
        return this.lists.late;
    }

    get onTime() {
        return this.lists.onTime;
    }

    get rejected() {
        return this.lists.rejected;
    }

    get presentCount() {
        return this.counted.length;
    }

    /** those expected, and those who came without being so: a plan may change during the apel */
    get whole() {
        return this.people.size;
    }

    get percent() {
        return this.whole ? Math.round((100 * this.presentCount) / this.whole) : 0;
    }

    get undecided() {
        return this.counted.filter((person) => person.state === "joined");
    }

    get unmarked() {
        return this.counted.filter((person) => !person.uniform);
    }
}

const { compare } = new Intl.Collator();

/** by unit and name */
function asCalledUp(one, other) {
    return compare(one.unit, other.unit) || compare(one.name, other.name);
}

function lastFirst(one, other) {
    return compare(other.at, one.at) || compare(one.name, other.name);
}
