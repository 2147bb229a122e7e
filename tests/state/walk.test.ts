import { beforeEach, describe, expect, test } from "vitest";
import { Walk } from "#state/walk.svelte.ts";

beforeEach(() => localStorage.clear());

describe("the predictions of the walk", () => {
  test("are kept over a reload", () => {
    const walk = new Walk("recording 1");
    walk.predict("favours", "zoo/a");
    walk.predict("remains", "half");
    walk.explain("it has an interval");
    const later = new Walk("recording 1");
    expect(later.answers).toEqual({ favours: "zoo/a", remains: "half" });
    expect(later.reason).toBe("it has an interval");
  });

  test("cannot be changed once what came out was shown", () => {
    const walk = new Walk("recording 1");
    walk.predict("remains", "half");
    walk.show("remains");
    walk.predict("remains", "little");
    walk.predict("generative", "larger");
    expect(walk.answers).toEqual({ remains: "half", generative: "larger" });
    expect(new Walk("recording 1").isShown("remains")).toBe(true);
  });

  test("are forgotten when started again, and may be made anew", () => {
    const walk = new Walk("recording 1");
    walk.predict("favours", "none");
    walk.show("favours");
    walk.startAgain();
    expect(new Walk("recording 1").answers).toEqual({});
    walk.predict("favours", "zoo/b");
    expect(walk.answers.favours).toBe("zoo/b");
  });

  test("are not carried over to another recording", () => {
    new Walk("recording 1").predict("favours", "zoo/a");
    expect(new Walk("recording 2").answers).toEqual({});
  });

  test.each(["{", "null", '{"study":"recording 1","answers":null}', '{"study":"recording 1","answers":{"favours":3}}'])(
    "start empty on what another version kept: %s",
    (text) => {
      localStorage.setItem("selfsame.walk", text);
      expect(new Walk("recording 1").answers).toEqual({});
    },
  );

  test("last as long as the page where the browser keeps nothing", () => {
    const refuse = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    const walk = new Walk("recording 1", { getItem: () => null, setItem: refuse } as unknown as Storage);
    walk.predict("remains", "most");
    expect(walk.answers.remains).toBe("most");
  });
});
