# Host and worker: starting, watching, stopping.
# NAME.pid holds what tells our process from any other that may get its number: process id, start time, boot, and the
# identity of build and settings that it runs with. NAME.port holds its port.

declare -A first_port=([host]=5080 [worker]=5180)

process_state() { process_stat "$1" 0; }       # R, S, … or Z for a zombie
process_start() { process_stat "$1" 19; }      # ticks since boot
process_stat() { # PID INDEX (from the third field on; the second, the name, may hold spaces and brackets)
  local text fields
  text=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  read -ra fields <<<"${text##*) }"; echo "${fields[$2]}"
}
boot_id() { cat /proc/sys/kernel/random/boot_id; }

recorded() { cut -d' ' -f"$2" "$state/$1.pid" 2>/dev/null; } # NAME FIELD

process_alive() { # NAME
  local pid start boot
  read -r pid start boot _ 2>/dev/null <"$state/$1.pid" || return 1
  [[ $boot == "$(boot_id)" && $start == "$(process_start "$pid")" && $(process_state "$pid") != Z ]]
}

port_of() { cat "$state/$1.port"; }
address_of() { echo "http://127.0.0.1:$(port_of "$1")"; }

start_processes() {
  local name
  for name in worker host; do up_to_date "$name" || { stop_process "$name"; start_process "$name"; }; done
  for name in worker host; do await_health "$name"; done
}

up_to_date() {
  process_alive "$1" && [[ $(recorded "$1" 4) == "$(process_identity)" ]] || return 1
  [[ $1 != host || -z ${WISP_PORT:-} || $WISP_PORT == "$(port_of host)" ]] || port_taken "$WISP_PORT"
}

process_identity() (
  use_application_environment
  { cat "$stamp" "$state/migrated" 2>/dev/null || true; modules_fingerprint; env | grep -E '^(Wisp__|WISP_MASTER_KEY|ASPNETCORE_|DOTNET_|Logging__)' | LC_ALL=C sort; } | digest
)

start_process() { # NAME
  local name=$1 log=$state/log/$1.log identity port pid
  choose_port "$name"; port=$(port_of "$name"); identity=$(process_identity)
  [[ ! -e $log || $(stat -c %s "$log") -lt 20000000 ]] || mv "$log" "$log.1"
  (umask 077; touch "$log"); stat -c %s "$log" >"$state/$name.mark"
  (
    use_application_environment
    if [[ $name == host ]]; then export ASPNETCORE_URLS=http://127.0.0.1:$port
    else export Wisp__WorkerHealthUrl=http://127.0.0.1:$port; unset ASPNETCORE_URLS; fi
    cd "$(dirname "$(program "$name")")" && exec setsid dotnet "$(program "$name")"
  ) </dev/null >>"$log" 2>&1 8>&- 9>&- &
  pid=$!; disown "$pid"   # bash is not to report its end
  echo "$pid $(process_start "$pid") $(boot_id) $identity" >"$state/$name.pid"
}

choose_port() { # NAME
  local name=$1 wanted port
  wanted=$(cat "$state/$name.port" 2>/dev/null || echo "${first_port[$name]}")
  [[ $name != host ]] || wanted=${WISP_PORT:-$wanted}
  for (( port = wanted; port < wanted + 100; port++ )); do port_taken "$port" || break; done
  (( port == wanted )) || say "port $wanted is taken, the $name moves to $port"
  echo "$port" >"$state/$name.port"
}

# What the process wrote since its last start.
last_words() { tail -c "+$(( $(cat "$state/$1.mark") + 1 ))" "$state/log/$1.log"; }

await_health() { # NAME
  local name=$1 health deadline=$(( SECONDS + 120 ))
  while health=$(health_of "$name"); [[ ! $health =~ ^(healthy|degraded)$ ]]; do
    if ! process_alive "$name"; then
      last_words "$name" | grep -qi 'address already in use' && { start_process "$name"; continue; }
      last_words "$name" | tail -n 20 >&2; die "The $name ended instead of starting: its last lines are above, all of them in ./wisp logs $name."
    fi
    (( SECONDS < deadline )) || { last_words "$name" | tail -n 20 >&2; die "The $name is not healthy after two minutes ($health): its last lines are above, see also $(address_of "$name")/health."; }
    sleep 0.1
  done
  [[ $health == healthy ]] || say "the $name runs, but is $health: see $(address_of "$name")/health"
}

health_of() { # NAME
  local answer
  answer=$(http_get "$(port_of "$1")" /health) || { echo "no answer"; return; }
  case $answer in
    *' 200 '*[Dd]egraded*) echo degraded ;;
    'HTTP/1.'?' 200'*) echo healthy ;;
    'HTTP/1.'?' 503'*) echo unhealthy ;;
    *) echo "no health page" ;;
  esac
}

http_get() ( # PORT PATH; without curl: it need not be installed
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || exit 1
  printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$2" "$1" >&3
  timeout 10 cat <&3 | tr -d '\0'
)

stop_process() { # NAME
  local name=$1 pid tries=300
  if process_alive "$name"; then
    pid=$(recorded "$name" 1)
    kill -TERM "$pid" 2>/dev/null || true
    while process_alive "$name"; do
      (( tries-- )) || { say "the $name does not end within 30 s: it is killed"; kill -KILL "$pid" 2>/dev/null || true; tries=300; }
      sleep 0.1
    done
    say "$name stopped"
  fi
  rm -f "$state/$name.pid"
}

status_process() { # NAME
  local name=$1 health version
  process_alive "$name" || { printf '%-9s %s\n' "$name" "not running"; return 1; }
  health=$(health_of "$name")
  version=$(grep -oE '"Wisp\.(Host|Worker)/[^"]+"' "$(program "$name" | sed 's/dll$/deps.json/')" 2>/dev/null | head -n 1 | sed -E 's|.*/(.*)"|\1|' || true)
  printf '%-9s %-12s %-28s %s\n' "$name" "$health" "$(address_of "$name")" "Wisp ${version:-?}"
  [[ $health =~ ^(healthy|degraded)$ ]]
}

print_welcome() {
  local admin; admin=$(run_tool first-admin) || die "The first administrator could not be made: mend what is said above and run ./wisp up."
  echo "Wisp runs at $(address_of host)"
  [[ -z $admin ]] || echo "Sign in as the first administrator: $admin"
}
