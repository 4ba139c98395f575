"""Programs that start another one: whose command is it that stands behind ``sudo``, ``ssh host`` or ``docker run image``?

What is said here of a program is how its command line is built, never what its options mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .vocabulary import KUBECTL_VALUES
from .word import Word, program_name

__all__ = ["LAUNCHERS", "SHELLS", "Launch", "image_name", "launch_of", "without_assignments"]

SHELLS = frozenset({"sh", "bash", "ash", "zsh", "dash", "ksh", "pwsh", "powershell"})
_ASSIGNMENT = re.compile(r"[\"']?[A-Za-z_]\w*\+?=")
_RESERVED = frozenset({"then", "do", "else", "elif", "if", "while", "until", "!", "{", "(", "time", "builtin", "@", "&", "+"})
_CASE_LABEL = re.compile(r"[\w.*|\"'-]+\)")
_LONG = 3


@dataclass(frozen=True, slots=True)
class Launch:
    """What a command starts.

    *own*: the words that are the starting program's own arguments, if anything may be said of them. *command*: the words of the
    command inside. *script*: a text that a shell reads, or a command in one word. *arguments*: what the program of *image*, or of
    an entry point, is given. *variables*: words such as ``A=b`` that the program finds in its environment. *waits*: a shell is
    started that reads its commands from where they are sent to it.
    """

    own: tuple[Word, ...] = ()
    command: tuple[Word, ...] = ()
    script: Word | None = None
    image: str = ""
    arguments: tuple[Word, ...] = ()
    variables: tuple[Word, ...] = ()
    waits: bool = False


@dataclass(frozen=True, slots=True)
class _Wrapper:
    """A program that is followed by its options, by so many *operands*, and by a command.

    *values*: the options that take the next word.
    """

    values: frozenset[str] = frozenset()
    operands: int = 0
    shell: bool = False
    """Whether it starts a shell if no command follows."""


def _wrapper(values: str = "", operands: int = 0, *, shell: bool = False) -> _Wrapper:
    return _Wrapper(frozenset(values.split()), operands, shell)


_WRAPPERS: Mapping[str, _Wrapper] = {
    "sudo": _wrapper("-u -g -h -p -C -r -t -U -D -T -R --user --group --host --prompt --chdir --role --type", shell=True),
    "doas": _wrapper("-u -C", shell=True),
    "pkexec": _wrapper("--user"),
    "env": _wrapper("-u -C --unset --chdir"),
    "exec": _wrapper("-a"),
    "nohup": _wrapper(),
    "time": _wrapper("-f -o"),
    "command": _wrapper(),
    "nice": _wrapper("-n"),
    "ionice": _wrapper("-c -n"),
    "setsid": _wrapper(),
    "stdbuf": _wrapper("-i -o -e"),
    "watch": _wrapper("-n --interval"),
    "xargs": _wrapper("-n -I -P -L -d -s -E -a --max-args --max-procs --replace --delimiter"),
    "timeout": _wrapper("-s -k --signal --kill-after", 1),
    "systemd-run": _wrapper("-p -u -M -H -E --property --unit --slice --uid --gid --description --setenv --working-directory"),
    "systemd-cat": _wrapper("-t -p"),
    "systemd-inhibit": _wrapper(),
    "systemd-nspawn": _wrapper("-D -M -i -u -p --directory --machine --image --user"),
    "chroot": _wrapper("", 1, shell=True),
    "arch-chroot": _wrapper("-u", 1, shell=True),
    "nsenter": _wrapper("-t -S -G --target --setuid --setgid", shell=True),
    "unshare": _wrapper("-R -w -S -G"),
    "taskset": _wrapper("", 1),
    "numactl": _wrapper("-C -m -N -i -p"),
    "chrt": _wrapper("-T -P -D", 1),
    "strace": _wrapper("-o -e -s -u -E -a -S -O -P -I -b"),
    "ltrace": _wrapper("-o -e -s -u -a -n"),
    "valgrind": _wrapper(),
    "gosu": _wrapper("", 1),
    "su-exec": _wrapper("", 1),
    "setpriv": _wrapper("--reuid --regid --groups --inh-caps --bounding-set --ambient-caps --securebits"),
    "setuidgid": _wrapper("", 1),
    "chpst": _wrapper("-u -U -b -e -m -d -o -p -f -c -t"),
    "tini": _wrapper("-p -e"),
    "dumb-init": _wrapper("-r --rewrite"),
    "catatonit": _wrapper(),
    "flock": _wrapper("-w -E --timeout", 1),
    "cgexec": _wrapper("-g"),
    "daemonize": _wrapper("-a -c -e -o -p -l -u -E"),
    "daemon": _wrapper("--user --pidfile"),
    "unbuffer": _wrapper(),
    "rlwrap": _wrapper(),
    "caffeinate": _wrapper("-t -w"),
    "torsocks": _wrapper(),
    "proxychains": _wrapper("-f"),
    "proxychains4": _wrapper("-f"),
    "catchsegv": _wrapper(),
    "fakeroot": _wrapper(),
    "sshpass": _wrapper("-p -f -d"),
    "screen": _wrapper("-S -dmS -Sdm -t -c -p -h -s -T -Logfile"),
    "eval": _wrapper(),
    "call": _wrapper(),
    "ssh": _wrapper("-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w -B", 1, shell=True),
    "clush": _wrapper("-w -g -x -X -f -l"),
    "pdsh": _wrapper("-w -g -x -X -f -l -t -u -R"),
    "pssh": _wrapper("-h -H -l -p -o -e -t -O --hosts --host --user"),
    "parallel-ssh": _wrapper("-h -H -l -p -o -e -t -O --hosts --host --user"),
}
_SU_VALUES = frozenset({"-s", "-g", "-G", "-w", "-u", "--shell", "--group", "--user"})

# Commands of programs that have others, up to the word after which the inner command stands: what the command is called, which
# of the program's options take a value, and how many operands follow.
_INNER: Mapping[str, Mapping[str, _Wrapper]] = {
    "ip": {"netns exec": _wrapper("", 1)},
    "lxc": {"exec": _wrapper("--env --cwd --user --group --mode", 1)},
    "incus": {"exec": _wrapper("--env --cwd --user --group --mode", 1)},
    "lxc-attach": {"": _wrapper("-n --name")},
    "multipass": {"exec": _wrapper("-d --working-directory", 1)},
    "machinectl": {"shell": _wrapper("--uid -E --setenv", 1)},
    "oc": {"rsh": _wrapper("-n --namespace -c --container --shell", 1, shell=True)},
    "crictl": {"exec": _wrapper("--timeout -r", 1, shell=True)},
    "docker-machine": {"ssh": _wrapper("", 1, shell=True)},
    "minikube": {"ssh": _wrapper("-p -n --profile --node", shell=True), "kubectl": _wrapper("-p --profile")},
    "juju": {"ssh": _wrapper("-m --model", 1), "exec": _wrapper("-m -u -a --unit --application --machine --model"),
             "run": _wrapper("-m -u -a --unit --application --machine --model")},
    "direnv": {"exec": _wrapper("", 1)},
    "nssm": {"install": _wrapper("", 1)},
    "dlv": {"exec": _wrapper("--listen --log-dest --api-version --backend")},
    "kubectl": {"node-shell": _wrapper("", 1)},
}  # fmt: skip
_KUBERNETES_TOOLS = frozenset({"k3s", "rke2", "microk8s", "k0s", "k8s", "k3d"})
_TOOLS_INSIDE = frozenset({"kubectl", "ctr", "crictl", "etcdctl", "helm"})
_HYPERKUBE = frozenset({"apiserver", "controller-manager", "scheduler", "proxy"})
_SCRIPT_OPTIONS: Mapping[str, frozenset[str]] = {
    "vagrant": frozenset({"-c", "--command"}),
    "gcloud": frozenset({"--command"}),
    "ansible": frozenset({"-a", "--args"}),
    "flock": frozenset({"-c", "--command"}),
}
_CONTAINER_TOOLS = frozenset({"docker", "podman", "nerdctl", "finch", "docker-compose", "podman-compose"})
_GLOBAL_VALUES = frozenset((
    "-H", "--host", "--context", "-c", "--connection", "-l", "--log-level", "--config", "--tlscacert", "--tlscert", "--tlskey",
    "-n", "--namespace", "-a", "--address", "--root", "--url", "--identity", "-f", "--file", "-p", "--project-name",
    "--profile", "--env-file", "--project-directory", "--storage-driver", "--runtime",
))  # fmt: skip
_CONTAINER_SWITCHES = frozenset((
    "--detach", "--interactive", "--tty", "--rm", "--privileged", "--init", "--read-only", "--publish-all", "--sig-proxy",
    "--no-healthcheck", "--oom-kill-disable", "--no-deps", "--service-ports", "--use-aliases", "--build", "--quiet",
    "--remove-orphans", "--replace", "--no-hosts", "--tls-verify", "--disable-content-trust", "--rmi", "--latest", "--all",
    "--net-host", "--null-io", "--no-pivot", "--cni", "--insecure", "--plain-http", "--rootfs", "--no-TTY", "--quiet-pull",
))  # fmt: skip
_CONTAINER_VALUES = frozenset("aceghlmpuvw")
"""Letters of the options of ``docker run`` that take a value."""
_VARIABLE_WORD = re.compile(r"[\"']?\$(?:\w+|\{\w+\}|\{\w+\[[@*]\]\})[\"']?")


def without_assignments(words: Sequence[Word]) -> tuple[Word, ...]:
    """*words* without what may stand before a command: words of the shell's grammar, and variables for this command alone."""
    index = 0
    while index < len(words):
        text = words[index].text
        if not (text in _RESERVED or _ASSIGNMENT.match(text) or (index == 0 and _CASE_LABEL.fullmatch(text))):
            break
        index += 1
        if text == "time":  # the shell's own has one option
            index += index < len(words) and words[index].text == "-p"
    return tuple(words[index:])


