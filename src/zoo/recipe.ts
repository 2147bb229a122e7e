/** @file The fingerprint of everything that determines a model. */
import { createHash } from "node:crypto";
import { canonicalJson } from "#core/hash.ts";
import { intents } from "#zoo/corpora/intents/all.ts";
import { slotLists } from "#zoo/corpora/slots.ts";
import { configOf, corpora, type ZooModel } from "./models.ts";
import { trainingOf } from "./train.ts";
import { drawBatches } from "./stream.ts";
import type { ZooTokenizer } from "./tokenizer.ts";

/** Beside the lists, a little of the text itself: it shows how samples are drawn and written. */
const FINGERPRINT_TOKENS = 10_000;

/** Equal for equal recipe, corpus and tokenizer; another one means that the model has to be trained again. */
export function recipeHash(model: ZooModel, tokenizer: ZooTokenizer): string {
  const content = {
    model,
    config: configOf(model.size),
    corpus: corpora[model.corpus],
    training: trainingOf(model),
    lists: [intents, slotLists],
    text: drawBatches(model.corpus, tokenizer, FINGERPRINT_TOKENS).sha256,
    tokenizer: [...tokenizer.files()],
  };
  return createHash("sha256").update(canonicalJson(content)).digest("hex");
}
