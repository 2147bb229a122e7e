"""Recomputes the scores and measures of a study or a series from its rows, and compares them with study.json.

    python3 recompute-tasks.py DIR                          # with study.json and predictions.jsonl
    python3 recompute-tasks.py STUDY.selfsame.json.gz       # a study, or a series, as one file

Needs numpy and scipy. Every score, MSPD, SRCC, Pearson correlation and bias factor of every arm and way to solve is
computed anew, all metrics of the task included, and with DIR the means over the arms of a series. It ends with exit code 1
where a number differs by more than 1e-9, or where one side has it and the other has not. Left out, because Selfsame's own
random streams make them: intervals, noise correction, rank ceiling, p-values, unparsed answers replaced at random.
"""
import collections, gzip, itertools, json, math, pathlib, re, string, sys
import numpy as np
from scipy import stats

TASK_METRICS = {
    "classification": ["macroF1", "accuracy"],
    "similarity": ["pearson", "spearman", "meanSquaredError"],
    "entities": ["entityTypeF1", "partialF1", "exactF1", "strictF1"],
    "answers": ["tokenF1", "exactMatch"],
}
AVERAGE = "average of generators"


# Scores: `said` is a list of pairs (target, prediction) as text; a prediction is None where it could not be read.


def macro_f1(said):
    labels = {text for pair in said for text in pair if text is not None}
    return np.mean([2 * sum(t == p == x for t, p in said) / sum((t == x) + (p == x) for t, p in said) for x in labels])


def accuracy(said):
    return np.mean([t == p for t, p in said])


def numbers(said):  # unparsed answers are left out
    pairs = [(float(t), float(p)) for t, p in said if p is not None]
    return np.array(pairs).T if pairs else np.empty((2, 0))


def correlation(x, y, of):
    if len(x) < 2 or np.ptp(x) <= 1e-12 or np.ptp(y) <= 1e-12:
        return None
    return of(x, y)[0]


def mean_squared_error(said):
    x, y = numbers(said)
    return np.mean((x - y) ** 2) if len(x) else None


def span_f1(said, scheme):
    """nervaluate: each found entity in turn is judged against the first free true one that it overlaps."""
    credit = found_in_all = true_in_all = 0
    for target, prediction in said:
        true, found = (sorted(map(tuple, json.loads(text or "[]"))) for text in (target, prediction))
        true_in_all, found_in_all = true_in_all + len(true), found_in_all + len(found)
        free = list(true)
        for start, end, label in found:
            match = next((t for t in free if start < t[1] and t[0] < end), None)
            if match is None:
                continue  # spurious
            free.remove(match)
            bounds, same = match[:2] == (start, end), match[2] == label
            partly = 1 if bounds else 0.5
            credit += {"strict": bounds and same, "exact": bounds, "partial": partly, "entityType": same}[scheme]
    if found_in_all + true_in_all == 0:
        return 0
    precision, recall = credit / found_in_all if found_in_all else 0, credit / true_in_all if true_in_all else 0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0


