import { Command, InvalidArgumentError, Option } from 'commander';
import { add } from './add.ts';
import { AppError } from '../../app/contract/errors.ts';
import { ModelId } from '../../app/contract/ids.ts';
import { ask, type AskRequest } from './ask.ts';
import { bench } from './bench.ts';
import { evaluate, type EvaluateRequest } from './evaluate.ts';
import { addModelCommands } from './add-model-commands.ts';
import { doctor, failures, stats } from './inspect.ts';
import { remove } from './remove.ts';
import { search } from './search.ts';
import type { Session } from './session.ts';
import { similar } from './similar.ts';

export interface ServeRequest {
  /** Undefined takes the usual port, or any where that is taken. */
  readonly port: number | undefined;
  /** Folders to add at once. */
  readonly add: readonly string[];
  /** Open the page in the person's browser. */
  readonly open: boolean;
  readonly roots: readonly string[];
  readonly json: boolean;
  readonly tokenFile: string | undefined;
}

export interface CommandHost {
  /** Runs `work` with an engine on the library; `json` says how to print. */
  run(
    options: { library: string | undefined; json: boolean },
    work: (session: Session) => Promise<void>,
  ): Promise<void>;
  serve(library: string | undefined, request: ServeRequest): Promise<void>;
  readonly lines: AsyncIterable<string>;
  fail(exitCode: 1 | 2): void;
  readonly version: string;
}

const describeQuestion = 'Describe this photo.';
const defaultLimit = 20;
const textAfterDashes = 'A text that begins with a minus goes after two: search -- "-snow"';

interface Common {
  readonly json?: boolean;
  readonly limit: number;
}

/** The command line of Afterimage. */
export function createProgram(host: CommandHost): Command {
  const program = new Command('afterimage')
    .description('The private photo assistant that runs on your own machine.')
    .version(host.version)
    .option('--library <dir>', 'where the library is; one for the app and the command line unless you say so')
    .exitOverride();
  const run = (options: Common, work: (session: Session) => Promise<void>): Promise<void> =>
    host.run({ library: program.opts<{ library?: string }>().library, json: options.json === true }, work);
  const answer = async (request: AskRequest, session: Session): Promise<void> => {
    if (!(await ask(request, session))) host.fail(1);
  };
  const command = (usage: string, about: string): Command =>
    program.command(usage).description(about).option('--json', 'print one JSON object a line');

  command('add <folder...>', 'add folders or photos and index them').action((paths: string[], options: Common) =>
    run(options, (session) => add(paths, session)),
  );
  command('remove <folder>', 'take a folder out of the library; its files stay').action(
    (path: string, options: Common) => run(options, (session) => remove(path, session)),
  );
  limited(command('search <text...>', 'search by meaning, words and filters; - reads one query a line'))
    .addHelpText('after', `\n${textAfterDashes}`)
    .showHelpAfterError(textAfterDashes)
    .option('--min-probability <p>', 'least probability of a match by meaning, 0 to 1', number(0, 1))
    .action((text: string[], { limit, minProbability, ...options }: Common & { minProbability?: number }) =>
      run({ limit, ...options }, (session) =>
        search({ text: text.join(' '), limit, minimumProbability: minProbability, lines: host.lines }, session),
      ),
    );
  limited(command('similar <path...>', 'find photos that look like these files'))
    .option('--minus <path...>', 'and not like these')
    .action((like: string[], options: Common & { minus?: string[] }) =>
      run(options, (session) => similar({ like, unlike: options.minus ?? [], limit: options.limit }, session)),
    );
  command('ask <text>', 'ask a question about photos')
    .option('--photo <path...>', 'the photos, in the library or not', [])
    .option('--model <id>', 'the model that answers, in place of the chosen one (see models)')
    .option('--closer', 'look with as many pixels as the model takes')
    .option('--temperature <t>', '0 takes the likeliest words, up to 2', number(0, 2))
    .option('--seed <n>', 'the same seed gives the same words', wholeNumber(0, 2 ** 31))
    .action((question: string, options: Common & AskOptions) =>
      run(options, (session) => answer(askRequest(question, options), session)),
    );
  command('caption <path>', 'describe a photo').action((path: string, options: Common) =>
    run(options, (session) => answer({ question: describeQuestion, paths: [path], closer: false }, session)),
  );
  command('evaluate', 'measure how well search models know your photos')
    .addOption(
      new Option('--by <words>', 'the words to look for photos by')
        .choices(['caption', 'keywords', 'name'])
        .default('caption'),
    )
    .option('--captions <file>', 'words of your own: JSON, [{ "file": ..., "captions": [...] }]')
    .option('--model <id...>', 'the ids of models, as `models` lists them (default: the one in use)', [])
    .option('--all', 'every installed search model')
    .option('--export <file>', 'write the numbers to a file that ends in .csv or .md')
    .action((options: Common & EvaluateOptions) =>
      run(options, (session) => evaluate(evaluateRequest(options), session)),
    );
  command('bench', 'measure how fast a search model is here')
    .option('--model <id>', 'the id of a model, as `models` lists it (default: the one in use)')
    .action(({ model, ...options }: Common & { model?: string }) =>
      run(options, (session) => bench(modelIdOf(model), session)),
    );
  addInspections(command, run, host);
  addModelCommands(program, (options, work) => run({ ...options, limit: defaultLimit }, work));
  addServe(program, host);
  return program;
}

