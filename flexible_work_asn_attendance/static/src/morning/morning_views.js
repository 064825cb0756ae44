import { registry } from "@web/core/registry";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";
import { MorningNumbers } from "./morning_numbers";
import { MorningSearchModel } from "./morning_search_model";

export class MorningListRenderer extends ListRenderer {
    static template = "flexible_work_asn_attendance.MorningListRenderer";
    static components = { ...ListRenderer.components, MorningNumbers };
}

export class MorningKanbanRenderer extends KanbanRenderer {
    static template = "flexible_work_asn_attendance.MorningKanbanRenderer";
    static components = { ...KanbanRenderer.components, MorningNumbers };
}

registry.category("views").add("flexible_work_morning_list", {
    ...listView,
    Renderer: MorningListRenderer,
    SearchModel: MorningSearchModel,
});
registry.category("views").add("flexible_work_morning_kanban", {
    ...kanbanView,
    Renderer: MorningKanbanRenderer,
    SearchModel: MorningSearchModel,
});