def normalized(answer):  # normalize_answer of SQuAD's script
    kept = "".join(c for c in answer.lower() if c not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", kept).split()


def token_f1(true, said):
    if not true or not said:
        return float(true == said)
    shared = sum((collections.Counter(true) & collections.Counter(said)).values())
    return 2 * shared / (len(true) + len(said))


def answers(said, of):
    best = lambda target, p: max(of(normalized(t), normalized(p)) for t in json.loads(target) or [""])
    return np.mean([0 if p is None else best(t, p) for t, p in said])


SCORES = {
    "macroF1": macro_f1,
    "accuracy": accuracy,
    "pearson": lambda said: correlation(*numbers(said), stats.pearsonr),
    "spearman": lambda said: correlation(*numbers(said), stats.spearmanr),
    "meanSquaredError": mean_squared_error,
    "entityTypeF1": lambda said: span_f1(said, "entityType"),
    "partialF1": lambda said: span_f1(said, "partial"),
    "exactF1": lambda said: span_f1(said, "exact"),
    "strictF1": lambda said: span_f1(said, "strict"),
    "tokenF1": lambda said: answers(said, token_f1),
    "exactMatch": lambda said: answers(said, lambda true, p: float(true == p)),
}


# Measures of a matrix {dataset: [score by solver]}.


def defined(*lists):
    return all(x is not None for row in lists for x in row)


def measures(matrix, real, writers, solvers, metric, groups=None):
    """`writers`: dataset → generator. `groups`: solver → what its rivals must share with it (None: no rivals)."""
    models = [m for m in solvers if m in writers.values()]
    column = {m: [matrix[d] for d in matrix if writers.get(d) == m] for m in models}
    mean = {m: [by_column(scores) for scores in zip(*rows)] for m, rows in column.items()}
    bias, sign = {}, -1 if metric == "meanSquaredError" else 1
    for m in models:
        rivals = [g for g in models if g != m and (groups is None or (groups[m] is not None and groups[g] == groups[m]))]
        own = [m, *rivals]
        cells = {(d, s): mean[d][solvers.index(s)] for d in own for s in own}
        if not rivals or None in cells.values():
            bias[m] = None
            continue
        lead = {d: cells[d, m] - np.mean([cells[d, s] for s in own]) for d in own}  # m over the average, on d's data
        bias[m] = sign * (lead[m] - np.mean([lead[g] for g in rivals]))
    if groups is not None:
        return bias
    compared = {d: row for d, row in matrix.items() if d != real}
    several = len(models) > 1
    compared[AVERAGE] = [by_column(c) for c in zip(*mean.values())] if several else [None] * len(solvers)
    found = {"mspd": {}, "pearson": {}, "spearman": {}, "biasFactor": bias, "squaredShift": {}}
    for name, row in compared.items():
        usable = defined(row, matrix[real])
        x, y = np.array(row if usable else []), np.array(matrix[real] if usable else [])
        found["mspd"][name] = np.mean((x - y) ** 2) if usable else None
        found["squaredShift"][name] = (x.mean() - y.mean()) ** 2 if usable else None
        found["pearson"][name] = correlation(x, y, stats.pearsonr)
        flat = len(x) < 2 or np.ptp(x) <= 1e-12 or np.ptp(y) <= 1e-12
        ranks = lambda z: stats.rankdata(np.round(z, 11))  # scores closer than the error of sums are tied
        found["spearman"][name] = None if flat else stats.pearsonr(ranks(x), ranks(y))[0]
    return found


def by_column(values):
    return None if None in values else np.mean(values)


# The comparison.

checked, differences = 0, []


def compare(place, ours, theirs):
    global checked
    checked += 1
    if (ours is None) != (theirs is None) or (ours is not None and abs(ours - theirs) > 1e-9):
        differences.append(f"{place}: recomputed {ours}, study.json has {theirs}")


def compare_all(place, ours, theirs):
    for key in {*ours, *theirs}:
        compare(f"{place} {key}", ours.get(key), theirs[key]["estimate"] if key in theirs else None)


def recompute(result, said):
    """Holds one result to its rows; gives what the means over arms are made of."""
    arm = f"{result.get('arm') or result['real']} ({result['solve']})"
    solvers, sets, real = result["solvers"], result["datasets"], result["real"]
    writers = {d: s["generator"] for d, s in sets.items() if s["generator"] is not None}
    rows = {d: {m: said[d, m] for m in solvers} for d in sets}
    score = lambda metric, pairs: SCORES[metric](pairs) if pairs else None
    matrix_of = lambda metric: {d: [score(metric, rows[d][m]) for m in solvers] for d in sets}

    def compare_measures(place, matrix, metric, theirs):
        ours = measures(matrix, real, writers, solvers, metric)
        for name in ("mspd", "pearson", "spearman", "biasFactor"):
            compare_all(f"{place} {name}", ours[name], theirs[name])
        return ours

    def compare_scores(place, matrix, theirs):
        for d, s in itertools.product(sets, range(len(solvers))):
            compare(f"{place} score of {solvers[s]} on {d}", matrix[d][s], theirs[d][s])

    metric, facts = result["metric"], result["solverFacts"]
    matrix = matrix_of(metric)
    compare_scores(arm, matrix, {d: sets[d]["scores"] for d in sets})
    ours = compare_measures(arm, matrix, metric, result["measures"])
    shifts = {d: parts["squaredShift"] for d, parts in result["measures"]["mspdParts"].items()}
    compare_all(f"{arm} squared shift", ours["squaredShift"], shifts)
    for control, theirs in result["measures"]["biasFactorControls"].items():
        group = {"sameFamily": "family", "sameDemonstrations": "draw"}[control]
        groups = {m: facts[m][group] for m in solvers}
        compare_all(f"{arm} {control}", measures(matrix, real, writers, solvers, metric, groups), theirs)
    for other in result.get("otherScores", []):
        if other["unparsed"] in (None, "left out"):
            matrix_again = matrix_of(other["metric"])
            compare_scores(f"{arm} {other['metric']}", matrix_again, other["datasets"])
            compare_measures(f"{arm} {other['metric']}", matrix_again, other["metric"], other["measures"])
    for label, by_dataset in result.get("entityLabelScores", {}).items():
        keep = lambda text: text and json.dumps([span for span in json.loads(text) if span[2] == label])
        for d, scores in by_dataset.items():
            for m, theirs in zip(solvers, scores):
                own = [(keep(t), keep(p)) for t, p in rows[d][m]]
                occurs = any(text not in ("[]", None) for pair in own for text in pair)
                f1 = span_f1(own, metric.removesuffix("F1")) if occurs else None
                compare(f"{arm} F1 of {m} on {label} in {d}", f1, theirs)
    arm_facts = {"real": real, "way": result["solve"], "task": task_of(metric), "source": result.get("source")}
    return {**arm_facts, "matrix": matrix, **ours}


def task_of(metric):
    return next(task for task, known in TASK_METRICS.items() if metric in known)


def over_datasets(arms, value):
    """The mean over real datasets of the mean over their arms; what is undefined is left out."""
    by_real = collections.defaultdict(list)
    for arm in arms:
        if value(arm) is not None:
            by_real[arm["real"]].append(value(arm))
    return np.mean([np.mean(each) for each in by_real.values()]) if by_real else None


def compare_across(across, arms):
    own = [arm for arm in arms if arm["way"] == across["solve"]]
    home = [arm for arm in own if arm["source"] in (None, arm["real"])] or own
    for model in across["measures"]["biasFactors"]:
        bias = lambda arm: arm["biasFactor"].get(model["model"])
        compare(f"mean bias factor of {model['model']}", over_datasets(home, bias), model["mean"]["estimate"])
        for task, theirs in model["byTask"].items():
            mean = over_datasets([arm for arm in home if arm["task"] == task], bias)
            compare(f"{task} bias factor of {model['model']}", mean, theirs["estimate"])
    for task in across["measures"]["fidelity"]["tasks"]:
        of_task = [arm for arm in home if arm["task"] == task["task"]]
        for name in ("mspd", "spearman"):
            average = over_datasets(of_task, lambda arm: arm[name][AVERAGE])
            compare(f"{task['task']} {name} of the average", average, task["average"][name]["estimate"])
        mspd = over_datasets(of_task, lambda arm: arm["mspd"][AVERAGE])
        on_real = lambda arm: arm["matrix"][arm["real"]]
        spread = over_datasets(of_task, lambda arm: np.var(on_real(arm)) if defined(on_real(arm)) else None)
        relative = None if mspd is None or not spread else mspd / spread
        compare(f"{task['task']} relative MSPD of the average", relative, task["average"]["relative"]["estimate"])


def read_folder(folder):
    """(results, what compares arms, {(arm, way, dataset, solver): pairs})"""
    study, said = json.loads((folder / "study.json").read_text("utf-8")), collections.defaultdict(list)
    with open(folder / "predictions.jsonl", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            said[row.get("arm"), row["solve"], row["dataset"], row["solver"]].append((row["target"], row["prediction"]))
    return study["results"], study.get("across", []), said


def read_file(path):
    packed, results, said = path.read_bytes(), [], collections.defaultdict(list)
    file = json.loads(gzip.decompress(packed) if packed[:2] == b"\x1f\x8b" else packed)
    for arm in file.get("arms", [{"key": None, "source": None, "study": file}]):
        named = {name: arm[name] for name in ("key", "source") if arm["key"] is not None}
        results += [{**result, **named, "arm": arm["key"]} for result in arm["study"]["results"]]
        for way in arm["study"]["input"]["predictions"]:
            for row in way["rows"]:
                said[arm["key"], way["way"], row["dataset"], row["solver"]].append((row["target"], row["prediction"]))
    return results, [], said


def main(path):
    results, compared, said = read_folder(path) if path.is_dir() else read_file(path)
    arms = []
    for result in results:
        arm, way = result.get("arm"), result["solve"]
        pairs = lambda d, m: said.get((arm, way, d, m)) or said[arm, None, d, m]  # fitted solvers answer every way alike
        arms.append(recompute(result, {(d, m): pairs(d, m) for d in result["datasets"] for m in result["solvers"]}))
    for across in compared:
        compare_across(across, arms)
    for line in differences:
        print(line)
    print(f"{len(arms)} results: {checked} numbers recomputed, {len(differences)} differ by more than 1e-9.")
    return 1 if differences or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