def image_name(image: str) -> str:
    """The last part of an image's name, without tag or digest."""
    return image.rsplit("/", 1)[-1].split("@", 1)[0].split(":", 1)[0]


def launch_of(words: Sequence[Word]) -> Launch | None:
    """What the command *words*, its program first, starts; ``None`` if it starts nothing that is known of."""
    if not words:
        return None
    program, rest = program_name(words[0].value), tuple(words[1:])
    found: Callable[[str, tuple[Word, ...]], Launch | None]
    if program in SHELLS:
        found = _shell
    elif program in _CONTAINER_TOOLS:
        found = _container
    else:
        found = _SPECIAL.get(program, _wrapped)
    return found(program, rest)


def _past_options(words: Sequence[Word], values: frozenset[str], operands: int = 0) -> int:
    """The index of the first of *words* after the options and so many operands."""
    index = 0
    while index < len(words):
        text = words[index].text
        if text == "--":
            return min(len(words), index + 1 + operands)
        if text.startswith("-") and len(text) > 1:
            index += 2 if _takes_next(text, values) else 1
        elif operands:
            operands -= 1
            index += 1
        else:
            break
    if not operands and index < len(words) and words[index].text == "--":
        index += 1
    return min(index, len(words))


def _takes_next(text: str, values: frozenset[str]) -> bool:
    """Whether the option *text* takes the word after it: alone, or as the last of several letters."""
    if text in values:
        return True
    if text.startswith("--") or "=" in text or len(text) < _LONG:
        return False
    letters = next((index for index, letter in enumerate(text[1:8]) if f"-{letter}" in values), None)
    return letters is not None and letters == len(text) - 2


