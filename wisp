#!/usr/bin/env bash
# Everything that this checkout needs: builds Wisp, runs it with a PostgreSQL of its own, tests it. See ./wisp help.
set -euo pipefail
umask 022
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd -P)
caller=$PWD
# shellcheck source-path=SCRIPTDIR
source "$root/eng/state.sh"
source "$root/eng/packages.sh"
source "$root/eng/connection.sh"
source "$root/eng/postgres.sh"
source "$root/eng/build.sh"
source "$root/eng/processes.sh"
source "$root/eng/radius.sh"
source "$root/eng/tests.sh"

help() {
  cat <<'HELP'
./wisp COMMAND

  up [--radius]          install what is missing, build what changed, start everything, print the address;
                         with --radius a FreeRADIUS too, from then on (up --no-radius ends that)
  down                   stop host, worker, FreeRADIUS and PostgreSQL; the data stay
  status                 what runs, where, how it is; exit code 0 when all is well
  logs [host|worker|pg|radius]
                         the last lines of the logs; on a terminal, follow them
  psql [ARGUMENTS]       SQL prompt as the database's administrator
  migrate                bring the database up to this build
  demo N [--addresses FILE]
                         import N made-up clients through the import job
  test [--deep] [NAME…]  run the tests, all or those whose name contains NAME (or a filter such as rule=IMP-01)
  bench [NAME…]          measure against bare PostgreSQL, all or those named, for example: bench list-by-email
  rules                  the domain rules that no test proves
  publish                make artifacts/publish, the folder to copy to a server

  WISP_DATABASE   use this server instead of a private one: an administrator's connection,
                  'Host=…;Username=…;Password=…;Database=…' or postgres://user:password@host/database
  WISP_PORT       port of the web pages (5080; the next free one is taken when it is in use)
  WISP_RADIUS_ADDRESS
                  address that FreeRADIUS listens on (127.0.0.1; 0.0.0.0 for access servers elsewhere)
  WISP_STATE      where database, keys and logs live (.wisp)
HELP
}

up() {
  [[ ${1:-} =~ ^(|--radius|--no-radius)$ ]] || die "up knows --radius and --no-radius, but not $1."
  lock_state
  case ${1:-} in
    --radius) touch "$state/radius.wanted" ;;
    --no-radius) rm -f "$state/radius.wanted"; stop_process radius ;;
  esac
  ensure_dotnet
  own_server || ensure_packages PostgreSQL "$(missing_postgres)"
  start_database & local database=$!
  build
  wait "$database" || exit 1
  migrate_if_needed
  start_processes
  ! radius_wanted || start_radius
  print_welcome
}

down() {
  lock_state
  stop_process host
  stop_process worker
  stop_process radius
  stop_cluster pg
}

status() {
  local well=0
  status_database || well=1
  status_process host || well=1
  status_process worker || well=1
  status_radius || well=1
  return $well
}

logs() {
  local names=("$@") files=() name
  (( $# )) || names=(host worker pg radius)
  for name in "${names[@]}"; do
    [[ $name =~ ^(host|worker|pg|radius)$ ]] || die "There is no log '$name': say host, worker, pg or radius."
    [[ -e $state/log/$name.log ]] && files+=("$state/log/$name.log")
  done
  (( ${#files[@]} )) || die "Nothing has been logged yet: run ./wisp up."
  if [[ -t 1 ]]; then exec tail -n 100 -F "${files[@]}"; else tail -n 100 "${files[@]}"; fi
}

database_prompt() {
  database_running || die "PostgreSQL is not running: run ./wisp up."
  use_psql_environment "$(admin_connection)"
  exec "$(find_psql)" "$@"
}

migrate_now() {
  lock_state
  ensure_dotnet
  own_server || ensure_packages PostgreSQL "$(missing_postgres)"
  start_database
  build
  local again=(); process_alive host && again+=(host); process_alive worker && again+=(worker)
  migrate
  (( ${#again[@]} == 0 )) || start_processes
}

demo() {
  [[ ${1:-} =~ ^[1-9][0-9]*$ ]] || die "Say how many clients, for example: ./wisp demo 1000"
  local arguments=("$1") file; shift
  if (( $# )); then
    [[ $1 == --addresses && $# == 2 ]] || die "After the number comes nothing, or --addresses FILE."
    file=$(cd "$caller"; readlink -f -- "$2" || true)
    [[ -f $file && -r $file ]] || die "There is no readable file $2."
    arguments+=(--addresses "$file")
  fi
  ( status >/dev/null 2>&1 ) || up
  run_tool demo "${arguments[@]}"
}

bench() {
  lock_state
  ensure_dotnet
  own_server || ensure_packages PostgreSQL "$(missing_postgres)"
  [[ $# != 0 && " $* " != *" radius "* ]] || ensure_packages "the benchmark of RADIUS" "$(missing_radius)"
  start_database
  build
  unlock_state
  lock_outputs
  local program=$root/artifacts/bin/Wisp.Benchmarks/release/Wisp.Benchmarks.dll
  [[ -e $program ]] || die "The build made no Wisp.Benchmarks: there is nothing to measure."
  process_alive worker && say "note: host and worker are running and take part of the machine"
  (
    use_application_environment
    WISP_BENCH_DATABASE=$(admin_connection); export WISP_BENCH_DATABASE
    cd "$root" && unlocked dotnet "$program" "$@"
  )
}

rules() {
  lock_state
  ensure_dotnet
  build
  unlock_state
  run_tool rules
}

verb=${1:-help}; (( $# )) && shift
[[ $verb =~ ^(help|-h|--help)$ ]] && { help; exit 0; }
[[ $verb =~ ^(up|down|status|logs|psql|migrate|demo|test|bench|rules|publish)$ ]] || die "There is no command '$verb': see ./wisp help."
prepare_state
case $verb in
  psql) database_prompt "$@" ;;
  migrate) migrate_now ;;
  test) run_tests "$@" ;;
  *) "$verb" "$@" ;;
esac
