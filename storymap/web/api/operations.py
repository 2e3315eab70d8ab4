"""The table of the API's operations: what the documentation says, and a test holds against the routes."""

from dataclasses import dataclass

from storymap.web.api.bodies import (
    Import,
    Link,
    NewStory,
    Nothing,
    Publish,
    Render,
    Roles,
    Save,
    Scan,
    Sent,
    WhenText,
)


@dataclass(frozen=True)
class Query:
    """A parameter after the question mark."""

    name: str
    says: str
    required: bool = False


@dataclass(frozen=True)
class Operation:
    """One method of one address; `gives` is the shape of the answer to a request that succeeds."""

    method: str
    path: str
    says: str
    gives: str
    role: str = ""
    body: type[Sent] | None = None
    uploads: tuple[str, ...] = ()
    query: tuple[Query, ...] = ()
    if_match: bool = False
    status: int = 200

    @property
    def name(self) -> str:
        """A name that no other operation has: `patch-stories-story`."""
        parts = [part.strip("{}") for part in self.path.split("/") if part]
        return "-".join([self.method.lower(), *parts]) if parts else f"{self.method.lower()}-documentation"

    @property
    def group(self) -> str:
        """What it is about."""
        parts = [part for part in self.path.split("/") if part]
        if parts[:1] == ["stories"] and len(parts) > 2:
            return parts[2]
        return parts[0] if parts else "documentation"


_LANG = Query("lang", "Language of the words for people, such as `vi`; else Accept-Language decides.")
_STORY = "/stories/{story}"
_PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif")
_TABLES = ("text/csv", "text/tab-separated-values", "text/plain", "application/octet-stream",
           "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_PLACE_QUERY = (
    Query("q", "A name in any language or script, or coordinates in any usual notation.", required=True),
    Query("story", "Story whose sites and years help to decide, and to whose sites distances are given."),
    Query("near", "`lon,lat`: prefer places near this point, in place of the story's sites."),
    Query("kind", "Kind of place, such as city, province, airport, tỉnh."),
    Query("when", "EDTF date: units are taken as they were then."),
    _LANG,
)

OPERATIONS = (
    Operation("GET", "/", "This documentation: OpenAPI 3.1 as JSON, or a page for a browser.", "OpenAPI"),
    Operation("GET", "/me", "Who the request comes from, and with which roles.", "{name, local, stories}"),
    Operation("GET", "/stories", "The stories that the visitor may see, drafts included.", "{stories: […]}"),
    Operation("POST", "/stories", "Begin a story: empty, or as a copy of a shipped one. It is a draft.",
              "the state of the new story", "editor", body=NewStory, status=201),
    Operation("GET", _STORY, "Everything that can be edited, with its version, problems and the join.",
              "{id, version, role, languages, story, chapters, sites, events, sources, media, problems, "
              "join}", "viewer"),
    Operation("PATCH", _STORY, "Save changes: all of them or none, durable when the answer comes.",
              "{version, revision}", "editor", body=Save, if_match=True),
    Operation("DELETE", _STORY, "Move the story to the trash.", "{entry, id, title, by, time}", "owner",
              if_match=True),
    Operation("POST", f"{_STORY}/problems", "Look for problems in the files as they are now.",
              "{problems: […], join}", "viewer", body=Nothing),
    Operation("POST", f"{_STORY}/render", "Markdown as readers will see it.", "{html}", "viewer",
              body=Render),
    Operation("POST", f"{_STORY}/overlay-fit", "How a picture would lie on the map, and how far its points "
              "lie off; nothing is kept.",
              "{method, suits, needed, error_km, off_km, points, outline, cells, mesh}", "viewer", body=Scan),
    Operation("POST", f"{_STORY}/publish", "Show the story to readers, or make it a draft again.",
              "{version, revision}", "editor", body=Publish, if_match=True),
    Operation("POST", "/when", "A date in a person's words as EDTF, and EDTF in words.",
              "{edtf, words, valid, hint, choices: [{edtf, words}]}", body=WhenText),
    Operation("GET", "/places", "Places for a name with reasons and distances, or what is at coordinates.",
              "{query, position, candidates: […]}", query=_PLACE_QUERY),
    Operation("GET", "/places/nearest", "What is around a point.",
              "{nearest, distance_km, unit, country, country_name}",
              query=(Query("lon", "Longitude.", required=True), Query("lat", "Latitude.", required=True),
                     _LANG)),
    Operation("GET", f"{_STORY}/media", "The files of the media folder, and which chapters use them.",
              "{media: [{file, width, height, bytes, uses, layers}]}", "viewer"),
    Operation("POST", f"{_STORY}/media", "Add a picture; it is made anew without what cameras hide in it.",
              "{file, width, height, bytes, large, position, taken, version, revision}", "editor",
              uploads=_PICTURES, status=201,
              query=(Query("name", "The file's name on the person's own disk."),
                     Query("for", "`map`: it stays finer, and a large one gets a smaller file before it."))),
    Operation("DELETE", f"{_STORY}/media/{{file}}", "Take a file out of the media folder; the history keeps "
              "it.", "{version, revision}", "editor", if_match=True),
    Operation("POST", "/tables", "Read a table that was dropped or pasted; nothing is kept.",
              "{sheets, sheet, header, rows, first, delimiter, problems}", uploads=_TABLES,
              query=(Query("name", "The file's name, whose ending says what it is."),
                     Query("sheet", "Which sheet of a workbook."))),
    Operation("POST", f"{_STORY}/import", "Make changes of a table's rows; nothing is written.",
              "{mapping, guesses, changes, decisions, places, problems, counts}", "editor", body=Import),
    Operation("GET", f"{_STORY}/history", "The revisions, newest first.", "{revisions: […]}", "viewer",
              query=(Query("before", "Only revisions before this one."), Query("limit", "At most so many."))),
    Operation("GET", f"{_STORY}/history/{{revision}}", "What a revision changed.", "{revision, changes}",
              "viewer", query=(Query("against", "Another revision, or `now`; else the one before."),)),
    Operation("POST", f"{_STORY}/history/{{revision}}/restore", "Make the story what it was then, as a new "
              "revision.", "{version, revision}", "editor", body=Nothing, if_match=True),
    Operation("GET", "/trash", "Deleted stories.", "{trash: […]}"),
    Operation("POST", "/trash/{entry}/restore", "Bring a deleted story back.", "{id}", body=Nothing),
    Operation("DELETE", "/trash/{entry}", "Delete a story for good.", "{}"),
    Operation("GET", f"{_STORY}/links", "Links that let people in without an account.", "{links: […]}",
              "owner"),
    Operation("POST", f"{_STORY}/links", "Make a link that lets people preview or edit for some days.",
              "{id, url}", "owner", body=Link, status=201),
    Operation("DELETE", f"{_STORY}/links/{{link}}", "Revoke a link.", "{}", "owner"),
    Operation("GET", f"{_STORY}/roles", "Who may do what.",
              "{roles: {name: role}, everywhere: {name: role}}", "owner"),
    Operation("PUT", f"{_STORY}/roles", "Give roles, or take them with null.", "{roles, everywhere}", "owner",
              body=Roles),
)