def _started(rest: tuple[Word, ...], *, shell: bool = False) -> Launch:
    """The command *rest*, which may be all in one word."""
    if len(rest) == 1 and rest[0].text[:1] in "\"'" and re.search(r"\s", rest[0].value):
        return Launch(script=rest[0])
    return Launch(command=rest, waits=shell and not rest)


def _wrapped(program: str, rest: tuple[Word, ...]) -> Launch | None:
    option = _SCRIPT_OPTIONS.get(program)
    if option is not None and (script := _option_value(rest, option)) is not None:
        return _with_script_option(program, rest, script)
    wrapper = _WRAPPERS.get(program)
    if wrapper is not None:
        return _started(rest[_past_options(rest, wrapper.values, wrapper.operands) :], shell=wrapper.shell)
    if program in _INNER:
        return _inner(program, rest)
    if program in _KUBERNETES_TOOLS and rest and rest[0].value in _TOOLS_INSIDE:
        return Launch(command=rest)
    return None


def _with_script_option(program: str, rest: tuple[Word, ...], script: Word) -> Launch | None:
    if program == "ansible":
        module = _option_value(rest, frozenset({"-m", "--module-name"}))
        if module is not None and module.value.rsplit(".", 1)[-1] not in ("shell", "command", "raw"):
            return None
    return Launch(script=script)


