import { describe, expect, test } from "@odoo/hoot";

import { PHOTO_BYTES_MAX, scalePhoto } from "@flexible_work_asn_attendance/core/photo";

describe.current.tags("headless");

/** noise, which no format makes small */
function noise(width, height, type = "image/png") {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const context = canvas.getContext("2d");
    const image = context.createImageData(width, height);
    let seed = 1;
    for (let i = 0; i < image.data.length; i++) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        image.data[i] = i % 4 === 3 ? 255 : (seed >> 16) & 255;
    }
    context.putImageData(image, 0, 0);
    return new Promise((resolve) => canvas.toBlob(resolve, type, 1));
}

function sizeOf(url) {
    return new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve([image.width, image.height]);
        image.src = url;
    });
}

test("a large photo becomes a JPEG that the server takes", async () => {
    const file = await noise(2000, 1500);
    expect(file.size > 2 * PHOTO_BYTES_MAX).toBe(true);
    const photo = await scalePhoto(file);
    expect(photo.bytes <= PHOTO_BYTES_MAX).toBe(true);
    expect(photo.url).toMatch(/^data:image\/jpeg;base64,/);
    expect(atob(photo.data).length).toBe(photo.bytes);
    const [width, height] = await sizeOf(photo.url);
    expect(width <= 960).toBe(true);
    expect(Math.abs(width / height - 4 / 3) < 0.02).toBe(true);
});

test("a limit that no quality meets makes it smaller in size", async () => {
    const [width] = await sizeOf((await scalePhoto(await noise(900, 900), 40_000)).url);
    expect(width < 900).toBe(true);
});

test("a small photo is not made larger", async () => {
    expect(await sizeOf((await scalePhoto(await noise(64, 48))).url)).toEqual([64, 48]);
});

test("what is no picture is refused", async () => {
    await expect(scalePhoto(new Blob(["%PDF-1.7"]))).rejects.toThrow();
});
