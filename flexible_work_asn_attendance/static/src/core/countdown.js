import { Component, useState, xml } from "@odoo/owl";
import { formatCountdown, ServerClock } from "./server_clock";
import { useTick } from "./tick_hook";

/** The time left until a moment of the unit's wall clock; tells once when it is over. */
export class Countdown extends Component {
    static template = xml`<span class="o_fw_countdown" role="timer" t-esc="text"/>`;
    static props = {
        clock: ServerClock,
        until: String,
        onEnd: { type: Function, optional: true },
    };

    setup() {
        this.state = useState({ seconds: this.secondsLeft() });
        useTick(() => this.tick());
    }

    get text() {
        return formatCountdown(this.state.seconds);
    }

    secondsLeft() {
        return this.props.clock.secondsUntil(this.props.until);
    }

    tick() {
        const before = this.state.seconds;
        this.state.seconds = this.secondsLeft();
        if (before > 0 && this.state.seconds <= 0) {
            this.props.onEnd?.();
        }
    }
}

/** The unit's wall clock, "07:31". */
export class WallClock extends Component {
    static template = xml`<span class="o_fw_wall_clock" t-esc="state.text"/>`;
    static props = {
        clock: ServerClock,
        onNewDay: { type: Function, optional: true },
    };

    setup() {
        this.day = this.props.clock.now().toISODate();
        this.state = useState({ text: this.read() });
        useTick(() => this.tick());
    }

    read() {
        return this.props.clock.now().toFormat("HH:mm");
    }

    tick() {
        this.state.text = this.read();
        const day = this.props.clock.now().toISODate();
        if (day !== this.day) {
            this.day = day;
            this.props.onNewDay?.();
        }
    }
}