def _option_value(words: Sequence[Word], names: frozenset[str]) -> Word | None:
    """What the first of the options *names* among *words* is given."""
    for index, word in enumerate(words):
        name, equals, value = word.text.partition("=")
        if name in names:
            if equals:
                return Word(value, word.end - len(value), word.end)
            return words[index + 1] if index + 1 < len(words) else None
    return None


def _inner(program: str, rest: tuple[Word, ...]) -> Launch | None:
    for name, wrapper in _INNER[program].items():
        parts = name.split()
        index = _past_options(rest, wrapper.values)
        if [word.value for word in rest[index : index + len(parts)]] == parts:
            after = rest[index + len(parts) :]
            started = _started(after[_past_options(after, wrapper.values, wrapper.operands) :], shell=wrapper.shell)
            if name in _TOOLS_INSIDE and started.command:
                return Launch(command=(rest[index], *started.command))
            return started
    return None


def _shell(program: str, rest: tuple[Word, ...]) -> Launch | None:
    for index, word in enumerate(rest):
        if re.fullmatch(r"-[a-z]*c", word.text) or word.text.lower() == "-command":
            after = rest[index + 1 :]
            if program in ("pwsh", "powershell"):
                return _started(after)
            at = next((i for i, each in enumerate(after) if not each.text.startswith("-")), len(after))
            return Launch(script=after[at]) if at < len(after) else None
        if not word.text.startswith(("-", "+")):
            return None
        if word.text.endswith("s"):
            return Launch(rest, waits=True)
    return Launch(waits=True)


def _su(program: str, rest: tuple[Word, ...]) -> Launch | None:
    script = _option_value(rest, frozenset({"-c", "--command", "-lc"}))
    if script is not None:
        return Launch(script=script)
    index = _past_options(rest, _SU_VALUES)
    if any(word.text in ("-u", "--user") for word in rest[:index]):
        return _started(rest[index:])
    return Launch(waits=True)


def _tmux(program: str, rest: tuple[Word, ...]) -> Launch | None:
    index = _past_options(rest, frozenset({"-L", "-S", "-f"}))
    if index >= len(rest) or rest[index].value not in (
        "new", "new-session", "neww", "new-window", "splitw", "split-window", "respawn-pane",
    ):  # fmt: skip
        return None
    after = rest[index + 1 :]
    return _started(after[_past_options(after, frozenset({"-s", "-n", "-t", "-c", "-x", "-y", "-F", "-l", "-p", "-e"})) :])


def _start_stop_daemon(program: str, rest: tuple[Word, ...]) -> Launch | None:
    started = _option_value(rest, frozenset({"--startas", "-a"})) or _option_value(rest, frozenset({"--exec", "-x"}))
    dashes = next((index for index, word in enumerate(rest) if word.text == "--"), None)
    if started is None or dashes is None:
        return None
    return Launch(command=(started, *rest[dashes + 1 :]))


def _salt(program: str, rest: tuple[Word, ...]) -> Launch | None:
    at = next((index for index, word in enumerate(rest) if word.value in ("cmd.run", "cmd.shell")), None)
    return _started(rest[at + 1 : at + 2]) if at is not None else None


