/** Who may do what: roles by the names of accounts. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { app } from "../../app.ts";
import { Button, SignButton } from "../../form/buttons.tsx";
import { Select, TextInput } from "../../form/controls.tsx";
import { Dialog } from "../../form/dialog.tsx";
import type { Role } from "../../store/state.ts";
import { spoken, t } from "../../words.ts";
import { people, roleChoices, type Person, type Roles } from "./roles.ts";
import type { Act } from "./sharing.tsx";

export type { Roles };

export function People({ roles, act, taken }: { roles: Roles; act: Act; taken(roles: Roles): void }): JSX.Element {
  const { api, saver, store, page } = app(), [doubt, setDoubt] = useState<{ name: string; role: Role | null } | null>(null);
  const everybody = people(roles, spoken());

  async function give(name: string, role: Role | null): Promise<boolean> {
    const done = await act(() => api.ask<Roles>(`${saver.path}/roles`, { method: "PUT", body: { roles: { [name]: role } } }));
    if (!done) return false;
    taken(done);
    store.say(role === null ? t("{name} has no role in this story any more.", { name }) : t("{name} now has the role.", { name }));
    return true;
  }

  /** Whoever gives the own ownership away can't take it back. */
  function change(name: string, role: Role | null): void {
    if (name === page.visitor?.name && role !== "owner") setDoubt({ name, role });
    else void give(name, role);
  }

  return (
    <section aria-labelledby="sharing-people">
      <h3 id="sharing-people">{t("People")}</h3>
      {page.accounts ? null : <p>{t("Nobody has an account on this server yet: whoever sits at this machine may do everything. Whoever runs the server makes accounts with a command:")} <code>storymap user add</code></p>}
      {everybody.length > 0 ? <ul class="people">{everybody.map((person) => <Row key={person.name} person={person} change={change} />)}</ul> : null}
      {page.accounts ? <Give give={give} /> : null}
      {doubt ? (
        <Dialog title={t("Give up your own role?")} onClose={() => setDoubt(null)}
          actions={<><Button look="danger" onClick={() => { setDoubt(null); void give(doubt.name, doubt.role); }}>{t("Give it up")}</Button><Button onClick={() => setDoubt(null)}>{t("Stay its owner")}</Button></>}>
          <p>{t("You are an owner of this story now. Only another owner could make you one again.")}</p>
        </Dialog>
      ) : null}
    </section>
  );
}

function Row({ person: { name, role, everywhere }, change }: { person: Person; change(name: string, role: Role | null): void }): JSX.Element {
  const choices = roleChoices(), here = choices.find(({ value }) => value === role)?.label ?? role;
  return (
    <li>
      <bdi class="person">{name}</bdi>
      {everywhere ? <span class="person-role">{here} <span class="quiet-text">{t("(in every story)")}</span></span> : (
        <>
          <div class="person-role"><Select label={t("Role of {name}", { name })} value={role} options={choices} onChange={(now) => change(name, now as Role)} /></div>
          <SignButton sign="remove" label={t("Take the role from {name}", { name })} onClick={() => change(name, null)} />
        </>
      )}
    </li>
  );
}

function Give({ give }: { give(name: string, role: Role): Promise<boolean> }): JSX.Element {
  const [name, setName] = useState(""), [role, setRole] = useState<Role>("editor"), ready = name.trim() !== "";
  const submit = async () => { if (ready && (await give(name.trim(), role))) setName(""); };
  return (
    <form class="give" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <TextInput label={t("Name of an account")} help={t("As the person signs in.")} value={name} onInput={setName} />
      <Select label={t("Role")} value={role} options={roleChoices()} onChange={(value) => setRole(value as Role)} />
      <Button disabled={!ready} onClick={() => void submit()}>{t("Give the role")}</Button>
    </form>
  );
}
