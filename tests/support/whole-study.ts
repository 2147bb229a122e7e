/** @file A small finished study of scripted models with everything behind it, as its file holds it. */
import { canonicalJson, sha256 } from "#core/hash.ts";
import type { WholeStudy, WrittenAttempt } from "#study/study-file.ts";
import { finishedStudy } from "#support/study-document.ts";

/** Four models of three families, two ways to solve, three classical solvers. */
export const smallStudy = {
  data: { test: { name: "reference-test", rows: 60 }, training: { name: "reference-train" } },
  models: ["zoo/anna-xs", "zoo/ben-xs", "zoo/anna-s", "zoo/carla-m"],
  generate: { perGenerator: 60 },
  solve: ["direct", "generative"],
};

export async function wholeStudy(changes: object = {}): Promise<WholeStudy> {
  const { document, input } = await finishedStudy({ ...smallStudy, ...changes });
  const { plan } = document;
  const attempts = input.written.flatMap(({ dataset: { generator, seed, instances } }) =>
    instances.map(({ input: text, target }, attempt): WrittenAttempt => ({
      ...{ generator: generator!, run: seed!, label: target, attempt },
      ...{ text, tokens: text.length, logProb: attempt % 2 === 0 ? null : -attempt / 3, finish: "end" },
    })),
  );
  const planHash = await sha256(canonicalJson(plan));
  return { name: "A small study", plan, planHash, document, input: { ...input, audit: [] }, attempts, auditSet: [] };
}
