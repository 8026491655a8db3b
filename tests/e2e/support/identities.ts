// The invented people of the sandbox, as their accounts have them.
export const CHEN_JING = {
  name: "陈静",
  idNumber: withCheckCharacter("11010119910308002"),
  phone: "13800000001",
} as const;

/** GB 11643: an identity number with its 18th character (ISO 7064 MOD 11-2). */
export function withCheckCharacter(first17: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((all, weight, at) => all + weight * Number(first17[at]), 0);
  return first17 + "10X98765432"[sum % 11];
}
