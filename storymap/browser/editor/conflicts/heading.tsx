/** What a question is about: takes the focus, so that it is read out first and no key that is being typed presses a button. */
import type { ComponentChildren, JSX } from "preact";
import type { Kind } from "../store/changes.ts";
import { kindName } from "../views/history/names.ts";

export function Heading({ kind, name, field, children }: { kind: Kind; name: string; field?: string; children: ComponentChildren }): JSX.Element {
  return (
    <>
      <h3 id="conflict-name" tabIndex={-1}><span class="kind">{kindName(kind)}</span> <bdi>{name}</bdi>{field ? <span class="kind"> – {field}</span> : null}</h3>
      <p>{children}</p>
    </>
  );
}
