import assert from "node:assert/strict";
import test from "node:test";
import { EMPTY, fileOf, keptOf, pointsOf, removal, rowOf, rowsNow, scansOf, tied, withScan, written } from "../../../storymap/browser/editor/views/scans/values.ts";

const PLAN = { id: "plan", title: { en: "Plan", vi: "Bản đồ" }, kind: "image", image: "media/plan.png" };

test("the scanned maps are the layers of the kind image, by id or by place", () => {
  const found = scansOf([{ id: "areas" }, PLAN, "text", { kind: "Image", image: "b.png" }], "en");
  assert.deepEqual(found.map(({ at, key, title }) => [at, key, title]), [[1, "plan", "Plan"], [3, "3", "3"]]);
  assert.deepEqual(scansOf(null, "en"), []);
  assert.deepEqual([PLAN, { image: "plan.png" }, { image: "https://example.org/a.png" }, {}].map(fileOf), ["plan.png", "plan.png", "", ""]);
});

test("a point is kept when all its numbers are there, and stays while one is written anew", () => {
  const half = written(written(EMPTY, { x: "10,5", y: "20" }), { lat: "16.5" });
  assert.deepEqual(keptOf([half]), []);
  const whole = written(half, { lon: "107.25" });
  assert.deepEqual(whole.kept, { pixel: [10.5, 20], at: [107.25, 16.5] });
  for (const lat of ["", "-", "91", "north"]) assert.deepEqual(written(whole, { lat }).kept, whole.kept);
  assert.deepEqual(written(rowOf({ pixel: ["1", "2"], at: ["3", "4"], note: "bridge" }), { x: "5" }).kept, { pixel: [5, 2], at: [3, 4], note: "bridge" });
});

test("corners mean points at the corners of the picture, until points are written", () => {
  const four = pointsOf({ corners: [["1", "2"], ["3", "2"], ["3", "0"], ["1", "0"]] }, 800, 600);
  assert.deepEqual(four.map(({ pixel }) => pixel), [["0", "0"], ["800", "0"], ["800", "600"], ["0", "600"]]);
  assert.deepEqual(pointsOf({ corners: [["1", "2"], ["3", "0"]] }, 800, 600).map(({ pixel }) => pixel), [["0", "0"], ["800", "600"]]);
  assert.deepEqual(tied({ ...PLAN, corners: [] }, four.map(rowOf)), { ...PLAN, points: four });
  assert.deepEqual(pointsOf({ points: "none" }, 1, 1), []);
});

test("rows follow what the story holds, and those that were never whole stay", () => {
  const [one, two] = [{ pixel: ["1", "2"], at: ["3", "4"] }, { pixel: ["5", "6"], at: ["7", "8"] }];
  const rows = [rowOf(one!), { ...EMPTY, x: "9" }];
  assert.equal(rowsNow(rows, [one!]), rows);
  assert.deepEqual(rowsNow(rows, [one!, two!]).map(({ x }) => x), ["1", "5", "9"]);
  assert.deepEqual(rowsNow(rows, []).map(({ x }) => x), ["9"]);
});

test("a layer is changed or taken out, and the others stay as they are", () => {
  const layers = [{ id: "areas" }, PLAN], scan = scansOf(layers, "en")[0]!;
  assert.deepEqual(withScan(layers, 1, { ...PLAN, alt: "", opacity: null }), layers);
  assert.deepEqual(withScan(layers, 1, null), [{ id: "areas" }]);
  const changes = removal(layers, scan, [{ id: "one", was: ["plan", "areas"], now: ["areas"] }]);
  assert.deepEqual(changes.map((change) => change.op === "set" && [change.kind, change.id, change.now]), [["chapter", "one", ["areas"]], ["story", "", [{ id: "areas" }]]]);
});
