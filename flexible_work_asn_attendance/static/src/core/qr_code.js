import { Component, onWillStart, useEffect, useRef, useState, xml } from "@odoo/owl";
import { loadJS } from "@web/core/assets";

const SIZE = 240;

/**
 * A QR code drawn by the browser itself, with the library that Odoo reads barcodes with: what it says
 * stays on this screen. Nothing is drawn when the library can't be loaded.
 */
export class QrCode extends Component {
    static template = xml`<div t-ref="box" role="img" t-att-aria-label="props.label"/>`;
    static props = { value: String, label: String };

    setup() {
        this.box = useRef("box");
        this.state = useState({ ready: false });
        onWillStart(() => {
            // not waited for: the page is of use without it
            loadJS("/web/static/lib/zxing-library/zxing-library.js").then(
                () => (this.state.ready = true),
                () => {}
            );
        });
        useEffect(
            (ready, value) => {
                if (ready) {
                    const writer = new window.ZXing.BrowserQRCodeSvgWriter();
                    const picture = writer.write(value, SIZE, SIZE);
                    // drawn for one size, shown in any
                    picture.setAttribute("viewBox", `0 0 ${SIZE} ${SIZE}`);
                    this.box.el.replaceChildren(picture);
                }
            },
            () => [this.state.ready, this.props.value]
        );
    }
}
