/** @file A model that was adapted to labels: one graph writes a text for a label, another labels a text. */
import type { ModelInfo, Prompt, PromptPart, RunOptions, ScoringRow } from "#core/language-model.ts";
import type { Session } from "#core/runtime.ts";
import { InputError } from "#core/words.ts";
import { CausalModel, type EncodedPrompt } from "./causal-model.ts";
import { pad, type Graph } from "./forward.ts";
import { NumericError } from "./sampling.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** The input that names a row's label: 0 for none, else the label's place among the labels, from 1. */
export const LABEL_INPUT = "label_ids";

const isLabel = (part: PromptPart): part is { label: string } => "label" in part;
const labelOf = (continuation: readonly PromptPart[]): string | null =>
  continuation.length === 1 && isLabel(continuation[0]!) ? continuation[0].label : null;

export class AdaptedModel extends CausalModel {
  readonly #places: ReadonlyMap<string, number>;

  constructor(
    info: ModelInfo,
    graph: Graph,
    tokenizer: Tokenizer,
    readonly classifier: Session,
  ) {
    super(info, graph, tokenizer);
    this.#places = new Map(info.capabilities.labels.map((label, at) => [label, at]));
  }

  /** A label in a prompt is no token here: it conditions every position. */
  protected override encode(prompt: Prompt): EncodedPrompt {
    const parts = "parts" in prompt ? prompt.parts : [];
    const [label, ...more] = parts.filter(isLabel);
    if (more.length > 0)
      throw new InputError(`${this.info.id} writes for one label; the prompt has ${more.length + 1}.`);
    return {
      prompt: this.tokenizer.encodeParts(parts.filter((part) => !isLabel(part))),
      conditions: { [LABEL_INPUT]: label ? 1 + this.#place(label.label) : 0 },
    };
  }

  #place(label: string): number {
    const place = this.#places.get(label);
    if (place !== undefined) return place;
    const known = [...this.#places.keys()].join(", ");
    throw new InputError(`${this.info.id} was not adapted to the label "${label}" (its labels: ${known}).`);
  }

  /** Where all continuations are labels, their log-probabilities among all labels it was adapted to. */
  override async score(rows: readonly ScoringRow[], options: RunOptions = {}): Promise<number[][]> {
    const labels = rows.map(({ continuations }) => continuations.map(labelOf));
    if (!labels.flat().every((label) => label !== null)) return super.score(rows, options);
    const places = labels.map((ofRow) => ofRow.map((label) => this.#place(label!)));
    const prompts = rows.map(({ prompt }, row) => this.checked(prompt, row, 0).prompt);
    options.signal?.throwIfAborted();
    const logProbs = prompts.length > 0 ? await this.#classify(prompts) : [];
    options.onTokens?.(prompts.reduce((sum, ids) => sum + ids.length, 0));
    return places.map((ofRow, row) => ofRow.map((place) => logProbs[row * this.#places.size + place]!));
  }

  /** `[rows · labels]` */
  async #classify(prompts: readonly (readonly number[])[]): Promise<ArrayLike<number>> {
    const { rows, columns, ids, positions } = pad(prompts, { padToken: this.graph.config.padToken });
    const mask = new BigInt64Array(rows * columns);
    prompts.forEach((prompt, row) => mask.fill(1n, row * columns, row * columns + prompt.length));
    const tensor = (data: BigInt64Array) => ({ type: "int64", dims: [rows, columns], data }) as const;
    const outputs = await this.classifier.run({
      input_ids: tensor(ids),
      attention_mask: tensor(mask),
      position_ids: tensor(positions),
    });
    const logProbs = outputs["label_log_probs"]!.data as Float32Array;
    if (logProbs.every(Number.isFinite)) return logProbs;
    throw new NumericError(`${this.info.id} gave label probabilities that are not finite numbers. Adapt it again.`);
  }

  override async dispose(): Promise<void> {
    await super.dispose();
    await this.classifier.release();
  }
}
