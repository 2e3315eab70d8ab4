/** What truly conflicts, side by side: nothing goes until a person chose. */
export function Conflicts() {
  return null;
}
