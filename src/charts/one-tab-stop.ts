/** @file Marks that open something, by keyboard: one stop of the Tab key, arrows from mark to mark. */
import type { Attachment } from "svelte/attachments";

const selector = "[data-mark]";

const directions: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function middle(mark: Element): readonly [x: number, y: number] {
  const { left, right, top, bottom } = mark.getBoundingClientRect();
  return [(left + right) / 2, (top + bottom) / 2];
}

/** The nearest mark within 45° of a direction; what lies aside counts double, so that rows and columns are followed. */
function nearest(from: Element, marks: readonly Element[], [dx, dy]: readonly [number, number]): Element | undefined {
  const [x, y] = middle(from);
  const ahead = marks.flatMap((mark) => {
    const [mx, my] = middle(mark);
    const along = (mx - x) * dx + (my - y) * dy;
    const aside = Math.abs((mx - x) * dy) + Math.abs((my - y) * dx);
    return mark !== from && along > aside ? [{ mark, distance: along + 2 * aside }] : [];
  });
  return ahead.sort((a, b) => a.distance - b.distance)[0]?.mark;
}

/**
 * For an element whose marks carry `data-mark` and `tabindex="-1"`: Tab reaches the mark that was read last (at first the
 * first one), arrows move to the nearest mark that way, Home and End to the first and the last.
 */
export const oneTabStop: Attachment<Element> = (frame) => {
  const marks = () => [...frame.querySelectorAll<HTMLElement | SVGElement>(selector)];
  const stopAt = (stop: Element | undefined) => {
    for (const mark of marks()) mark.setAttribute("tabindex", mark === stop ? "0" : "-1");
  };
  const keepOne = () => {
    const list = marks();
    if (!list.some((mark) => mark.getAttribute("tabindex") === "0")) stopAt(list[0]);
  };
  const markOf = (event: Event) => (event.target as Element).closest(selector) ?? undefined;
  const onFocus = (event: Event) => {
    const mark = markOf(event);
    if (mark) stopAt(mark);
  };
  const onKey = (event: Event) => {
    const { key } = event as KeyboardEvent;
    const from = markOf(event);
    if (!from) return;
    const list = marks();
    const direction = directions[key];
    const to = direction
      ? nearest(from, list, direction)
      : key === "Home"
        ? list[0]
        : key === "End"
          ? list.at(-1)
          : null;
    if (!to) return;
    event.preventDefault();
    (to as HTMLElement | SVGElement).focus();
  };
  keepOne();
  const changes = new MutationObserver(keepOne);
  changes.observe(frame, { childList: true, subtree: true });
  frame.addEventListener("focusin", onFocus);
  frame.addEventListener("keydown", onKey);
  return () => {
    changes.disconnect();
    frame.removeEventListener("focusin", onFocus);
    frame.removeEventListener("keydown", onKey);
  };
};

/** Enter and the space bar press a mark that is no native button. */
export function pressed(action: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    action();
  };
}
