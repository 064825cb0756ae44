import { _t } from "@web/core/l10n/translation";
import { parseDay } from "../core/dates";

/**
 * The heads of the grid's columns, one for each date of the roster.
 *
 * @param {GridModel} model
 * @returns {Object[]}
 */
export function makeDays(model) {
    return model.days.map((date, index) => {
        const day = parseDay(date);
        const isOff = model.offDays.has(index);
        const title = day.toLocaleString({ weekday: "short", day: "numeric", month: "short" });
        const why = isOff && model.rows[0]?.base[index].why;
        return {
            index,
            date,
            title,
            headTitle: [title, why, model.isPast(index) && _t("past: fixed")].filter(Boolean).join(" · "),
            weekday: day.toLocaleString({ weekday: "short" }),
            number: day.day,
            month: day.day === 1 || index === 0 ? day.toLocaleString({ month: "short" }) : "",
            isOff,
            isPast: model.isPast(index),
            isToday: date === model.roster.today,
        };
    });
}
