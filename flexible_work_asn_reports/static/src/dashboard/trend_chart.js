import { Component, onMounted, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
import { lineOf, lineText, percentText, weekDay } from "./shares";

/** as WFO on every screen; the line is of no mode, but dark enough for the sun */
const INK = "#1d4ed8";
const TEXT = "#374151";
const GRID = "#e5e7eb";

/** Thirty days as one line: the share present of those obliged. A day that is not over yet is an open point. */
export class TrendChart extends Component {
    static template = "flexible_work_asn_reports.TrendChart";
    static props = { trend: Array, isOpen: Boolean };

    setup() {
        this.canvas = useRef("canvas");
        // the figures come first: the library is fetched while they are read
        this.state = useState({ isReady: false, hasFailed: false });
        this.percentText = percentText;
        this.weekDay = weekDay;
        onMounted(() => this.fetchLibrary());
        useEffect(
            (isReady) => {
                if (isReady && this.canvas.el) {
                    this.draw();
                }
            },
            () => [this.state.isReady, this.props.trend, this.props.isOpen]
        );
        onWillUnmount(() => {
            this.isGone = true;
            this.chart?.destroy();
        });
    }

    async fetchLibrary() {
        try {
            await loadBundle("web.chartjs_lib");
            if (!this.isGone) {
                this.state.isReady = true;
            }
        } catch {
            // no network meanwhile: the line is said in words
            this.state.hasFailed = true;
        }
    }

    get text() {
        return lineText(this.props.trend);
    }

    get days() {
        return this.props.trend.filter(({ working }) => working);
    }

    draw() {
        this.chart?.destroy();
        this.chart = new window.Chart(this.canvas.el, this.config());
    }

    config() {
        const { trend, isOpen } = this.props;
        const { labels, values, min } = lineOf(trend, isOpen);
        const isToday = (index) => isOpen && index === trend.length - 1;
        return {
            type: "line",
            data: {
                labels,
                datasets: [
                    {
                        data: values,
                        spanGaps: true,
                        borderColor: INK,
                        borderWidth: 2.5,
                        pointBorderColor: INK,
                        pointBorderWidth: 2,
                        pointBackgroundColor: ({ dataIndex }) => (isToday(dataIndex) ? "#fff" : INK),
                        pointRadius: ({ dataIndex }) => (dataIndex === trend.length - 1 ? 5 : 2),
                        pointHitRadius: 14,
                        segment: { borderDash: ({ p1DataIndex }) => (isToday(p1DataIndex) ? [4, 4] : undefined) },
                    },
                ],
            },
            options: this.options(min),
        };
    }

    options(min) {
        const { trend } = this.props;
        const font = { size: 13 };
        const dayOf = ([{ dataIndex }]) => weekDay(trend[dataIndex].date);
        return {
            animation: false,
            responsive: true,
            maintainAspectRatio: false,
            interaction: { mode: "nearest", axis: "x", intersect: false },
            layout: { padding: { right: 6, top: 6 } },
            plugins: {
                legend: { display: false },
                tooltip: {
                    displayColors: false,
                    titleFont: font,
                    bodyFont: font,
                    callbacks: { title: dayOf, label: ({ dataIndex }) => this.tooltip(trend[dataIndex]) },
                },
            },
            scales: {
                x: {
                    grid: { display: false },
                    ticks: { autoSkip: true, maxTicksLimit: 5, maxRotation: 0, color: TEXT, font },
                },
                y: {
                    min,
                    max: 100,
                    grid: { color: GRID },
                    border: { display: false },
                    ticks: { maxTicksLimit: 4, color: TEXT, font, callback: (value) => `${value}\u00a0%` },
                },
            },
        };
    }

    tooltip({ present, obliged, percent }) {
        return _t("%(percent)s: %(present)s of %(obliged)s", {
            percent: percentText(percent),
            present: formatInteger(present),
            obliged: formatInteger(obliged),
        });
    }
}
