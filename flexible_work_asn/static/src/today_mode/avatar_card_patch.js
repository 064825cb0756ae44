import { AvatarCardPopover } from "@mail/discuss/web/avatar_card/avatar_card_popover";
import { AvatarCardResourcePopover } from "@resource_mail/components/avatar_card_resource/avatar_card_resource_popover";
import { patch } from "@web/core/utils/patch";
import { ModeTile } from "../core/mode_tile";
import { MODES } from "../core/modes";

patch(AvatarCardPopover, { components: { ...AvatarCardPopover.components, ModeTile } });
patch(AvatarCardPopover.prototype, {
    /** Where the person on the card works today, if the user may know. */
    get flexibleMode() {
        return MODES[this.employeeId?.flexible_mode_today];
    },
});

patch(AvatarCardResourcePopover, { components: { ...AvatarCardResourcePopover.components, ModeTile } });
patch(AvatarCardResourcePopover.prototype, {
    get flexibleMode() {
        return undefined;
    },

    get presenceMode() {
        return MODES[(this.record.hr_icon_display || "").replace("presence_", "")];
    },
});
