import { onMounted, onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";

/** a finger that rests so long begins a range; one that moves before scrolls */
const LONG_PRESS = 350;
const FINGER_SLOP = 10;
/** so near to the edge the table scrolls while a range is drawn */
const EDGE = 36;

/**
 * Mouse, pen and finger on the cells, in one way: a press (with or without shift), a range drawn, and its end.
 * With a finger a range begins with a long press, because a stroke scrolls.
 *
 * @param {object} params
 * @param {{el: HTMLElement}} params.scrollRef
 * @param {(x: number, y: number) => {row: number, column: number}|null} params.cellAt
 * @param {(at: object, extend: boolean) => void} params.onStart
 * @param {(at: object) => void} params.onDraw
 * @param {(at: object, isRange: boolean) => void} params.onEnd
 */
export function useGridPointer({ scrollRef, cellAt, onStart, onDraw, onEnd }) {
    let press = null;

    function begin(ev) {
        const at = cellAt(ev.clientX, ev.clientY);
        if (ev.button || !at || !ev.isPrimary) {
            return;
        }
        press = { at, last: at, id: ev.pointerId, x: ev.clientX, y: ev.clientY, drawing: false, moved: false };
        if (ev.pointerType === "touch") {
            press.timer = browser.setTimeout(() => draw(), LONG_PRESS);
        } else {
            draw(ev.shiftKey);
        }
    }

    function draw(extend = false) {
        press.drawing = true;
        onStart(press.at, extend);
    }

    function move(ev) {
        if (!press || ev.pointerId !== press.id) {
            return;
        }
        if (!press.drawing) {
            if (Math.hypot(ev.clientX - press.x, ev.clientY - press.y) > FINGER_SLOP) {
                stop();
            }
            return;
        }
        scrollNearEdge(ev.clientX, ev.clientY);
        const at = cellAt(ev.clientX, ev.clientY);
        if (at && (at.row !== press.last.row || at.column !== press.last.column)) {
            press.last = at;
            press.moved = true;
            onDraw(at);
        }
    }

    function scrollNearEdge(x, y) {
        const { left, right, top, bottom } = scrollRef.el.getBoundingClientRect();
        scrollRef.el.scrollBy(
            x > right - EDGE ? EDGE : x < left + EDGE ? -EDGE : 0,
            y > bottom - EDGE ? EDGE : y < top + EDGE ? -EDGE : 0
        );
    }

    function end(ev) {
        if (!press || ev.pointerId !== press.id) {
            return;
        }
        const { at, last, moved, drawing } = press;
        stop();
        if (!drawing) {
            onStart(at, false);
        }
        onEnd(last, moved);
    }

    function stop() {
        browser.clearTimeout(press?.timer);
        press = null;
    }

    /** while a finger draws, its stroke is not for scrolling */
    function holdScroll(ev) {
        if (press?.drawing) {
            ev.preventDefault();
        }
    }

    /** a long press would open the browser's menu */
    function holdMenu(ev) {
        if (press) {
            ev.preventDefault();
        }
    }

    const listeners = [
        [() => scrollRef.el, "pointerdown", begin],
        [() => window, "pointermove", move],
        [() => window, "pointerup", end],
        [() => window, "pointercancel", stop],
        [() => scrollRef.el, "touchmove", holdScroll, { passive: false }],
        [() => scrollRef.el, "contextmenu", holdMenu],
    ];
    let bound = [];
    onMounted(() => {
        bound = listeners.map(([target, name, handler, options]) => [target(), name, handler, options]);
        bound.forEach(([target, ...rest]) => target.addEventListener(...rest));
    });
    onWillUnmount(() => {
        stop();
        bound.forEach(([target, ...rest]) => target.removeEventListener(...rest));
    });
}