def _go(program: str, rest: tuple[Word, ...]) -> Launch | None:
    """``go run ./cmd/kubelet``: the program is called after its directory, or its only file."""
    if not rest or rest[0].value != "run":
        return None
    index = 1 + _past_options(rest[1:], frozenset({"-exec", "-tags", "-ldflags", "-gcflags", "-mod", "-p"}))
    if index >= len(rest):
        return None
    package = rest[index]
    path = re.sub(r"/(?:main|server|cmd)\.go$", "", package.value).rstrip("/").removesuffix(".go").removesuffix("/*")
    while index + 1 < len(rest) and rest[index + 1].value.endswith(".go"):
        index += 1
    return Launch(command=(Word(path, package.start, package.end), *rest[index + 1 :]))


def _hyperkube(program: str, rest: tuple[Word, ...]) -> Launch | None:
    index = next((index for index, word in enumerate(rest) if not word.text.startswith("-")), None)
    if index is None:
        return None
    word = rest[index]
    name = f"kube-{word.value}" if word.value in _HYPERKUBE else word.value
    return Launch(command=(Word(name, word.start, word.end), *rest[:index], *rest[index + 1 :]))


def _ctr(program: str, rest: tuple[Word, ...]) -> Launch | None:
    index = _past_options(rest, _GLOBAL_VALUES)
    if index < len(rest) and rest[index].value in ("c", "container", "containers", "t", "task", "tasks"):
        index += 1
    if index >= len(rest) or rest[index].value not in ("run", "exec"):
        return None
    count = index + 1 + _options_of_container(rest[index + 1 :])
    operands = 2 if rest[index].value == "run" else 1
    image = image_name(rest[count].value) if operands > 1 and count < len(rest) else ""
    count = min(len(rest), count + operands)
    return _contained(rest[:count], image, rest[count:])


def _options_of_container(words: Sequence[Word]) -> int:
    """How many of *words* are options of a command that starts a container."""
    index = 0
    while index < len(words):
        text = words[index].text
        if text.startswith("-") and len(text) > 1:
            index += 2 if _container_option_takes_next(text) else 1
        elif _VARIABLE_WORD.fullmatch(text) and _is_image(words[index + 1 : index + 2]):
            index += 1  # options in a variable
        else:
            break
    return min(index, len(words))


def _is_image(words: Sequence[Word]) -> bool:
    return bool(words) and re.match(r"[\w$][\w.${}-]*[/:][\w.${}/@:-]+$", words[0].value) is not None


def _container_option_takes_next(text: str) -> bool:
    if text.startswith("--"):
        return "=" not in text and text not in _CONTAINER_SWITCHES and len(text) > 2
    letters = next((index for index, letter in enumerate(text[1:8]) if letter in _CONTAINER_VALUES), None)
    return letters is not None and letters == len(text) - 2


def _container(program: str, rest: tuple[Word, ...]) -> Launch | None:
    index = _past_options(rest, _GLOBAL_VALUES)
    composed = program.endswith("-compose")
    if index < len(rest) and rest[index].value in ("container", "compose"):
        composed = composed or rest[index].value == "compose"
        index += 1
        if composed:
            index += _past_options(rest[index:], _GLOBAL_VALUES)
    if index >= len(rest) or rest[index].value not in ("run", "exec", "create"):
        return None
    verb = rest[index].value
    options = rest[index + 1 :]
    taken = 0
    entry = ""
    if composed:
        while taken < len(options) and options[taken].text.startswith("-"):
            text = options[taken].text
            taken += 1 if text in ("-T", "-d") or not _container_option_takes_next(text) else 2
    else:
        taken = _options_of_container(options)
    given = _option_value(options[:taken], frozenset({"--entrypoint"}))
    if given is not None:
        entry = program_name(given.value)
    count = index + 1 + taken
    if count >= len(rest):
        return None
    named = "" if verb == "exec" or composed else image_name(rest[count].value)
    variables = tuple(_variables(options[:taken]))
    inside = rest[count + 1 :]
    if entry and entry not in SHELLS:
        return Launch(rest[: count + 1], image=entry, arguments=inside, variables=variables)
    if entry:
        started = _shell(entry, inside) or Launch()
        return Launch(rest[: count + 1], script=started.script, variables=variables)
    return _contained(rest[: count + 1], named, inside, variables, shell=verb == "exec")


