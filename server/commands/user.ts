import { text } from 'node:stream/consumers';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { MullionError } from '../../shared/errors.ts';
import { Handle, PersonKind } from '../../shared/model.ts';
import { hashPassword, newPassword } from '../auth/passwords.ts';
import { announce } from '../store/changes.ts';
import { addPerson, ensureFirm, requireByHandle, setDisabled, setPassword } from '../store/people.ts';
import { endSessionsOf } from '../store/sessions.ts';
import { examples, type Place, withDatabase, withPlace } from './place.ts';

interface AddOptions extends Place {
  name: string;
  firm: string;
  short?: string;
  title?: string;
  kind: PersonKind;
  passwordStdin?: true;
}

export function register(program: Command): void {
  const user = program.command('user').description('People: add them, give them passwords, disable them.');

  withPlace(user.command('add'))
    .description('Adds a person. A generated password is printed once, unless one is given.')
    .argument('<handle>', 'what the person signs in with and is mentioned by', parseHandle)
    .requiredOption('--name <name>', 'full name')
    .requiredOption('--firm <firm>', 'the firm the person belongs to; made if it is new')
    .option('--short <word>', "one word for a new firm, shown beside its people's names")
    .option('--title <title>', 'what the person does, for the directory')
    .addOption(new Option('--kind <kind>', 'bots and feeds have no password').choices(PersonKind.options).default('person'))
    .option('--password-stdin', 'read the password from standard input')
    .addHelpText(
      'after',
      examples('user add mara --name "Mara Voss" --firm "Corvid Capital" --short Corvid --title "Rates trader"'),
    )
    .action(add);

  withPlace(user.command('passwd'))
    .description('Gives a person another password: generated and printed once, unless one is given.')
    .argument('<handle>', 'whose password', parseHandle)
    .option('--password-stdin', 'read the password from standard input')
    .addHelpText('after', examples('user passwd mara', 'user passwd mara --password-stdin < secret.txt'))
    .action(passwd);

  withPlace(user.command('disable'))
    .description('Disables an account: nobody can sign in with it any more, and who is signed in is signed out.')
    .argument('<handle>', 'whose account', parseHandle)
    .addHelpText('after', examples('user disable mara'))
    .action((handle: string, place: Place) => setAbility(handle, place, true));

  withPlace(user.command('enable'))
    .description('Enables a disabled account again.')
    .argument('<handle>', 'whose account', parseHandle)
    .addHelpText('after', examples('user enable mara'))
    .action((handle: string, place: Place) => setAbility(handle, place, false));
}

export function parseHandle(handle: string): string {
  const { data, error } = Handle.safeParse(handle);
  if (data === undefined) throw new InvalidArgumentError(error.issues[0]?.message ?? 'This is not a handle.');
  return data;
}

async function add(handle: string, options: AddOptions): Promise<void> {
  const password = options.kind === 'person' ? await choosePassword(options) : undefined;
  const passwordHash = password && (await hashPassword(password.text));
  await withDatabase(options, ({ queries }) =>
    queries.transaction().execute(async (transaction) => {
      const firm = await ensureFirm(transaction, options.tenant, options.firm, options.short);
      const { name, title, kind, tenant } = options;
      await addPerson(transaction, { tenant, firm: firm.id, handle, name, title, kind, passwordHash });
    }),
  );
  process.stdout.write(`${handle} (${options.name}, ${options.firm}) was added.\n`);
  if (password?.generated) process.stdout.write(`Password, shown only this once: ${password.text}\n`);
}

async function passwd(handle: string, options: Place & { passwordStdin?: true }): Promise<void> {
  const password = await choosePassword(options);
  const hash = await hashPassword(password.text);
  await withDatabase(options, async ({ queries }) => {
    const { person } = await requireByHandle(queries, options.tenant, handle);
    await queries.transaction().execute(async (transaction) => {
      await setPassword(transaction, person.id, hash);
      // Whoever signed in with the old one is signed out: that may be why it is changed.
      for (const session of await endSessionsOf(transaction, person.id, 'password', Date.now())) {
        await announce(transaction, { type: 'session', session });
      }
    });
  });
  process.stdout.write(`${handle} has another password, and is signed out everywhere.\n`);
  if (password.generated) process.stdout.write(`Password, shown only this once: ${password.text}\n`);
}

async function setAbility(handle: string, place: Place, disabled: boolean): Promise<void> {
  await withDatabase(place, async ({ queries }) => {
    const { person } = await requireByHandle(queries, place.tenant, handle);
    await setDisabled(queries, person.id, disabled);
  });
  process.stdout.write(`${handle} is ${disabled ? 'disabled' : 'enabled'}.\n`);
}

async function choosePassword(options: { passwordStdin?: true }): Promise<{ text: string; generated: boolean }> {
  if (!options.passwordStdin) return { text: newPassword(), generated: true };
  const given = (await text(process.stdin)).replace(/\r?\n$/, '');
  if (given === '') throw new MullionError('bad-request', 'There is no password on standard input.');
  return { text: given, generated: false };
}
