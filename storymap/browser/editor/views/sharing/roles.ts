/** The three roles in words, and the people of a story in one list. */
import type { Role } from "../../store/state.ts";
import { t } from "../../words.ts";

export interface Roles {
  /** Given in this story, by the account's name. */
  roles: Record<string, Role>;
  /** Given in every story. */
  everywhere: Record<string, Role>;
}

export interface Person {
  name: string;
  role: Role;
  /** The role holds in every story, and is given by a command alone. */
  everywhere: boolean;
}

const ORDER: readonly Role[] = ["viewer", "editor", "owner"];

/** Everybody with a role, each once with the greater of both, by name. */
export function people({ roles, everywhere }: Roles, language: string): Person[] {
  const names = [...new Set([...Object.keys(roles), ...Object.keys(everywhere)])].sort(new Intl.Collator(language).compare);
  return names.map((name) => {
    const own = roles[name], all = everywhere[name];
    const wider = all !== undefined && (own === undefined || ORDER.indexOf(all) >= ORDER.indexOf(own));
    return { name, role: (wider ? all : own)!, everywhere: wider };
  });
}

/** What a role may do, as a choice. */
export function roleChoices(): { value: Role; label: string }[] {
  return [
    { value: "viewer", label: t("Viewer: sees drafts and the history") }, { value: "editor", label: t("Editor: changes and publishes") },
    { value: "owner", label: t("Owner: gives roles, makes links, deletes") },
  ];
}
