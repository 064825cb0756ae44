import { sha256 } from "./sha256.js";

/** Compares a file, or a fingerprint, with the one on the page. Everything happens in this browser. */
const box = document.getElementById("fw_compare");
if (box) {
    const result = document.getElementById("fw_result");
    const file = document.getElementById("fw_file");
    const text = document.getElementById("fw_text");
    const drop = document.getElementById("fw_drop");

    const say = (kind) => {
        result.textContent = box.dataset[kind];
        result.className = `fw_result fw_result_${kind}`;
    };
    const compare = (fingerprint) => say(fingerprint === box.dataset.fingerprint ? "same" : "other");

    const compareFile = async (chosen) => {
        if (!chosen) {
            return;
        }
        say("reading");
        try {
            compare(await sha256(await chosen.arrayBuffer()));
        } catch {
            say("unreadable");
        }
    };
    const compareText = () => {
        const fingerprint = text.value.replace(/\s/g, "").toLowerCase();
        if (!fingerprint) {
            result.textContent = "";
            result.className = "fw_result";
        } else if (/^[0-9a-f]{64}$/.test(fingerprint)) {
            compare(fingerprint);
        } else {
            say("incomplete");
        }
    };

    file.addEventListener("change", () => compareFile(file.files[0]));
    text.addEventListener("input", compareText);
    for (const kind of ["dragenter", "dragover"]) {
        drop.addEventListener(kind, (event) => {
            event.preventDefault();
            drop.classList.add("fw_over");
        });
    }
    drop.addEventListener("dragleave", () => drop.classList.remove("fw_over"));
    drop.addEventListener("drop", (event) => {
        event.preventDefault();
        drop.classList.remove("fw_over");
        compareFile(event.dataTransfer.files[0]);
    });
    box.hidden = false;
}
