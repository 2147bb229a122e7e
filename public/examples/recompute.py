import gzip, json, math, sys; from statistics import fmean as mean  # of labels: python3 recompute.py STUDY.selfsame.json.gz
study = json.loads(gzip.decompress(file) if (file := open(sys.argv[1], "rb").read())[:2] == b"\x1f\x8b" else file)
real, macro = study["plan"]["data"]["test"]["name"], {"macroF1": 1, "accuracy": 0}[(rows := study["input"])["data"]["metric"]]
sets = {w["dataset"]["name"]: w["dataset"] for w in rows["written"] if w["dataset"]["instances"]}
writers = {s["name"]: s for s in rows["solvers"] if any(d["generator"] == s["name"] for d in sets.values())}
def score(said):  # pairs of target and prediction; null could not be read: it is wrong, and no label
    f1 = lambda x: 2 * sum(t == p == x for t, p in said) / sum((t == x) + (p == x) for t, p in said)
    return mean(map(f1, {x for pair in said for x in pair} - {None})) if macro else mean(t == p for t, p in said)
def ranks(xs): return [sum((y < x - 1e-12) + (y <= x + 1e-12) for y in xs) for x in xs]  # ties share a rank
def pearson(x, y):
    dx, dy = [a - mean(x) for a in x], [b - mean(y) for b in y]
    return sum(a * b for a, b in zip(dx, dy)) / size if (size := math.hypot(*dx) * math.hypot(*dy)) > 1e-12 else None
def written(p): return {g: {m: mean(p[d][m] for d in sets if sets[d]["generator"] == g) for m in [*p.values()][0]} for g in writers}
def bias(q, by=None):  # of each writer against the others, or against those of its kind: its family, its demonstrations
    rivals = {m: [g for g in writers if writers[g].get(by, 0) == writers[m].get(by, 0) is not None] for m in writers}
    own = lambda g, m: q[g][m] - mean(q[g][k] for k in rivals[m])
    return {m: own(m, m) - mean(own(g, m) for g in rivals[m] if g != m) if rivals[m][1:] else None for m in writers}
pairs = {"mspd": lambda x, y: mean((a - b) ** 2 for a, b in zip(x, y)), "pearson": pearson,
         "squaredShift": lambda x, y: (mean(x) - mean(y)) ** 2, "spearman": lambda x, y: pearson(ranks(x), ranks(y))}
for way in rows["predictions"]:  # left out, because Selfsame's own random streams make them: intervals, noise, ceiling, p
    said = lambda d, m: [(r["target"], r["prediction"]) for r in way["rows"] if r["dataset"] == d and r["solver"] == m]
    p = {d: {s["name"]: score(said(d, s["name"])) for s in rows["solvers"]} for d in [real, *sets]}
    odds = {d: {m: math.log((s + h) / (1 - s + h)) for m, s in p[d].items()} for d in sets for h in [0.5 / len(sets[d]["instances"])]}
    out = {"biasFactor": bias(q := written(p)), "biasFactorLogOdds": bias(written(odds)), "sameFamily": bias(q, "family")}
    out["sameDemonstrations"] = shown = bias(q, "draw")
    draws = {b: [shown[m] for m in writers if writers[m]["base"] == b] for b in study["plan"]["models"]}
    out["biasFactorOverDraws"] = {b: mean(bs) for b, bs in draws.items() if bs and None not in bs}
    p |= {"average of generators": {m: mean(q[g][m] for g in q) for m in p[real]}} if len(writers) > 1 else {}
    out |= {name: {d: f([*p[d].values()], [*p[real].values()]) for d in p if d != real} for name, f in pairs.items()}
    print(json.dumps({"solve": way["way"], "datasets": p, **out}))
