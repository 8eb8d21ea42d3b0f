/** `lastday completion`: scripts for bash, zsh and fish, made from the table of commands. */
import type { CommandSpec, Invocation } from './command.ts';
import { type CliContext, UsageError } from './context.ts';

function longFlags(flags: readonly (readonly [string, string])[]): readonly string[] {
  return flags.map(([flag]) => /--[a-z-]+/u.exec(flag)?.[0] ?? '').filter((flag) => flag !== '');
}

function bash(commands: readonly CommandSpec[]): string {
  const cases = commands.map((one) => `    ${one.name}) words="${[...longFlags(one.flags), '--help'].join(' ')}" ;;`).join('\n');
  return `_lastday() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words
  case "\${COMP_WORDS[1]}" in
${cases}
    *) words="${commands.map((one) => one.name).join(' ')}" ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words="${commands.map((one) => one.name).join(' ')}"
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _lastday lastday
`;
}

function quote(text: string): string {
  return text.replaceAll("'", "'\\''");
}

function zsh(table: readonly CommandSpec[]): string {
  const commands = table.map((one) => `    '${one.name}:${quote(one.summary).replaceAll(':', '\\:')}'`).join('\n');
  const cases = table.map((one) => `    ${one.name}) compadd -- ${[...longFlags(one.flags), '--help'].join(' ')} ;;`).join('\n');
  return `#compdef lastday
_lastday() {
  local -a commands
  commands=(
${commands}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  case "$words[2]" in
${cases}
  esac
  _files
}
compdef _lastday lastday
`;
}

function fish(commands: readonly CommandSpec[]): string {
  const lines = commands.flatMap((one) => [
    `complete -c lastday -n __fish_use_subcommand -a ${one.name} -d '${quote(one.summary)}'`,
    ...one.flags.map(
      ([flag, text]) =>
        `complete -c lastday -n '__fish_seen_subcommand_from ${one.name}' -l ${/--([a-z-]+)/u.exec(flag)?.[1] ?? ''} -d '${quote(text)}'`,
    ),
  ]);
  return `${lines.join('\n')}\n`;
}

/** Prints the script of one shell. */
export async function run({ world, commands }: CliContext, { words }: Invocation): Promise<number> {
  const scripts: Readonly<Record<string, (commands: readonly CommandSpec[]) => string>> = { bash, zsh, fish };
  const script = scripts[words[0] ?? ''];
  if (script === undefined) throw new UsageError(`there is no completion for "${words[0] ?? ''}".`, 'It can be bash, zsh or fish.');
  world.out(script(commands));
  return 0;
}
