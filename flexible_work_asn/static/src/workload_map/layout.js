/** size of the drawing and of a tile, in its own units; the screen scales all of it */
export const WIDTH = 900;
export const HEIGHT = 520;
export const TILE = { width: 150, height: 62 };
const ROUNDS = 80;

/**
 * Where the tiles of units lie: north is up, as far apart as on Earth, pushed apart where they would cover each other.
 *
 * @param {Array<{id: number, position: [number, number]}>} units with latitude and longitude in degrees
 * @returns {Map<number, {x: number, y: number}>} middle of each tile
 */
export function placeTiles(units) {
    if (!units.length) {
        return new Map();
    }
    const latitudes = units.map(({ position }) => position[0]);
    const longitudes = units.map(({ position }) => position[1]);
    const narrow = Math.cos((((Math.min(...latitudes) + Math.max(...latitudes)) / 2) * Math.PI) / 180);
    const across = (Math.max(...longitudes) - Math.min(...longitudes)) * narrow;
    const along = Math.max(...latitudes) - Math.min(...latitudes);
    const room = { x: WIDTH - TILE.width, y: HEIGHT - TILE.height };
    // one scale for both directions; a single place lies in the middle
    const scale = Math.min(across ? room.x / across : Infinity, along ? room.y / along : Infinity);
    const stretch = Number.isFinite(scale) ? scale : 0;
    const tiles = units.map(({ id, position }) => ({
        id,
        x: WIDTH / 2 + ((position[1] - (Math.min(...longitudes) + Math.max(...longitudes)) / 2) * narrow) * stretch,
        y: HEIGHT / 2 - (position[0] - (Math.min(...latitudes) + Math.max(...latitudes)) / 2) * stretch,
    }));
    pushApart(tiles);
    return new Map(tiles.map(({ id, x, y }) => [id, { x, y }]));
}

function pushApart(tiles) {
    for (let round = 0; round < ROUNDS; round++) {
        let moved = false;
        for (let one = 0; one < tiles.length; one++) {
            for (let other = one + 1; other < tiles.length; other++) {
                moved = part(tiles[one], tiles[other]) || moved;
            }
        }
        for (const tile of tiles) {
            tile.x = Math.min(WIDTH - TILE.width / 2, Math.max(TILE.width / 2, tile.x));
            tile.y = Math.min(HEIGHT - TILE.height / 2, Math.max(TILE.height / 2, tile.y));
        }
        if (!moved) {
            return;
        }
    }
}

/** Move two tiles that cover each other apart, in the direction in which less is needed. */
function part(one, other) {
    const gap = 8;
    const x = TILE.width + gap - Math.abs(one.x - other.x);
    const y = TILE.height + gap - Math.abs(one.y - other.y);
    if (x <= 0 || y <= 0) {
        return false;
    }
    if (x < y) {
        const way = one.x < other.x ? -1 : 1;
        one.x += (way * x) / 2;
        other.x -= (way * x) / 2;
    } else {
        const way = one.y < other.y ? -1 : 1;
        one.y += (way * y) / 2;
        other.y -= (way * y) / 2;
    }
    return true;
}
