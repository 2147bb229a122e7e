/** @file What the visitor predicted on the five-step walk: kept in the browser, shown again at the end. */

export interface Answers {
  /** The model that favours its own data most plainly; `none` where none is thought to. */
  favours: string;
  /** How much of a bias factor remains against models of the same dialect. */
  remains: "most" | "half" | "little";
  /** What happens to the bias factors when solved generatively. */
  generative: "larger" | "same" | "smaller";
  /** Which one to report. */
  report: "direct" | "sameFamily" | "generative";
}

export type Question = keyof Answers;

interface Kept {
  /** Which recording was predicted. */
  study: string;
  answers: Partial<Answers>;
  /** Questions whose answer was shown: nothing is predicted afterwards. */
  shown: readonly Question[];
  /** Why the visitor would report it. */
  reason: string;
}

const storageKey = "selfsame.walk";
const questions: readonly Question[] = ["favours", "remains", "generative", "report"];

export class Walk {
  #kept = $state.raw<Kept>({ study: "", answers: {}, shown: [], reason: "" });

  readonly answers = $derived(this.#kept.answers);
  readonly reason = $derived(this.#kept.reason);

  /** `study` names the recording; predictions about another one are forgotten. */
  constructor(
    study: string,
    private readonly storage: Storage | null = browserStorage(),
  ) {
    this.#kept = this.#read(study) ?? { study, answers: {}, shown: [], reason: "" };
  }

  /** Whether the visitor has seen what came out. */
  isShown(question: Question): boolean {
    return this.#kept.shown.includes(question);
  }

  /** Keeps a prediction, unless what came out has been seen. */
  predict<Asked extends Question>(question: Asked, answer: Answers[Asked]): void {
    if (this.isShown(question)) return;
    this.#keep({ answers: { ...this.#kept.answers, [question]: answer } });
  }

  /** Keeps why the visitor would report what they chose, until the comparison is shown. */
  explain(reason: string): void {
    if (!this.isShown("report")) this.#keep({ reason });
  }

  show(question: Question): void {
    if (!this.isShown(question)) this.#keep({ shown: [...this.#kept.shown, question] });
  }

  /** Forgets everything that was predicted. */
  startAgain(): void {
    this.#keep({ answers: {}, shown: [], reason: "" });
  }

  #keep(changes: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...changes };
    try {
      this.storage?.setItem(storageKey, JSON.stringify(this.#kept));
    } catch {
      // a full or forbidden store: the predictions last as long as the page
    }
  }

  #read(study: string): Kept | null {
    try {
      const { study: about, answers, shown, reason } = JSON.parse(this.storage?.getItem(storageKey) ?? "") as Kept;
      if (about !== study || typeof reason !== "string" || !Array.isArray(shown)) return null;
      const known = Object.entries(answers).filter(
        ([question, answer]) => questions.includes(question as Question) && typeof answer === "string",
      );
      return { study, answers: Object.fromEntries(known), shown: shown.filter((q) => questions.includes(q)), reason };
    } catch {
      return null; // nothing kept, or not by this version
    }
  }
}

/** Null where the browser forbids it. */
function browserStorage(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
