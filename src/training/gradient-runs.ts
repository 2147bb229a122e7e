/** @file Sessions of an objective's graphs, one per shape, and the gradients that they give. */
import type { Runtime, Session, Tensor } from "#core/runtime.ts";
import { Graph, type GraphTensor } from "#onnx/graph.ts";
import { gradients } from "./autodiff.ts";
import type { Run } from "./objective.ts";
import type { Parameters } from "./parameters.ts";

/** Graphs kept ready; the one used longest ago goes first. */
const MAX_SESSIONS = 32;

interface Prepared {
  session: Session;
  /** Weights that the graph reads. */
  weights: readonly string[];
  /** Output name → the weight whose gradient it is. */
  dense: ReadonlyMap<string, string>;
  /** Output name → the weight whose rows it adds to, and the input that names the rows. */
  rows: ReadonlyMap<string, { weight: string; indices: string }>;
}

export class GradientRuns {
  readonly #runtime: Runtime;
  readonly #parameters: Parameters;
  readonly #prepared = new Map<string, Promise<Prepared>>();

  constructor(runtime: Runtime, parameters: Parameters) {
    this.#runtime = runtime;
    this.#parameters = parameters;
  }

  async #prepare(run: Run, withGradients: boolean): Promise<Prepared> {
    const graph = new Graph();
    const inputs = new Map<string, GraphTensor>();
    const lookup = (name: string): GraphTensor => {
      const parameter = this.#parameters.byName.get(name);
      if (!parameter) throw new Error(`The objective asks for a weight "${name}" that is not among the parameters.`);
      const tensor = inputs.get(name) ?? graph.input(name, "float32", parameter.dims);
      inputs.set(name, tensor);
      return tensor;
    };
    const loss = run.build(graph, lookup);
    const dense = new Map<string, string>();
    const rows = new Map<string, { weight: string; indices: string }>();
    if (withGradients) {
      const trained = [...inputs.values()].filter(({ name }) => this.#parameters.byName.get(name)!.trainable);
      for (const [weight, gradient] of gradients(graph, loss, trained)) {
        const name = `gradient of ${weight}`;
        if (gradient.dense) dense.set(name, weight);
        if (gradient.dense) graph.output(gradient.dense, name);
        gradient.rows.forEach(({ indices, values }, i) => {
          rows.set(`${name}, rows ${i}`, { weight, indices: indices.name });
          graph.output(values, `${name}, rows ${i}`);
        });
      }
    }
    graph.output(loss, "loss");
    return { session: await this.#runtime.createSession(graph.encode()), weights: [...inputs.keys()], dense, rows };
  }

  async #get(run: Run, withGradients: boolean): Promise<Prepared> {
    const key = `${withGradients ? "gradients" : "loss"} ${run.shape}`;
    const prepared = this.#prepared.get(key) ?? this.#prepare(run, withGradients);
    this.#prepared.delete(key);
    this.#prepared.set(key, prepared);
    if (this.#prepared.size > MAX_SESSIONS) {
      const [oldest, stale] = this.#prepared.entries().next().value!;
      this.#prepared.delete(oldest);
      await (await stale).session.release();
    }
    return prepared;
  }

  async #run(prepared: Prepared, run: Run): Promise<Record<string, Tensor>> {
    const feeds: Record<string, Tensor> = { ...run.feeds };
    for (const name of prepared.weights) {
      const { dims, data } = this.#parameters.byName.get(name)!;
      feeds[name] = { type: "float32", dims, data };
    }
    return prepared.session.run(feeds);
  }

  /** The loss alone. */
  async loss(run: Run): Promise<number> {
    const outputs = await this.#run(await this.#get(run, false), run);
    return outputs["loss"]!.data[0] as number;
  }

  /** The loss; its gradient is added to `total`, laid out as the parameters' values. */
  async addGradient(run: Run, total: Float32Array): Promise<number> {
    const prepared = await this.#get(run, true);
    const outputs = await this.#run(prepared, run);
    for (const [name, weight] of prepared.dense) {
      const { offset } = this.#parameters.byName.get(weight)!;
      addTo(total, offset, outputs[name]!.data as Float32Array);
    }
    for (const [name, { weight, indices }] of prepared.rows) {
      const { offset, dims } = this.#parameters.byName.get(weight)!;
      const width = dims[1]!;
      const values = outputs[name]!.data as Float32Array;
      (run.feeds[indices]!.data as BigInt64Array).forEach((row, i) => {
        addTo(total, offset + Number(row) * width, values.subarray(i * width, (i + 1) * width));
      });
    }
    return outputs["loss"]!.data[0] as number;
  }

  async release(): Promise<void> {
    const all = [...this.#prepared.values()];
    this.#prepared.clear();
    for (const prepared of all) await (await prepared).session.release();
  }
}

function addTo(total: Float32Array, offset: number, values: Float32Array): void {
  for (let i = 0; i < values.length; i++) total[offset + i]! += values[i]!;
}
