/** What the server noted of a save, in the words of the interface. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { messageInWords } from "../../../storymap/browser/editor/views/history/message.ts";
import { speak } from "../../../storymap/browser/editor/words.ts";

const VIETNAMESE = {
  Published: "Đã xuất bản", "Added the photo {name}": "Đã thêm ảnh {name}", "and {n} more": "và {n} nữa", "Added the {kind} {name}": "Đã thêm {kind} {name}",
  "changed {records}": "đã thay đổi {records}", "added {records}": "đã thêm {records}", "removed {records}": "đã xóa {records}",
};
const names = { kind: (kind: string) => ({ chapter: "Chương", site: "Địa điểm", story: "Câu chuyện" })[kind] ?? kind, field: (field: string) => ({ title: "Tên", "title@vi": "Tên, Tiếng Việt" })[field] ?? field };

function said(message: string, language = "vi"): string {
  speak(language === "en" ? {} : VIETNAMESE, language);
  return messageInWords(message, names);
}

test("what is always noted in the same words is said in the language of the interface", () => {
  assert.equal(said("Published"), "Đã xuất bản");
  assert.equal(said("Added the photo {n} 100%.jpg"), "Đã thêm ảnh {n} 100%.jpg");
  assert.equal(said("Added the site Huế"), "Đã thêm địa điểm Huế");
});

test("changed records are named with their fields", () => {
  assert.equal(said("Changed chapter hue: title, title@vi and 2 more; added site hoi-an; removed site a, site b and 3 more"),
    "Đã thay đổi chương hue: tên, tên, Tiếng Việt và 2 nữa; đã thêm địa điểm hoi-an; đã xóa địa điểm a, địa điểm b và 3 nữa");
  assert.equal(said("Changed story: title, chapter a: title"), "Đã thay đổi câu chuyện: tên, chương a: tên");
});

test("what a person wrote stays as it is, and so does English", () => {
  for (const message of ["Changed my mind; added the sources", "Published at last", "", "Đã sửa"]) assert.equal(said(message), message);
  assert.equal(said("Changed chapter hue: title", "en"), "Changed chapter hue: title");
});
