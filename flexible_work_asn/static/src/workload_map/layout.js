/** size of the drawing and of a tile, in its own units; the screen scales all of it */
export const WIDTH = 900;
export const HEIGHT = 520;
export const TILE = { width: 170, height: 66 };
const GAP = 6;

/**
 * Where the tiles of units lie: north is up, as far apart as on Earth; where they would cover each other, each on the
 * nearest free slot of a grid. Beyond the slots there are (35), tiles lie on each other, and the list tells them apart.
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
    return new Map((hasOverlap(tiles) ? onSlots(tiles) : tiles).map(({ id, x, y }) => [id, { x, y }]));
}

function hasOverlap(tiles) {
    return tiles.some((one, at) =>
        tiles
            .slice(at + 1)
            .some((other) => Math.abs(one.x - other.x) < TILE.width + GAP && Math.abs(one.y - other.y) < TILE.height + GAP)
    );
}

/** Each tile on the nearest slot of a grid that is still free; the outermost choose first. */
function onSlots(tiles) {
    let free = slots();
    const middle = ({ x, y }) => Math.hypot(x - WIDTH / 2, y - HEIGHT / 2);
    return [...tiles]
        .sort((one, other) => middle(other) - middle(one) || one.id - other.id)
        .map((tile) => {
            const far = (slot) => Math.hypot(slot.x - tile.x, slot.y - tile.y);
            const slot = free.reduce((best, one) => (far(one) < far(best) ? one : best), free[0] || tile);
            free = free.filter((one) => one !== slot);
            return { id: tile.id, x: slot.x, y: slot.y };
        });
}

function slots() {
    const columns = Math.floor((WIDTH + GAP) / (TILE.width + GAP));
    const rows = Math.floor((HEIGHT + GAP) / (TILE.height + GAP));
    const at = (n, number, size, room) => size / 2 + (n * (room - size)) / (number - 1);
    const made = [];
    for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
            made.push({ x: at(column, columns, TILE.width, WIDTH), y: at(row, rows, TILE.height, HEIGHT) });
        }
    }
    return made;
}
