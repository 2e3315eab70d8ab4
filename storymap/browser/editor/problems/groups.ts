/** Problems in the order in which a person should look at them. */
import type { Problem } from "../store/state.ts";

export const SEVERITIES = ["error", "warning", "notice"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The problems by how much they cost readers; what says nothing of that is a notice. */
export function bySeverity(problems: readonly Problem[]): { severity: Severity; problems: Problem[] }[] {
  const of = ({ severity }: Problem): Severity => SEVERITIES.find((one) => one === severity) ?? "notice";
  return SEVERITIES.map((severity) => ({ severity, problems: problems.filter((problem) => of(problem) === severity) })).filter((group) => group.problems.length > 0);
}
