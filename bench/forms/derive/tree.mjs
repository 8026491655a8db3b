// The questions of a case as objects in each other, for programs whose own forms have
// them so.
import { parts } from "../schema.mjs";

/**
 * `leaf(question)` for each question, `object(members, pointer)` around those of one
 * object; the result of the outermost.
 */
export function tree(questions, leaf, object) {
  const root = new Map();
  for (const question of questions) {
    const path = parts(question.at);
    const last = path.pop();
    let into = root;
    for (const part of path) {
      if (!into.has(part)) into.set(part, new Map());
      into = into.get(part);
    }
    into.set(last, question);
  }
  const build = (members, at) =>
    object(
      [...members].map(([key, one]) => [key, one instanceof Map ? build(one, `${at}/${key}`) : leaf(one)]),
      at,
    );
  return build(root, "");
}
