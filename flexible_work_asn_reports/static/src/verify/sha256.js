/**
 * SHA-256 (FIPS 180-4). Browsers offer their own on https alone, and pages of an intranet often are not.
 *
 * @param {ArrayBuffer} buffer
 * @returns {Promise<string>} 64 hexadecimal digits
 */
export async function sha256(buffer) {
    const bytes = new Uint8Array(buffer);
    const digest = globalThis.crypto?.subtle
        ? new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))
        : digestOf(bytes);
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The first 32 bits of the fractional part of the roots of the first primes, which the standard takes. */
function constants() {
    const fraction = (number) => Math.floor((number - Math.floor(number)) * 2 ** 32);
    const primes = [];
    for (let number = 2; primes.length < 64; number++) {
        if (primes.every((prime) => number % prime)) {
            primes.push(number);
        }
    }
    return {
        start: primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime))),
        rounds: primes.map((prime) => fraction(Math.cbrt(prime))),
    };
}

/** The bytes, a one, zeros up to whole blocks of 64, and the length in bits. */
function padded(bytes) {
    const length = Math.ceil((bytes.length + 9) / 64) * 64;
    const view = new DataView(new ArrayBuffer(length));
    new Uint8Array(view.buffer).set(bytes);
    view.setUint8(bytes.length, 0x80);
    view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(length - 4, (bytes.length << 3) >>> 0);
    return view;
}

const turned = (word, by) => (word >>> by) | (word << (32 - by));

/** @param {Uint8Array} bytes */
export function digestOf(bytes) {
    const { start, rounds } = constants();
    const state = Uint32Array.from(start);
    const view = padded(bytes);
    const words = new Uint32Array(64);
    for (let offset = 0; offset < view.byteLength; offset += 64) {
        for (let i = 0; i < 16; i++) {
            words[i] = view.getUint32(offset + 4 * i);
        }
        for (let i = 16; i < 64; i++) {
            const x = words[i - 15];
            const y = words[i - 2];
            const first = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
            const second = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
            words[i] = words[i - 16] + first + words[i - 7] + second;
        }
        let [a, b, c, d, e, f, g, h] = state;
        for (let i = 0; i < 64; i++) {
            const one = (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g));
            const left = (h + one + rounds[i] + words[i]) | 0;
            const right = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            [h, g, f, e, d, c, b, a] = [g, f, e, (d + left) | 0, c, b, a, (left + right) | 0];
        }
        [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] += word));
    }
    const result = new DataView(new ArrayBuffer(32));
    state.forEach((word, i) => result.setUint32(4 * i, word));
    return new Uint8Array(result.buffer);
}
