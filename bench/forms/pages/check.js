// The validation of the hand-written page: what the schema of a case says, in as few
// words of JavaScript as it takes.

/** What is wrong with a text that was typed or chosen; an empty text when nothing is. */
export function fault({ kind, min, max, choices }, text) {
  if (text === "") return "请填写这一项";
  if (kind === "integer") {
    if (!/^-?\d+$/.test(text)) return "请填写整数";
    const value = Number(text);
    return value < min || value > max ? `请填写${min}到${max}之间的数` : "";
  }
  if (kind === "choice") return choices.some(({ value }) => value === text) ? "" : "请选择一项";
  if (kind === "yes-no") return "";
  // Characters, as the schema counts them.
  const length = [...text].length;
  if (length < min) return `至少填写${min}个字`;
  return length > max ? `最多填写${max}个字` : "";
}
