"""Help texts in the forms that the libraries print, about a program that does not exist."""

from __future__ import annotations

COBRA = """\
Weighs things.

The weight is printed in grams:
      --not-a-flag

Usage:
  weigh [command]

Examples:
  weigh --port 80

Available Commands:
  completion  Generate the autocompletion script
  run         Weigh now
  tare*       Set to zero

Flags:
      --addr ip                         where to listen (default 0.0.0.0) (DEPRECATED: set it in the file)
      --config string                   the file (default "/etc/weigh (new).yaml")
      --gates mapStringBool             gates, of which there are
                                        Big=true|false (default=true)
                                        --old=true
  -h, --help                            help for weigh
      --old-port int                    DEPRECATED: use --port (default 10251)
      --plugin key value                words from the description (default [a b])
      --ratio float
      --strict                          refuse what is unknown (default true)
      --url string                      the address, deprecated ones too (the default is local)
  -v, --v Level                         how much is told
      --version version[=true]          print the version

Use "weigh [command] --help" for more information about a command.
"""

GROUPED = """\
Usage:
  weighd [flags]

Generic flags:

      --port int   the port (default 1)

Global flags:

  -h, --help   help for weighd
"""

KUBECTL = """\
Display things.

Examples:
  # List all
  weighctl get --all

Options:
    -A, --all=false:
	Every one of them.

    --kind='':
	A kind: one of a, b.

    --since=10s:
	DEPRECATED: use --after.

Usage:
  weighctl get [flags] [options]

Use "weighctl options" for a list of global command-line options (applies to all commands).
"""

KUBECTL_OPTIONS = """\
The following options can be passed to any command:

      --as='': A name
      --cache='/nonexistent/c': A directory: it is made
      --trace=:0: where
"""

ETCDCTL = """\
NAME:
\tscale - Weighs.

USAGE:
\tweighctl scale <subcommand> [flags]

COMMANDS:
\tplate add\tAdds
\tplate list\t\tLists

OPTIONS:
  -h, --help[=false]\thelp for scale
      --lease="0"\t\tlease ID

GLOBAL OPTIONS:
      --cert=""\t\t\ta certificate
      --debug[=false]\t\ttell more
      --endpoints=[127.0.0.1:1]\taddresses
"""

DOCKER = """\

Usage:\tweigh [OPTIONS] COMMAND

Options:
      --exec-root string        Root of what is run (default
                                "/var/run/weigh")
  -l, --label list              Labels

Management Commands:
  plate*      Plates (Weigh Inc.)

Commands:
  run         Run

Run 'weigh COMMAND --help' for more information on a command.
"""

KINGPIN = r"""usage: weigh [<flags>]

Weighs.

Flags:
  -h, --[no-]help               Show context-sensitive help (also try
                                --help-long and --help-man).
      --config.file="weigh.yml"  ~
                                The file.
      --web.listen-address=:9100 ...  ~
                                Addresses, as in
                                --web.route-prefix.
      --match="a\\.b"...        What to match.
      --web.route-prefix=<path>  The prefix.
      --time=TIME               When.
      --plate.name=PLATE.NAME   Which plate.
      --enable-feature= ...     One of: a, b (DEPRECATED).
      --[no-]collector.arp      Enable the arp collector (default:
                                enabled).
      --old.retention=15d       [DEPRECATED] How long.
      --date="2006-01-02 MST"   Form of dates.

""".replace("~", "")

KINGPIN_COMMANDS = """\
usage: weightool [<flags>] <command> [<args> ...]

Flags:
  -h, --help     Show context-sensitive help.
      --version  Show version.

Commands:
help [<command>...]
    Show help.

check plates [<flags>] <files>...
    Check whether plates are right.

    examples:

    $ weightool check plates

    -q, --quiet          Say nothing.
        --lint="all"     What to check.

query one <server>
    Ask.

"""

KINGPIN_TREE = """\
usage: weightool [<flags>] <command> [<args> ...]

Flags:
  -h, --help  Show context-sensitive help.

Commands:
  help [<command>...]
  plate
    add [<flags>] [<names>...]
    routes
      show*
      test [<flags>]
  check-file [<files>...]

"""

GO_FLAG = """\
2026/01/02 03:04:05 starting
Usage of weigh:
  -addr string
    \twhere to listen
    \tin two lines (default ":1")
  -every duration
    \thow often (default 1m0s)
  -label value
    \ta label, many times
  -old
    \tdeprecated: use -new
  -v\tbe loud
  -unit word
    \tthe word for it (default grams and more)
"""

ETCD = """\
Usage:

  weighd [flags]
    Start.

  weighd -h | --help
    Show this.

  weighd --config-file
    Path of the file.

Member:
  --name 'default'
    Name.
  --wal-dir ''
    A directory.
  --enable-grpc
    Enable it.
  --json '{"a": 1, "b": ''}'
    A document.
    --name is not meant.
  --logger 'a'
    'b' will be deprecated.
  --debug 'false'
    Tell more. [WARN] Will be deprecated in v3.5.

v2 Proxy (Deprecated and going away):
  --proxy "off"
    Mode.
"""

URFAVE = """\
NAME:
   weigh - a scale

USAGE:
   weigh [global options] command [command options] [arguments...]

VERSION:
   1.0

COMMANDS:
   plates, plate, p  Plates
   run               Run
   help, h           Shows a list

GLOBAL OPTIONS:
   --config value, -c value                 the file (default: "/etc/weigh.toml")
   --timeout value                          how long (default: 0s)
   --label value, -l value [ --label value, -l value ]  labels
   --output simple, -o simple               the form [$WEIGH_OUTPUT]
   --peers value                            DEPRECATED - "--endpoints" should be used
   --help, -h                               show help (default: false)
   --version, -v                            print the version
"""

ARGPARSE = """\
usage: weigh [-h] [-p PORT] [--form {json,text}] [--tag TAG [TAG ...]]
             [--color [WHEN]] [-q | --loud] [--old OLD]
             {add,list} ...

Weighs things.

positional arguments:
  {add,list}
    add                 Add one
    list                List all

options:
  -h, --help            show this help message and exit
  -p PORT, --port PORT  where to listen (default: 9100)
  --form {json,text}    the form (default: None)
  --tag TAG [TAG ...]
                        tags; with --color
                        they shine
  --color [WHEN]        when
  -q, --quiet           say nothing

more:
  --loud                shout (default: False)
  --old OLD, --older OLD
                        deprecated
"""

GNU = """\
Usage: weigh [OPTION]... [FILE]...
  -a, --all                  everything
  -p, --port=<num>           the port (default: 11211)
      --color[=WHEN]         colour it
      --size=SIZE            a size,
                               --size=1K for one
  -D <char>                  what stands between
  -t, --threads N            how many (default 4).
      --level <LEVEL>        how much [default: info]
  -h, --help                 print this

Commands:
  add    Add one
"""

ALL = (
    COBRA, GROUPED, KUBECTL, KUBECTL_OPTIONS, ETCDCTL, DOCKER, KINGPIN, KINGPIN_COMMANDS, KINGPIN_TREE, GO_FLAG, ETCD, URFAVE,
    ARGPARSE, GNU,
)  # fmt: skip
