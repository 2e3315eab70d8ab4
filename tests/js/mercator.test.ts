/** Web Mercator and the views that fit into a frame. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  boxAround, fit, flightSeconds, near, project, smallestZoom, unproject, type Padding,
} from "../../storymap/browser/player/mercator.ts";

const NONE: Padding = { top: 0, right: 0, bottom: 0, left: 0 };

function close(found: readonly number[], expected: readonly number[], within = 1e-6): void {
  assert.equal(found.length, expected.length);
  found.forEach((value, index) => assert.ok(Math.abs(value - expected[index]!) <= within, `${found.join(", ")} is not ${expected.join(", ")}`));
}

test("0° 0° is the middle of the square", () => close(project([0, 0]), [0.5, 0.5]));

test("the poles are cut where the square ends", () => {
  close(project([-180, 90]), [0, 0]);
  close(project([180, -90]), [1, 1]);
});

test("a longitude past 180 lies past the square", () => close(project([190, 0]), [0.5 + 190 / 360, 0.5]));

test("Huế is where EPSG:3857 has it", () => {
  // 16.4637 N, 107.5909 E is 11976964.2, 1859012.3 in metres on a sphere of 6378137 m
  const half = 20037508.342789244;
  const [x, y] = project([107.5909, 16.4637]);
  const metres = Math.log(Math.tan(Math.PI / 4 + (16.4637 * Math.PI) / 360)) * 6378137;
  close([(x - 0.5) * 2 * half, (0.5 - y) * 2 * half], [107.5909 * half / 180, metres], 0.01);
});

test("unproject undoes project", () => {
  for (const position of [[0, 0], [105.85, 21.03], [-179.9, -80], [200, 60]] as const) close(unproject(project([...position])), position, 1e-9);
});

test("the nearest copy of a longitude is taken", () => {
  assert.equal(near(-179, 178), 181);
  assert.equal(near(178, -179), -182);
  assert.equal(near(10, 20), 10);
  assert.equal(near(-170, 530), 550);
});

test("bounds fit into the frame and stand in its middle", () => {
  const { center, zoom } = fit({ bounds: [-180, -85.05112878, 180, 85.05112878], max_zoom: 9 }, 512, 512, NONE, 0);
  close([...center, zoom], [0, 0, 1]);
});

test("bounds across the antimeridian stand in the middle of the Pacific", () => {
  close([fit({ bounds: [170, -20, 190, 20], max_zoom: 9 }, 600, 600, NONE, 0).center[0]], [180]);
});

test("a single point is shown no nearer than the author allows", () => {
  assert.equal(fit({ bounds: [5, 5, 5, 5], max_zoom: 7 }, 600, 600, NONE, 0).zoom, 7);
});

test("a view is never farther than the frame allows", () => {
  assert.equal(fit({ bounds: [-180, -80, 180, 80], max_zoom: 7 }, 600, 1024, NONE, 2).zoom, 2);
});

test("padding moves the centre to the side with more room", () => {
  // 100 px more at the right, zoom 0: the world is 256 px wide
  const { center } = fit({ center: [0, 0], zoom: 0 }, 600, 600, { ...NONE, right: 100 }, 0);
  close(center, [(50 / 256) * 360, 0]);
});

test("a frame smaller than its padding still has a camera", () => {
  const { zoom } = fit({ bounds: [0, 0, 10, 10], max_zoom: 9 }, 20, 20, { top: 56, right: 64, bottom: 48, left: 56 }, 0);
  assert.ok(Number.isFinite(zoom));
});

test("the world is at least as high as the frame", () => {
  assert.equal(smallestZoom(256), 0);
  assert.equal(smallestZoom(1024), 2);
  assert.equal(smallestZoom(100), 0);
});

test("a flight is quick to a neighbour and never longer than two seconds", () => {
  const here = { center: [0, 0] as [number, number], zoom: 5 };
  assert.equal(flightSeconds(here, here, 800), 0.45);
  assert.equal(flightSeconds(here, { center: [170, 60], zoom: 14 }, 800), 1.9);
});

test("the box around places follows the first one over the antimeridian", () => {
  assert.deepEqual(boxAround([[178, -18], [-172, -4], [153, -27]]), [153, -27, 188, -4]);
});

test("the box is the narrow one, whichever place comes first", () => {
  assert.deepEqual(boxAround([[106, 16], [-95, 38], [-74, 40]]), [106, 16, 286, 40]);
  assert.deepEqual(boxAround([[-74, 40], [106, 16], [-95, 38]]), [106, 16, 286, 40]);
  assert.deepEqual(boxAround([[-10, 0], [0, 0], [30, 5]]), [-10, 0, 30, 5]);
  assert.deepEqual(boxAround([[-74, 40]]), [-74, 40, -74, 40]);
});

test("there is no box around nothing", () => assert.equal(boxAround([]), null));