def _variables(options: Sequence[Word]) -> Sequence[Word]:
    """What ``-e`` and ``--env`` are given."""
    found = []
    for index, word in enumerate(options):
        if word.text in ("-e", "--env") and index + 1 < len(options):
            found.append(options[index + 1])
        elif word.text.startswith("--env="):
            found.append(Word(word.text[6:], word.start + 6, word.end))
    return found


def _contained(
    own: tuple[Word, ...], image: str, inside: tuple[Word, ...], variables: tuple[Word, ...] = (), *, shell: bool = False
) -> Launch:
    """What runs in a container: another program of its image, or the image's own with its arguments."""
    if inside and inside[0].text == "--":
        inside = inside[1:]
    if inside and inside[0].value.startswith("-"):
        return Launch(own, image=image, arguments=inside, variables=variables)
    started = _started(inside)
    return Launch(own, started.command, started.script, image, variables=variables, waits=shell and not inside)


def _kubectl(program: str, rest: tuple[Word, ...]) -> Launch | None:
    """The command that ``exec`` runs, after two dashes or, as it once was, the pod; the arguments that ``run`` gives an image."""
    before, after = _split_at_dashes(rest)
    plain = _operands(before)
    verb = before[plain[0]].value if plain else ""
    if after:
        image = _option_value(before, frozenset({"--image"}))
        if verb in ("run", "create-deployment") and after[0].value.startswith("-"):
            return Launch(before, image=image_name(image.value) if image is not None else "", arguments=after)
        started = _started(after)
        return Launch(before, started.command, started.script)
    if len(plain) > 2 and verb == "exec":
        started = _started(before[plain[2] :])
        return Launch(before[: plain[2]], started.command, started.script)
    if program == "oc" and verb == "rsh":
        return _inner(program, rest)
    return None


def _operands(words: Sequence[Word]) -> list[int]:
    """The indices of those of *words*, arguments of kubectl, that are neither options nor their values."""
    plain: list[int] = []
    skip = False
    for index, word in enumerate(words):
        if skip:
            skip = False
        elif word.text.startswith("-"):
            skip = word.text in KUBECTL_VALUES
        else:
            plain.append(index)
    return plain


def _split_at_dashes(words: tuple[Word, ...]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    for index, word in enumerate(words):
        if word.text == "--":
            return words[:index], words[index + 1 :]
    return words, ()


def _gcloud(program: str, rest: tuple[Word, ...]) -> Launch | None:
    if "ssh" not in {word.value for word in rest}:
        return None
    before, after = _split_at_dashes(rest)
    script = _option_value(before, _SCRIPT_OPTIONS["gcloud"])
    if script is not None:
        return Launch(script=script)
    return _started(after) if after and not after[0].value.startswith("-") else None


def _vagrant(program: str, rest: tuple[Word, ...]) -> Launch | None:
    return _wrapped(program, rest) if rest and rest[0].value == "ssh" else None


def _ansible(program: str, rest: tuple[Word, ...]) -> Launch | None:
    return _wrapped(program, rest)


_SPECIAL: Mapping[str, Callable[[str, tuple[Word, ...]], Launch | None]] = {
    "su": _su,
    "runuser": _su,
    "tmux": _tmux,
    "start-stop-daemon": _start_stop_daemon,
    "salt": _salt,
    "go": _go,
    "hyperkube": _hyperkube,
    "ctr": _ctr,
    "kubectl": _kubectl,
    "k": _kubectl,
    "oc": _kubectl,
    "gcloud": _gcloud,
    "vagrant": _vagrant,
    "ansible": _ansible,
}
LAUNCHERS = frozenset(_WRAPPERS) | frozenset(_INNER) | frozenset(_SPECIAL) | SHELLS | _CONTAINER_TOOLS
"""Programs that are known to start others."""
