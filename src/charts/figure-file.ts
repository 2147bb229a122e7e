/** @file A chart on screen as a file: SVG that needs no style sheet, and PNG drawn from it. */

/** What a chart's look is made of; all but the last go down to the parts of a group. */
const inherited = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap"],
  ...["stroke-linejoin", "paint-order", "font-size", "font-weight", "font-style", "font-family"],
  ...["text-anchor", "dominant-baseline", "visibility"],
] as const;
const own = "opacity";

/** Room around the drawing, in pixels. */
const margin = 12;

/** Fonts of this machine may be missing elsewhere. */
function genericFont(families: string): string {
  if (/mono/i.test(families)) return "monospace";
  return /(^|[^-])serif/i.test(families) && !/sans/i.test(families) ? "serif" : "sans-serif";
}

function lookOf(element: Element): Map<string, string> {
  const style = getComputedStyle(element);
  const look = new Map<string, string>(inherited.map((name) => [name, style.getPropertyValue(name)]));
  look.set("font-family", genericFont(style.fontFamily));
  for (const paint of ["fill", "stroke"]) if (look.get(paint) === "rgba(0, 0, 0, 0)") look.set(paint, "none");
  return look;
}

/** Writes the look of `shown` on its copy, where it differs from what the parent hands down. */
function settle(shown: Element, copy: Element, handed: ReadonlyMap<string, string>): void {
  const look = lookOf(shown);
  for (const { name } of [...copy.attributes]) {
    if (/^(class|style|role|tabindex|id|on.*|aria-.*|data-.*)$/.test(name)) copy.removeAttribute(name);
  }
  for (const [name, value] of look) {
    if (value !== "" && value !== handed.get(name)) copy.setAttribute(name, value);
    else copy.removeAttribute(name);
  }
  const opacity = getComputedStyle(shown).getPropertyValue(own);
  if (opacity !== "1") copy.setAttribute(own, opacity);
  [...shown.children].forEach((child, i) => settle(child, copy.children[i]!, look));
}

/** Takes out what is not drawn. */
function prune(shown: Element, copy: Element): void {
  [...shown.children].forEach((child, i) => prune(child, copy.children[i]!));
  const hidden = [...shown.children].map((child) => getComputedStyle(child).display === "none");
  [...copy.children].filter((_, i) => hidden[i]).forEach((child) => child.remove());
}

export interface FigureFile {
  svg: string;
  width: number;
  height: number;
}

const namespace = "http://www.w3.org/2000/svg";

/** The SVG element as it is on screen, as a file of its own with title, description and background. */
export function figureFile(shown: SVGSVGElement, title: string): FigureFile {
  const copy = shown.cloneNode(true) as SVGSVGElement;
  settle(shown, copy, new Map());
  prune(shown, copy);
  const comments = document.createNodeIterator(copy, NodeFilter.SHOW_COMMENT);
  for (let next = comments.nextNode(); next; next = comments.nextNode()) next.parentNode!.removeChild(next);
  const { width: drawn, height: high } = shown.getBoundingClientRect();
  const reach = shown.getBBox(); // marks may stand out of the frame
  const left = Math.min(0, reach.x) - margin;
  const top = Math.min(0, reach.y) - margin;
  const width = Math.ceil(Math.max(drawn, reach.x + reach.width) + margin - left);
  const height = Math.ceil(Math.max(high, reach.y + reach.height) + margin - top);
  const size = { width, height, viewBox: `${left} ${top} ${width} ${height}`, xmlns: namespace, role: "img" };
  for (const [name, value] of Object.entries(size)) copy.setAttribute(name, String(value));
  const part = (name: string, text: string) => {
    const element = document.createElementNS(namespace, name);
    element.textContent = text;
    return element;
  };
  const paper = part("rect", "");
  const fill = getComputedStyle(document.body).backgroundColor;
  for (const [name, value] of Object.entries({ x: left, y: top, width, height, fill, stroke: "none" })) {
    paper.setAttribute(name, String(value));
  }
  copy.prepend(part("title", title), part("desc", shown.getAttribute("aria-label") ?? title), paper);
  // XML cannot hold most control characters, and names come from the user.
  const svg = new XMLSerializer().serializeToString(copy).replace(/[^\t\n\r\P{Cc}]/gu, "");
  return { svg, width, height };
}

/** The figure as PNG with `scale` points for a pixel. Rejects where the browser does not draw it. */
export async function pngOf({ svg, width, height }: FigureFile, scale = 2): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image(width, height);
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * scale, height * scale];
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (!blob) throw new Error("The browser did not make a picture of the chart. Save it as SVG.");
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}
