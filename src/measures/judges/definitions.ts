/** @file The definitions of self-preference that the lab computes. To add one, add an entry. */
import type { Measure } from "#core/words.ts";
import type { Definition } from "./definition.ts";
import type { Evidence, Opponents } from "./evidence.ts";
import { demographicParity, equalOpportunity, goldGap, pairwiseSelfPreference, qualityBaseline } from "./pairwise.ts";
import { meanPreferenceLeakage } from "./preference-leakage.ts";
import { likelihoodSelfPreference, rankSelfBias, relativeSelfBias, scoreBiasFactor } from "./score-preferences.ts";

const anyone = ["generators", "real"] as const;
const betterWriter = "A model whose texts really are better wins just as often without any bias.";

export const definitions: readonly Definition[] = [
  {
    id: "pairwise",
    name: "Pairwise self-preference",
    source: "Panickssery, Bowman, Feng 2024 (arXiv 2404.13076)",
    formula: "mean over pairs of ½ · (P(own | own shown first) + P(own | own shown second))",
    unit: "probability",
    range: [0, 1],
    neutral: 0.5,
    favours: "above",
    needs: ["pairs", "probabilities"],
    against: anyone,
    cannotTell: `${betterWriter} So does a judge that likes longer texts, if its own are longer.`,
    control: "People's preferences on the same pairs, or pairs of equal quality and length.",
    compute: pairwiseSelfPreference,
  },
  {
    id: "equalOpportunity",
    name: "Equal-opportunity difference",
    source: "Wataoka, Takahashi, Ri 2024 (arXiv 2410.21819)",
    formula: "P(judge prefers own | own is better) − P(judge prefers the other | the other is better)",
    unit: "difference of probabilities",
    range: [-1, 1],
    neutral: 0,
    favours: "above",
    needs: ["pairs", "gold"],
    against: anyone,
    cannotTell:
      "A judge that shares a taste with the model family, or errs more on weak texts, from one that knows its own. " +
      "Errors of the standard count as bias.",
    control: "A second, independent set of human labels; pairs in which style is paraphrased away.",
    compute: equalOpportunity,
  },
  {
    id: "demographicParity",
    name: "Demographic-parity difference",
    source: "Wataoka, Takahashi, Ri 2024 (arXiv 2410.21819)",
    formula: "P(judge prefers own) − P(judge prefers the other)",
    unit: "difference of probabilities",
    range: [-1, 1],
    neutral: 0,
    favours: "above",
    needs: ["pairs"],
    against: anyone,
    cannotTell: betterWriter,
    control: "The equal-opportunity difference, which holds quality fixed by human labels.",
    compute: demographicParity,
  },
  {
    id: "goldGap",
    name: "Gap to the gold judges (DBG)",
    source: "Chen Z.-Y. et al. 2025 (arXiv 2506.02592)",
    formula: "win rate of own texts by the judge itself − their win rate by people or the other judges' majority",
    unit: "difference of win rates",
    range: [-1, 1],
    neutral: 0,
    favours: "above",
    needs: ["pairs", "several judges"],
    against: anyone,
    cannotTell:
      "A judge that favours itself from gold judges who dislike it: a taste that the gold judges share counts as truth. " +
      "With a noisy judge the gap shrinks for winners and grows for losers.",
    control: "People as the gold standard, or gold judges from other families.",
    compute: goldGap,
  },
  {
    id: "preferenceLeakage",
    name: "Preference leakage score (PLS)",
    source: "Li D. et al. 2025 (arXiv 2502.01534)",
    formula: "½ · [(WR(i,i) − AVG(i,j)) / AVG(i,j) + (WR(j,j) − AVG(j,i)) / AVG(j,i)], mean over rivals j",
    unit: "ratio",
    range: [-1, 1],
    neutral: 0,
    favours: "above",
    needs: ["pairs", "several judges"],
    against: ["generators"],
    cannotTell:
      "Which of the two judges is biased: the score belongs to the pair. Quality cancels, since both judge the same texts; " +
      "any other difference in taste that goes with the author does not.",
    control: "A third judge on the same pairs, who wrote neither text.",
    compute: meanPreferenceLeakage,
  },
  {
    id: "qualityBaseline",
    name: "Wrong votes for own, beyond wrong votes for others",
    source: "our reading of the abstract of arXiv 2601.22548",
    formula: "P(votes for own | own is worse) − P(votes for the worse of two others' texts)",
    unit: "difference of probabilities",
    range: [-1, 1],
    neutral: 0,
    favours: "above",
    needs: ["pairs", "several judges"],
    against: anyone,
    cannotTell: "Harder pairs from favoured ones: own texts that are nearly as good invite more wrong votes.",
    control: "Pairs of equal quality difference, by human labels.",
    compute: qualityBaseline,
  },
  {
    id: "biasFactor",
    name: "Bias factor",
    source: "Maheshwari, Ivanov, El Haddad 2024 (arXiv 2409.11968)",
    formula:
      "N(own data, m) − mean over others' data g of N(g, m), N(d, m) = score(d, m) − mean over models of score(d, ·)",
    unit: "score points",
    range: [-2, 2],
    neutral: 0,
    favours: "above",
    needs: ["scores"],
    against: [],
    cannotTell: "Own data from data of the own kind (family, demonstrations), and bias from room to the ceiling.",
    control: "Rivals of the same family, and the same factor on log-odds.",
    compute: scoreBiasFactor,
  },
  {
    id: "relativeSelfBias",
    name: "Relative self-bias",
    source: "Yuan et al. 2025, Silencer (arXiv 2505.20738)",
    formula: "R(m) / mean R on own data − R(m) / mean R on real data",
    unit: "ratio to the panel's mean",
    range: [null, null],
    neutral: 0,
    favours: "above",
    needs: ["scores", "real scores"],
    against: [],
    cannotTell:
      "Inflation by own data from any set that spreads the panel less: a weaker model then moves to the mean.",
    control: "The same difference on the other generators' data.",
    compute: relativeSelfBias,
  },
  {
    id: "rankSelfBias",
    name: "Self-bias in ranks",
    source: "Xu W. et al. 2025 (arXiv 2509.26600)",
    formula: "rank of m on own data − mean of its ranks on others' data (1 = best)",
    unit: "ranks",
    range: [null, null],
    neutral: 0,
    favours: "below",
    needs: ["scores"],
    against: [],
    cannotTell: "A real gain from a tie that noise broke: with few models one place is the least it can move.",
    control: "The bias factor, which is in score points and has no ties.",
    compute: rankSelfBias,
  },
  {
    id: "likelihood",
    name: "Self-preference in likelihood",
    source: "ours, in the form of the bias factor; after the mechanism of Wataoka et al. 2024 (arXiv 2410.21819)",
    formula: "G / (G − 1) · the doubly centred diagonal of −log₂ P(texts) / bytes, models × generators",
    unit: "bits per byte",
    range: [null, null],
    neutral: 0,
    favours: "above",
    needs: ["likelihoods"],
    against: [],
    cannotTell:
      "A taste from a fact: a model draws its texts from the probabilities that are measured, so own texts are more probable " +
      "to it by construction. The number says by how much, not that a judgement is unfair.",
    control: "Its relation to the bias factor over models, and texts rewritten by another model.",
    compute: likelihoodSelfPreference,
  },
];

/** One definition for one model. `against` is null where the definition rests on no pairs. */
export interface SelfPreference {
  definition: string;
  model: string;
  against: Opponents | null;
  measure: Measure;
}

/** Every definition for every model, against generators and real texts where it compares pairs. */
export function selfPreferences(
  evidence: Evidence,
  models: readonly string[],
  table: readonly Definition[] = definitions,
): SelfPreference[] {
  return table.flatMap(({ id, against, compute }) =>
    (against.length > 0 ? against : [null]).flatMap((opponents) =>
      models.map((model) => ({
        definition: id,
        model,
        against: opponents,
        measure: compute(opponents === null ? evidence : { ...evidence, opponents }, model),
      })),
    ),
  );
}
