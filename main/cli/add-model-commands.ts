import { Option, type Command } from 'commander';
import { modelUses, type ModelUse } from '../../app/contract/models.ts';
import {
  addRepository,
  importModel,
  installModel,
  listModels,
  probeModel,
  removeModel,
  showLicence,
  useModel,
  verifyModels,
} from './model-commands.ts';
import type { Session } from './session.ts';

interface Common {
  readonly json?: boolean;
}

type Run = (options: Common, work: (session: Session) => Promise<void>) => Promise<void>;

/** `models` and its own commands; alone it lists. */
export function addModelCommands(program: Command, run: Run): void {
  const models = program.command('models').description('the models: what they can do, installing and choosing them');
  const command = (usage: string, about: string, options?: { isDefault: boolean }): Command =>
    models.command(usage, options).description(about).option('--json', 'print one JSON object a line');

  command('list', 'what is installed and what may be', { isDefault: true }).action((options: Common) =>
    run(options, listModels),
  );
  command('install <id>', 'fetch a model; Ctrl+C pauses, the same command goes on')
    .option('--variant <name>', 'its files for another device (see list)')
    .action((id: string, { variant, ...options }: Common & { variant?: string }) =>
      run(options, (session) => installModel(id, variant, session)),
    );
  command('add <repository>', 'put a repository of a known family on the list').action(
    (repository: string, options: Common) => run(options, (session) => addRepository(repository, session)),
  );
  command('import <folder>', 'copy a model from a folder or a USB stick').action((folder: string, options: Common) =>
    run(options, (session) => importModel(folder, session)),
  );
  command('verify [id]', 'read every file again; without an id, of all models').action(
    (id: string | undefined, options: Common) => run(options, (session) => verifyModels(id, session)),
  );
  command('remove <id>', "delete a model's files").action((id: string, options: Common) =>
    run(options, (session) => removeModel(id, session)),
  );
  command('licence <id>', 'read its licence').action((id: string, options: Common) =>
    run(options, (session) => showLicence(id, session)),
  );
  command('probe <id>', 'try it on every device and keep the fastest that computes right').action(
    (id: string, options: Common) => run(options, (session) => probeModel(id, session)),
  );
  command('use <id>', 'let it search or answer')
    .addOption(new Option('--for <use>', 'for one of its uses').choices(modelUses))
    .action((id: string, options: Common & { for?: ModelUse }) =>
      run(options, (session) => useModel(id, options.for, session)),
    );
}
