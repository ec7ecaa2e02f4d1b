# The state folder (.wisp: database, keys, logs, ports), locks on it, and how we speak.

say() { printf 'wisp: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# As root, PostgreSQL runs as user postgres, who must be able to walk to its files. 65534 stands for any ordinary user:
# PostgreSQL, and with it the user postgres, may not be installed yet.
reachable() { (( EUID != 0 )) || setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$1"; }

prepare_state() {
  local wanted=${WISP_STATE:-$root/.wisp} port=${WISP_PORT:-5080}
  [[ $port =~ ^[1-9][0-9]{0,4}$ && $port -lt 65436 ]] || die "WISP_PORT must be a port number, for example 5080."
  [[ $wanted == /* ]] || wanted=$caller/$wanted
  if [[ -L $wanted && ! -e $wanted ]]; then mkdir -p "$(readlink -f "$wanted")"; fi
  if [[ ! -e $wanted && -z ${WISP_STATE:-} ]] && ! reachable "$root"; then move_state_out "$wanted"; fi
  mkdir -p "$wanted" 2>/dev/null || die "Cannot make the folder $wanted: set WISP_STATE to a folder that you may write."
  state=$(cd "$wanted" && pwd -P)
  [[ -O $state ]] || die "$state belongs to $(stat -c %U "$state"): run as that user, or set WISP_STATE to a folder of yours."
  # others may walk through (the user postgres has to), not look around
  chmod 711 "$state"; mkdir -p "$state/log"; chmod 711 "$state/log"
  reachable "$state" || own_server || die "The user postgres cannot reach $state: open its parent folders (chmod o+x) or set WISP_STATE to a folder such as /var/lib/wisp."
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_GENERATE_ASPNET_CERTIFICATE=false
  local name; for name in "${!PG@}"; do unset "$name"; done
}

# A checkout under /root, say, is closed to the user postgres: its state lives elsewhere, and .wisp points there.
move_state_out() {
  local place; place=/var/lib/wisp/$(printf %s "$root" | sha256sum | cut -c1-12)
  mkdir -p "$place"
  ln -sT "$place" "$1" 2>/dev/null || [[ -e $1 ]]
  say "the state of this checkout is kept in $place, as only root can enter $root"
}

# One command at a time changes what runs (descriptor 9); tests and benchmarks keep the built files as they are (8).
# Who holds 9 never waits for 8. No child that outlives us may inherit them, else it would keep the lock: unlocked.
lock_state() {
  exec 9>"$state/state.lock"
  flock -n 9 || { say "waiting for another ./wisp to end"; flock 9; }
}
unlock_state() { exec 9>&-; }
outputs_held=
lock_outputs() {
  exec 8>"$state/outputs.lock"
  flock -n 8 || { say "waiting for other tests or benchmarks to end"; flock 8; }
  outputs_held=yes
}
outputs_free() { [[ -n $outputs_held ]] || ( exec 8>"$state/outputs.lock"; flock -n 8 ); }
unlocked() { "$@" 8>&- 9>&-; }

# A random file is made whole or not at all, once, readable for its owner only.
ensure_secret() { # FILE COMMAND…
  local file=$1; shift
  [[ -s $file ]] && return
  (umask 077; "$@" >"$file.new") && mv "$file.new" "$file"
}
random_password() { head -c 48 /dev/urandom | base64 -w0 | tr -d '/+='; }
random_key() { head -c 32 /dev/urandom | base64 -w0; }

digest() { sha256sum | cut -c1-32; }

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
