import { describe, expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";

import { browser } from "@web/core/browser/browser";
import {
    locate,
    PERMISSION_TIMEOUT,
    POSITION_TIMEOUT,
} from "@flexible_work_asn_attendance/core/position";

describe.current.tags("headless");

const NOWHERE = { latitude: null, longitude: null, accuracy: null };

function mockGeolocation(getCurrentPosition) {
    patchWithCleanup(browser, {
        navigator: { geolocation: getCurrentPosition && { getCurrentPosition } },
    });
}

test("a granted position is passed on in degrees and metres", async () => {
    mockGeolocation((resolve, reject, options) => {
        expect.step(options.timeout);
        resolve({ coords: { latitude: 0.79, longitude: 127.38, accuracy: 12, speed: 3 } });
    });
    expect(await locate()).toEqual({
        coords: { latitude: 0.79, longitude: 127.38, accuracy: 12 },
        problem: null,
    });
    expect.verifySteps([POSITION_TIMEOUT]);
});

test("a refused position is nowhere, and says that it was refused", async () => {
    mockGeolocation((resolve, reject) => reject({ code: 1 }));
    expect(await locate()).toEqual({ coords: NOWHERE, problem: "denied" });
});

test("a position that is not found in time is nowhere", async () => {
    mockGeolocation((resolve, reject) => reject({ code: 3 }));
    expect(await locate()).toEqual({ coords: NOWHERE, problem: "unavailable" });
});

test("a question for permission that nobody answers does not hold up the check-in", async () => {
    mockGeolocation(() => {});
    const found = locate();
    found.then(() => expect.step("found"));
    await advanceTime(PERMISSION_TIMEOUT - 1);
    expect.verifySteps([]);
    await advanceTime(1);
    expect(await found).toEqual({ coords: NOWHERE, problem: "unavailable" });
    expect.verifySteps(["found"]);
});

test("a browser without geolocation is nowhere", async () => {
    mockGeolocation(undefined);
    expect(await locate()).toEqual({ coords: NOWHERE, problem: "unavailable" });
});

test("who does not want to wait is nowhere at once", async () => {
    mockGeolocation(() => {});
    expect(await locate(Promise.resolve())).toEqual({ coords: NOWHERE, problem: "skipped" });
});
