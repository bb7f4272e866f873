/** The part of an entry that only the host can open: scores of the test split, and scores that stay hidden. */
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { z } from "zod";
import { UserError } from "../environment/user-error.ts";
import type { Sealed } from "./entry.ts";

export interface SealedScores {
  /** By split: its score, null if invalid, and what the scorer returned for it. */
  splits: Record<string, { score: number | null; result?: Record<string, unknown> }>;
}

const sealedScoresSchema: z.ZodType<SealedScores> = z.strictObject({
  splits: z.record(
    z.string(),
    z.strictObject({
      score: z.number().nullable(),
      result: z.record(z.string(), z.json()).exactOptional(),
    }),
  ),
});

/** A fresh age X25519 key pair: `identity` opens what was encrypted for `recipient`. */
export async function createSealingKey(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The public half of an identity. Throws a UserError if it is none. */
export async function recipientOf(identity: string): Promise<string> {
  return identityToRecipient(identity.trim()).catch((error: unknown) => {
    throw new UserError("the run's identity file is damaged", { cause: error });
  });
}

export async function sealScores(scores: SealedScores, recipient: string): Promise<Sealed> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const bytes = await encrypter.encrypt(JSON.stringify(sealedScoresSchema.parse(scores)));
  return { age: Buffer.from(bytes).toString("base64") };
}

/** The scores that `sealed` holds, or undefined if it is empty. Throws a UserError if the key does not fit or it is damaged. */
export async function openScores(sealed: Sealed, identity: string): Promise<SealedScores | undefined> {
  if (sealed.age === undefined) return undefined;
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(identity.trim());
    const text = await decrypter.decrypt(Buffer.from(sealed.age, "base64"), "text");
    return sealedScoresSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new UserError("the sealed scores can not be opened with this run's identity", { cause: error });
  }
}
