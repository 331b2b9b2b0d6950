import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { FieldError } from '../../places.js';
import type { HttpCheck } from './spec.js';

/** A body with the type it is sent as. */
export interface RequestBody {
  body?: string | Uint8Array;
  contentType?: string;
}

/** The body of a check. Throws InputError when a file to upload cannot be read. */
export async function bodyOf(check: HttpCheck, workspace: string): Promise<RequestBody> {
  if (check.json !== undefined) {
    return { body: JSON.stringify(check.json), contentType: 'application/json' };
  }
  if (check.form) {
    const body = new URLSearchParams(check.form).toString();
    return { body, contentType: 'application/x-www-form-urlencoded' };
  }
  if (check.multipart) return multipart(check.multipart, workspace);
  return check.body === undefined ? {} : { body: check.body };
}

type Part = NonNullable<HttpCheck['multipart']>[number];

/** RFC 7578; written out, so that its length is known and it can be sent again. */
async function multipart(parts: readonly Part[], workspace: string): Promise<RequestBody> {
  const boundary = `smoke-${randomUUID()}`;
  const pieces = await Promise.all(
    parts.map((part, index) => pieceOf(part, boundary, (file) => read(file, index, workspace))),
  );
  return {
    body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

async function pieceOf(
  part: Part,
  boundary: string,
  read: (file: string) => Promise<Buffer>,
): Promise<Buffer> {
  const filename = part.filename ?? (part.file === undefined ? undefined : basename(part.file));
  const type = part['content-type'] ?? (part.file === undefined ? undefined : 'application/octet-stream');
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="${quoted(part.name)}"${filename === undefined ? '' : `; filename="${quoted(filename)}"`}`,
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
    '',
    '',
  ].join('\r\n');
  const content = part.file === undefined ? Buffer.from(part.value ?? '') : await read(part.file);
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n')]);
}

async function read(file: string, index: number, workspace: string): Promise<Buffer> {
  try {
    return await readFile(resolve(workspace, file));
  } catch (cause) {
    throw new FieldError(
      ['multipart', index, 'file'],
      `The file ${file}, which a check uploads, could not be read.`,
      {
        fix: 'Give its path from the root of the repository, and check it out before this step.',
        cause,
      },
    );
  }
}

function quoted(text: string): string {
  return text.replace(/"/g, '%22').replace(/[\r\n]+/g, ' ');
}
