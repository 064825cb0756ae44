import { Component, onMounted, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";

const NEEDED = "#b45309";
const THERE = "#1d4ed8";

/** Needed and there of each unit as bars; the list beside says the same in numbers. */
export class NeedChart extends Component {
    static template = "flexible_work_asn.NeedChart";
    static props = { units: Array };

    setup() {
        this.canvas = useRef("canvas");
        this.state = useState({ isReady: false });
        onMounted(() => this.fetchLibrary());
        useEffect(
            (isReady) => {
                if (isReady && this.canvas.el) {
                    this.draw();
                }
            },
            () => [this.state.isReady, this.props.units]
        );
        onWillUnmount(() => {
            this.isGone = true;
            this.chart?.destroy();
        });
    }

    async fetchLibrary() {
        try {
            await loadBundle("web.chartjs_lib");
            this.state.isReady = !this.isGone;
        } catch {
            // no network meanwhile: the list says it
        }
    }

    get height() {
        return 60 + 30 * this.props.units.length;
    }

    draw() {
        this.chart?.destroy();
        const bars = (label, name, color) => ({
            label,
            data: this.props.units.map((unit) => unit[name]),
            backgroundColor: color,
        });
        this.chart = new window.Chart(this.canvas.el, {
            type: "bar",
            data: {
                labels: this.props.units.map(({ name }) => name),
                datasets: [bars(_t("Needed"), "needed", NEEDED), bars(_t("There"), "filled", THERE)],
            },
            options: {
                indexAxis: "y",
                animation: false,
                maintainAspectRatio: false,
                scales: { x: { beginAtZero: true, ticks: { precision: 0 } } },
            },
        });
    }
}
