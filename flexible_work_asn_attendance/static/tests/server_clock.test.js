import { describe, expect, test } from "@odoo/hoot";
import { advanceTime, mockDate, mockTimeZone } from "@odoo/hoot-mock";
import { makeMockEnv, mountWithCleanup } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

import { Countdown, WallClock } from "@flexible_work_asn_attendance/core/countdown";
import {
    formatCountdown,
    formatHour,
    ServerClock,
} from "@flexible_work_asn_attendance/core/server_clock";

describe.current.tags("headless");
defineMailModels();

/** a clock of a unit in WIT that reads `now`, on a phone that is off in hour and zone */
function clockAt(now) {
    mockTimeZone("America/New_York");
    mockDate("2026-01-11 03:00:00");
    const clock = new ServerClock();
    clock.sync(now, Date.now(), Date.now());
    return clock;
}

test("the clock is the server's, whatever the phone's zone and hour", () => {
    const clock = clockAt("2026-01-12 07:31:00");
    expect(clock.now().toFormat("yyyy-MM-dd HH:mm:ss")).toBe("2026-01-12 07:31:00");
    expect(clock.secondsUntil("2026-01-12 07:45:00")).toBe(14 * 60);
    expect(clock.secondsUntil("2026-01-12 07:30:00")).toBe(-60);
});

test("half of the time of the request is taken off", () => {
    mockDate("2026-01-12 00:00:00");
    const clock = new ServerClock();
    clock.sync("2026-01-12 07:30:00", Date.now() - 4000, Date.now());
    expect(clock.now().toFormat("HH:mm:ss")).toBe("07:30:02");
});

test("the time left is told in words", async () => {
    await makeMockEnv(); // loads the translations
    expect(`${formatCountdown(3 * 3600 + 5 * 60 + 9)}`).toBe("3 h 5 min");
    expect(`${formatCountdown(5 * 60 + 9)}`).toBe("5 min 9 s");
    expect(`${formatCountdown(9)}`).toBe("9 s");
    expect(`${formatCountdown(-9)}`).toBe("0 s");
});

test("hours are read from numbers and from text", () => {
    expect(formatHour(7.5)).toBe("07:30");
    expect(formatHour(15.999)).toBe("16:00");
    expect(formatHour("07:30")).toBe("07:30");
    expect(formatHour(false)).toBe("");
});

test("the countdown runs and tells once that it is over", async () => {
    await mountWithCleanup(Countdown, {
        props: {
            clock: clockAt("2026-01-12 07:29:57"),
            until: "2026-01-12 07:30:00",
            onEnd: () => expect.step("over"),
        },
    });
    expect(".o_fw_countdown").toHaveText("3 s");
    await advanceTime(1000);
    expect(".o_fw_countdown").toHaveText("2 s");
    await advanceTime(2000);
    expect(".o_fw_countdown").toHaveText("0 s");
    expect.verifySteps(["over"]);
    await advanceTime(5000);
    expect.verifySteps([]);
});

test("a countdown that is over from the start keeps silent", async () => {
    await mountWithCleanup(Countdown, {
        props: {
            clock: clockAt("2026-01-12 07:31:00"),
            until: "2026-01-12 07:30:00",
            onEnd: () => expect.step("over"),
        },
    });
    await advanceTime(3000);
    expect.verifySteps([]);
});

test("the wall clock tells when a new day has begun", async () => {
    await mountWithCleanup(WallClock, {
        props: {
            clock: clockAt("2026-01-12 23:59:58"),
            onNewDay: () => expect.step("new day"),
        },
    });
    expect(".o_fw_wall_clock").toHaveText("23:59");
    await advanceTime(3000);
    expect(".o_fw_wall_clock").toHaveText("00:00");
    expect.verifySteps(["new day"]);
});
