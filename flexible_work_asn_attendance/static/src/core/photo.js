/** what the server takes at most, in bytes of the JPEG */
export const PHOTO_BYTES_MAX = 300_000;
/** enough to see who it is, in pixels of the longer side */
const LONGEST_SIDE = 960;
const QUALITIES = [0.8, 0.65, 0.5, 0.35];
const SHRINK = 0.7;
const SMALLEST_SIDE = 120;

/**
 * A photo made small enough to send over a slow line. Its metadata (with the place where it was taken) stays behind.
 *
 * @param {Blob} file as the camera gives it
 * @param {number} [bytesMax]
 * @returns {Promise<{data: string, url: string, bytes: number}>} the JPEG in base64, and an address to show it by
 * @throws {Error} when it is no picture
 */
export async function scalePhoto(file, bytesMax = PHOTO_BYTES_MAX) {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    try {
        let side = Math.min(LONGEST_SIDE, Math.max(image.width, image.height));
        do {
            for (const quality of QUALITIES) {
                const blob = await drawJpeg(image, side, quality);
                if (blob.size <= bytesMax) {
                    const url = await readAsUrl(blob);
                    return { data: url.split(",")[1], url, bytes: blob.size };
                }
            }
            side *= SHRINK;
        } while (side > SMALLEST_SIDE);
        throw new Error("The photo stays too large");
    } finally {
        image.close();
    }
}

function drawJpeg(image, side, quality) {
    const scale = side / Math.max(image.width, image.height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve, reject) =>
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("No picture"))), "image/jpeg", quality)
    );
}

function readAsUrl(blob) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result);
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(blob);
    });
}
