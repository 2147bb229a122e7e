/** @file From a dropped or picked folder to its files by path. */

const mostFiles = 2000;

function tooMany(): never {
  throw new Error(`The folder holds more than ${mostFiles} files. Bring the folder of one model.`);
}

async function* entriesOf(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry> {
  const reader = folder.createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail)); // at most 100
    if (some.length === 0) return;
    yield* some;
  }
}

async function collect(entry: FileSystemEntry, into: Map<string, File>): Promise<void> {
  if (into.size > mostFiles) tooMany();
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
    into.set(entry.fullPath.slice(1), file);
  } else if (!entry.name.startsWith(".")) {
    for await (const inner of entriesOf(entry as FileSystemDirectoryEntry)) await collect(inner, into);
  }
}

/** Everything in what was dropped. The entries must be asked for before the event is over. */
export async function droppedFiles(items: DataTransferItemList): Promise<Map<string, File>> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files = new Map<string, File>();
  for (const entry of entries) await collect(entry, files);
  return files;
}

/** Everything in a folder that was picked, hidden folders left out. */
export function pickedFiles(list: FileList): Map<string, File> {
  if (list.length > mostFiles) tooMany();
  const pathOf = (file: File) => file.webkitRelativePath || file.name;
  const files = [...list].map((file) => [pathOf(file), file] as const);
  return new Map(files.filter(([path]) => !path.split("/").some((part) => part.startsWith("."))));
}
