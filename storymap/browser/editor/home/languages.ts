/** The languages that a new story may begin in. */

/** Tags of languages that many people write, those of the interface among them; a story may add any other later. */
const TAGS = [
  "af", "am", "ar", "az", "be", "bg", "bn", "bo", "bs", "ca", "ckb", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fil", "fr", "ga", "gl", "gu", "ha", "haw", "he",
  "hi", "hmn", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km", "kn", "ko", "ku", "lo", "lt", "lv", "mi", "mk", "ml", "mn", "mr", "ms", "mt", "my", "nb", "ne", "nl", "or",
  "pa", "pl", "ps", "pt", "qu", "ro", "ru", "si", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk", "ur", "uz", "vi", "xh", "yo", "zh-Hans", "zh-Hant", "zu",
];

/** The languages by their names, sorted as the person's language does; those of the interface come first. */
export function languageChoices(nameOf: (tag: string) => string, spoken: string, first: readonly string[]): { value: string; label: string }[] {
  const { compare } = new Intl.Collator(spoken);
  const rest = TAGS.filter((tag) => !first.includes(tag)).map((value) => ({ value, label: nameOf(value) })).sort((one, other) => compare(one.label, other.label));
  return [...first.map((value) => ({ value, label: nameOf(value) })), ...rest];
}
