/** What the database itself can do: one bare commit, and a bare COPY-sized bulk insert. */
import pg from 'pg';

/** Milliseconds of single-row commits, one after the other, on a table of their own. */
export async function bareCommits(url: string, count: number): Promise<number[]> {
  return withTable(url, 'bench_commit', '(id bigint primary key, body text)', async (client) => {
    const took: number[] = [];
    for (let id = 0; id < count; id++) {
      const began = performance.now();
      await client.query('insert into bench_commit values ($1, $2)', [id, 'two way in bunds please']);
      took.push(performance.now() - began);
    }
    return took;
  });
}

/** Rows a second of one COPY of the given texts, in CSV. */
export async function bareCopy(url: string, texts: readonly string[]): Promise<number> {
  return withTable(url, 'bench_copy', '(id bigint, body text)', async (client) => {
    const { from } = await import('pg-copy-streams');
    const began = performance.now();
    const stream = client.query(from('copy bench_copy from stdin with (format csv)'));
    const done = new Promise<void>((resolve, reject) => stream.on('finish', resolve).on('error', reject));
    for (const [id, text] of texts.entries()) {
      if (!stream.write(`${id},"${text.replaceAll('"', '""')}"\n`)) await new Promise((resolve) => stream.once('drain', resolve));
    }
    stream.end();
    await done;
    return texts.length / ((performance.now() - began) / 1000);
  });
}

async function withTable<T>(url: string, name: string, columns: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`drop table if exists ${name}`);
    await client.query(`create table ${name} ${columns}`);
    return await use(client);
  } finally {
    await client.query(`drop table if exists ${name}`);
    await client.end();
  }
}
