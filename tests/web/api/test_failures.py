"""Every failure has one shape, words in the visitor's language, and never a traceback."""

import errno
import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from storymap.storage.lock import StoryBusy
from storymap.web.api.failures import failure


def error_of(answer: TestResponse) -> dict:
    """The error of an answer, whose shape is checked."""
    assert answer.mimetype == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    error = answer.json["error"]
    assert set(error) == {"code", "message", "problems"}
    assert error["message"]
    return error


@pytest.mark.parametrize("address", ["/api/nothing", "/api/stories/two-places/nothing", "/api/a/b/c/d"])
def test_an_address_that_is_not_there_has_the_shape(client: FlaskClient, address: str):
    answer = client.get(address)
    assert answer.status_code == 404
    assert error_of(answer)["code"] == "not-found"


def test_a_method_that_is_not_taken_has_the_shape_and_names_those_that_are(client: FlaskClient):
    answer = client.put("/api/when", json={})
    assert answer.status_code == 405
    assert error_of(answer)["code"] == "method"
    assert "POST" in answer.headers["Allow"]


def test_words_are_in_the_visitors_language(app: Flask):
    app.testing = True  # the pseudo-language is for tests only
    client = app.test_client()
    english = error_of(client.get("/api/nothing"))["message"]
    pseudo = error_of(client.get("/api/nothing?lang=en-XA"))["message"]
    assert pseudo.startswith("⟦")
    assert english != pseudo


def test_problems_and_refusals_of_the_lower_floors_are_in_the_visitors_language(
    client: FlaskClient, library: Path
):
    state = client.get("/api/stories/two-places").json
    site = state["sites"][0]["id"]
    change = {"op": "add", "kind": "site", "id": site, "values": {"name": "Huế"}, "after": None}
    asked = {"json": {"changes": [change]}, "headers": {"If-Match": f'"{state["version"]}"'}}
    said = {language: error_of(client.patch(f"/api/stories/two-places?lang={language}", **asked))
            for language in ("en", "vi")}  # fmt: skip
    assert said["en"]["problems"][0]["message"] == f"The id `{site}` is taken. Choose another one."
    assert said["vi"]["problems"][0]["message"] == f"Mã `{site}` đã được dùng. Hãy chọn mã khác."
    (library / "two-places" / "events.csv").write_text("id,title,site,when\na,A,{x},soon\n")
    problems = client.post("/api/stories/two-places/problems?lang=vi", json={}).json["problems"]
    assert {problem["column"]: problem["message"] for problem in problems if problem["row"] == 2} == {
        "site": "không có địa điểm nào mang mã này", "when": "đây không phải là ngày đọc được",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [("{", 400, "not-json"), ("", 400, "not-json"), ('{"text": NaN}', 400, "not-json"),
     ("[" * 60_000, 400, "not-json"), ("[]", 422, "invalid"), ("{}", 422, "invalid"),
     ('{"text": 7}', 422, "invalid"), ('{"text": "1968", "langage": "en"}', 422, "invalid"),
     ('{"text": "1968", "language": "not a language"}', 422, "invalid")],
)  # fmt: skip
def test_a_body_that_cannot_be_used_says_which_field_what_was_found_and_what_to_do(
    client: FlaskClient, body: str, status: int, code: str
):
    answer = client.post("/api/when", data=body, content_type="application/json")
    error = error_of(answer)
    assert (answer.status_code, error["code"]) == (status, code)
    assert error["problems"]
    if code == "invalid":
        assert all(problem["column"] and problem["hint"] for problem in error["problems"])


def test_all_faults_of_a_body_are_said_at_once(client: FlaskClient):
    error = error_of(client.post("/api/when", json={"txt": "1968", "language": 7}))
    assert {problem["column"] for problem in error["problems"]} == {"text", "txt", "language"}


def test_a_body_that_is_not_called_json_is_refused(client: FlaskClient):
    answer = client.post("/api/when", data='{"text": "1968"}', content_type="text/plain")
    assert answer.status_code == 415
    assert error_of(answer)["code"] == "media-type"


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [(StoryBusy("busy"), 503, "busy"), (OSError(errno.ENOSPC, "full"), 507, "disk-full"),
     (OSError(errno.EIO, "io"), 500, "disk"), (RuntimeError("a secret detail"), 500, "fault")],
    ids=["busy", "full", "io", "fault"],
)  # fmt: skip
def test_a_fault_of_the_server_is_said_in_the_shape_without_details(
    app: Flask, caplog: pytest.LogCaptureFixture, fault: Exception, status: int, code: str
):
    with app.test_request_context("/api/stories/two-places"):
        answer = failure(fault)
    error = json.loads(answer.get_data())["error"]
    assert (answer.status_code, error["code"]) == (status, code)
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert "secret" not in answer.get_data(as_text=True)
    assert status in (500, 503) or caplog.text