interface EvaluateOptions extends Omit<EvaluateRequest, 'modelIds' | 'all'> {
  readonly model: readonly string[];
  readonly all?: boolean;
}

function evaluateRequest({ model, all, ...rest }: EvaluateOptions): EvaluateRequest {
  return { ...rest, modelIds: model.flatMap((id) => modelIdOf(id) ?? []), all: all === true };
}

interface AskOptions {
  readonly photo: readonly string[];
  readonly model?: string;
  readonly closer?: boolean;
  readonly temperature?: number;
  readonly seed?: number;
}

function askRequest(question: string, { photo, model, closer, temperature, seed }: AskOptions): AskRequest {
  return { question, paths: photo, closer: closer === true, modelId: modelIdOf(model), temperature, seed };
}

function modelIdOf(model: string | undefined): ModelId | undefined {
  if (model === undefined) return undefined;
  const modelId = ModelId.safeParse(model);
  if (modelId.success) return modelId.data;
  throw new AppError('invalid_input', `Expected a model as \`models\` lists them but received ${model}.`);
}

function limited(command: Command): Command {
  return command.option('--limit <n>', 'how many', wholeNumber(1, 1000), defaultLimit);
}

function addInspections(
  command: (usage: string, about: string) => Command,
  run: (options: Common, work: (session: Session) => Promise<void>) => Promise<void>,
  host: CommandHost,
): void {
  command('failures', 'list photos that could not be read, and why').action((options: Common) =>
    run(options, failures),
  );
  command('stats', 'what the library holds').action((options: Common) => run(options, stats));
  command('doctor', 'check everything that Afterimage needs').action((options: Common) =>
    run(options, async (session) => {
      if (!(await doctor(session))) host.fail(2);
    }),
  );
}

interface ServeOptions {
  readonly json?: boolean;
  readonly port?: number;
  readonly root: string[];
  readonly add: string[];
  readonly open?: boolean;
  readonly tokenFile?: string;
}

function addServe(program: Command, host: CommandHost): void {
  program
    .command('serve')
    .description('open the app for a browser on this machine')
    .option('--json', 'print one JSON object')
    .option('--port <n>', 'port on 127.0.0.1 (usually 4117); 0 takes any free one', wholeNumber(0, 65_535))
    .option('--root <dir...>', 'folders that may be added (default: your home folder)', [])
    .option('--token-file <path>', 'write the address there, readable by you alone, instead of printing it')
    .option('--add <folder...>', 'add these folders', [])
    .option('--open', "open the page in this machine's browser")
    .action((options: ServeOptions) =>
      host.serve(program.opts<{ library?: string }>().library, {
        port: options.port,
        add: options.add,
        open: options.open === true,
        roots: options.root,
        json: options.json === true,
        tokenFile: options.tokenFile,
      }),
    );
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most} but received ${text}.`);
  };
}

function number(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a number from ${least} to ${most} but received ${text}.`);
  };
}
