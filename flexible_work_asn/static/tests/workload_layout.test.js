import { expect, test } from "@odoo/hoot";

import { HEIGHT, placeTiles, TILE, WIDTH } from "@flexible_work_asn/workload_map/layout";

const unit = (id, latitude, longitude) => ({ id, position: [latitude, longitude] });

test("north is up and east is right", () => {
    const places = placeTiles([unit(1, 1.3, 127.0), unit(2, 0.4, 127.6)]);
    expect(places.get(1).y < places.get(2).y).toBe(true);
    expect(places.get(1).x < places.get(2).x).toBe(true);
});

test("a single unit lies in the middle", () => {
    expect(placeTiles([unit(1, 0.79, 127.38)]).get(1)).toEqual({ x: WIDTH / 2, y: HEIGHT / 2 });
    expect(placeTiles([]).size).toBe(0);
});

test("tiles neither cover each other nor leave the sketch", () => {
    const units = [];
    for (let id = 1; id <= 12; id++) {
        units.push(unit(id, 0.78 + 0.001 * (id % 4), 127.37 + 0.001 * Math.floor(id / 4)));
    }
    units.push(unit(13, 1.32, 126.4));
    const tiles = [...placeTiles(units).values()];
    for (const [at, one] of tiles.entries()) {
        expect(one.x >= TILE.width / 2 && one.x <= WIDTH - TILE.width / 2).toBe(true);
        expect(one.y >= TILE.height / 2 && one.y <= HEIGHT - TILE.height / 2).toBe(true);
        for (const other of tiles.slice(at + 1)) {
            const apart =
                Math.abs(one.x - other.x) >= TILE.width - 1 || Math.abs(one.y - other.y) >= TILE.height - 1;
            expect(apart).toBe(true);
        }
    }
});
