"""Who may do what with a story, and links for people without an account."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, url_for
from werkzeug.exceptions import NotFound

from storymap.accounts import EVERY_STORY, Role
from storymap.accounts.links import Link as MadeLink
from storymap.web.access import accounts, requires, settings, visitor
from storymap.web.addresses import site_root
from storymap.web.api.answers import json_answer, moment
from storymap.web.api.bodies import Link, Roles, sent
from storymap.web.api.failures import Refused
from storymap.web.library import Library
from storymap.web.spoken import spoken


def add_sharing(api: Blueprint, library: Library) -> None:
    """Add links and roles; owners only."""

    @api.get("/stories/<story>/links")
    @requires(Role.OWNER)
    def links(story: str) -> Response:
        library.folder_of(story)
        return json_answer({"links": [_values(one) for one in accounts().links.all(story)]})

    @api.post("/stories/<story>/links")
    @requires(Role.OWNER)
    def add_link(story: str) -> Response:
        library.folder_of(story)
        wanted = sent(Link)
        made, token = accounts().links.add(story, Role(wanted.role), days=wanted.days, note=wanted.note,
                                           author=visitor().name)
        url = site_root(settings().public_url) + url_for("login.link", token=token)
        return json_answer({**_values(made), "url": url}, status=201)

    @api.delete("/stories/<story>/links/<link>")
    @requires(Role.OWNER)
    def revoke_link(story: str, link: str) -> Response:
        library.folder_of(story)
        if not accounts().links.remove(link, story):
            raise NotFound
        return json_answer({})

    @api.get("/stories/<story>/roles")
    @requires(Role.OWNER)
    def roles(story: str) -> Response:
        library.folder_of(story)
        return json_answer(_roles(story))

    @api.put("/stories/<story>/roles")
    @requires(Role.OWNER)
    def give_roles(story: str) -> Response:
        library.folder_of(story)
        wanted = {name: role and Role(role) for name, role in sent(Roles).roles.items()}
        _refuse_unknown(list(wanted))
        _refuse_without_owner(story, wanted)
        for name, role in wanted.items():
            accounts().users.set_role(name, story, role)
        return json_answer(_roles(story))


def _roles(story: str) -> dict[str, Any]:
    """Return the roles in this story, and those that hold in every story and are not given here."""
    everywhere = accounts().users.of_story(EVERY_STORY)
    return {"roles": {name: role.value for name, role in accounts().users.of_story(story).items()},
            "everywhere": {name: role.value for name, role in everywhere.items()}}


def _refuse_unknown(names: list[str]) -> None:
    """Refuse all before one is changed.

    Raises
    ------
    Refused
        Somebody has no account.
    """
    unknown = [name for name in names if accounts().users.find(name) is None]
    if unknown:
        _ = spoken().gettext
        raise Refused(422, "no-user", _("There is no account {name}. Whoever runs the server makes one with: "
                                        "storymap user add").format(name=", ".join(unknown)[:200]))


def _refuse_without_owner(story: str, wanted: Mapping[str, Role | None]) -> None:
    """Refuse to take the role of the last owner.

    Raises
    ------
    Refused
        Nobody could give roles in this story any more.
    """
    users = accounts().users
    given = {user.name: role for name, role in wanted.items() if (user := users.find(name))}
    before = users.of_story(story)
    after = {**before, **given}.values(), users.of_story(EVERY_STORY).values()
    if Role.OWNER in before.values() and not any(Role.OWNER in roles for roles in after):
        _ = spoken().gettext
        raise Refused(422, "last-owner", _("The story would have no owner any more. Make somebody else its "
                                           "owner first."))


def _values(link: MadeLink) -> dict[str, Any]:
    return {"id": link.id, "role": link.role.value, "note": link.note, "author": link.author,
            "made": moment(link.made), "expires": moment(link.expires)}
