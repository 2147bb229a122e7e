/** @file The browser's locks for environments that have none: who asks for a taken one waits, or hears so. */

type Work<Output> = (lock: { name: string } | null) => Promise<Output>;

export class OneByOne {
  readonly #last = new Map<string, Promise<unknown>>();

  request<Output>(name: string, ...[options, work]: [Work<Output>] | [{ ifAvailable: boolean }, Work<Output>]) {
    const doWork = typeof options === "function" ? options : work!;
    const held = this.#last.get(name);
    if (held && typeof options !== "function" && options.ifAvailable) return doWork(null);
    const done = (held ?? Promise.resolve()).then(() => doWork({ name }));
    const last = done
      .catch(() => undefined)
      .then(() => {
        if (this.#last.get(name) === last) this.#last.delete(name);
      });
    this.#last.set(name, last);
    return done;
  }

  query(): Promise<{ held: { name: string }[] }> {
    return Promise.resolve({ held: [...this.#last.keys()].map((name) => ({ name })) });
  }
}
