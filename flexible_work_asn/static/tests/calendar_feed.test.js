import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, getService, mountWithCleanup, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

import { browser } from "@web/core/browser/browser";
import { CalendarFeedDialog } from "@flexible_work_asn/calendar_feed/calendar_feed_dialog";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();

const URL = "https://odoo.example/flexible_work/calendar/secret.ics";

async function openDialog(exists) {
    let there = exists;
    onRpc("flexible.work.calendar.token", "get_my_feed", () => ({
        exists: there,
        created: there && "2026-01-11 22:30:00",
        last_used: false,
    }));
    onRpc("flexible.work.calendar.token", "create_my_feed", () => {
        expect.step("create");
        there = true;
        return URL;
    });
    onRpc("flexible.work.calendar.token", "revoke_my_feed", () => {
        expect.step("revoke");
        there = false;
        return true;
    });
    await mountWithCleanup(WebClient);
    getService("dialog").add(CalendarFeedDialog, {});
    await animationFrame();
}

test("an address is made, shown once and copied", async () => {
    patchWithCleanup(browser.navigator.clipboard, { writeText: async (text) => expect.step(`copied ${text}`) });
    await openDialog(false);
    expect(".o_fw_feed_revoke").toHaveCount(0);
    await contains(".o_fw_feed_create").click();
    expect(".o_fw_feed_url").toHaveValue(URL);
    expect(".o_fw_feed_open").toHaveAttribute("href", URL.replace("https", "webcal"));
    expect(".o_fw_feed_create").toHaveCount(0);
    await contains(".o_fw_feed_copy").click();
    expect.verifySteps(["create", `copied ${URL}`]);
});

test("an address that is there is not shown, but can be made anew or revoked", async () => {
    await openDialog(true);
    expect(".o_fw_feed_url").toHaveCount(0);
    expect(queryAllTexts(".o_fw_feed_state dd")[1]).toBe("never yet");
    expect(".o_fw_feed_create").toHaveText("Make a new address");
    await contains(".o_fw_feed_revoke").click();
    expect(".o_fw_feed_dialog [role=status]").toHaveText(/revoked/);
    expect(".o_fw_feed_create").toHaveText("Make an address");
    expect.verifySteps(["revoke"]);
});
