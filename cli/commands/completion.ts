import { Command } from 'commander';
import { Failure } from '../failure.ts';

/** A command with the words that may come behind it. */
interface Words {
  /** The names of the commands above it and its own: `asset acl`; empty for `terrane` itself. */
  readonly path: string;
  readonly words: readonly string[];
}

/** The scripts by which shells complete commands and options. Files are completed by the shell where nothing else fits. */
const SHELLS: { readonly [shell: string]: (tree: readonly Words[]) => string } = {
  bash: (tree) => `${bashFunction(tree)}\ncomplete -o default -F _terrane terrane\n`,
  zsh: (tree) =>
    `autoload -Uz compinit bashcompinit && compinit && bashcompinit\n${bashFunction(tree)}\ncomplete -o default -F _terrane terrane\n`,
  fish: (tree) =>
    tree
      .flatMap(({ path, words }) => {
        const seen =
          path === ''
            ? '__fish_use_subcommand'
            : path
                .split(' ')
                .map((name) => `__fish_seen_subcommand_from ${name}`)
                .join('; and ');
        return words.map((word) =>
          word.startsWith('--')
            ? `complete -c terrane -n '${seen}' -l ${word.slice(2)}`
            : `complete -c terrane -n '${seen}' -f -a ${word}`,
        );
      })
      .join('\n')
      .concat('\n'),
};

function bashFunction(tree: readonly Words[]): string {
  const cases = tree.map(({ path, words }) => `    '${path}') words='${words.join(' ')}' ;;`);
  return `_terrane() {
  local word path='' words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case " ${tree.map(({ path }) => path.replaceAll(' ', '/')).join(' ')} " in
      *" \${path:+$path/}$word "*) path="\${path:+$path/}$word" ;;
    esac
  done
  case "\${path//\\// }" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}`;
}

function treeOf(command: Command, above: readonly string[] = []): Words[] {
  const options = [
    ...command.options,
    ...(above.length > 0 ? ((command.parent?.parent ?? command.parent)?.options ?? []) : []),
  ];
  const flags = [
    ...new Set(['--help', ...options.flatMap(({ long }) => (long && long !== '--version' ? [long] : []))]),
  ];
  const names = command.commands.map((below) => below.name());
  return [
    { path: above.join(' '), words: [...names, ...flags] },
    ...command.commands.flatMap((below) => treeOf(below, [...above, below.name()])),
  ];
}

/** `terrane completion SHELL` */
export const COMPLETION = new Command('completion')
  .description('print the script by which a shell completes commands: bash, zsh or fish')
  .argument('<shell>')
  .addHelpText(
    'after',
    '\nExamples:\n  source <(terrane completion bash)\n  terrane completion fish > ~/.config/fish/completions/terrane.fish',
  )
  .action((shell: string, _, command: Command) => {
    if (!Object.hasOwn(SHELLS, shell))
      throw new Failure(`'${shell}' is no shell of ${Object.keys(SHELLS).join(', ')}.`);
    const script = SHELLS[shell];
    if (command.parent) process.stdout.write(script(treeOf(command.parent)));
  });
