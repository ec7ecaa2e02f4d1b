# Building, only when a source changed; migrating, only when build or database changed; publishing.

stamp=$root/artifacts/.built

program() {
  local name
  case $1 in host) name=Wisp.Host ;; worker) name=Wisp.Worker ;; tool) name=Wisp.Tool ;; esac
  echo "$root/artifacts/bin/$name/release/$name.dll"
}

# Path, size and time of change of each file that a build may read. (The time of change, unlike that of modification, also
# moves when an older file is copied over.) Without git: it need not be installed.
source_fingerprint() {
  { echo "$root"; cd "$root" && find . \
      \( -type d \( -name '.?*' -o -name bin -o -name obj -o -name node_modules -o -name TestResults -o -path ./artifacts -o -path ./docs -o -path ./eng -o -path "./${state#"$root/"}" \) -prune \) -o \
      \( ! -type d ! -path ./wisp ! -path ./.wisp ! \( -name '*.md' ! -path './*/*' \) -printf '%P %s %C@\n' \) | LC_ALL=C sort; } | digest
}

# A module dropped in, or another version made the live one, counts too.
modules_fingerprint() { { find "$root/artifacts/modules" -type f -printf '%P %s %C@\n' 2>/dev/null || true; } | LC_ALL=C sort | digest; }

build() {
  local now log=$state/log/build.log; now=$(source_fingerprint)
  [[ -e $stamp && $(<"$stamp") == "$now" && -e $(program host) && -e $(program worker) && -e $(program tool) ]] && return
  outputs_free || die "Tests or benchmarks are running from the built files, and the sources have changed: try again when they have ended."
  # a running process breaks when its loaded files are written over
  stop_process host; stop_process worker
  say "building"
  rm -f "$stamp"
  if ! (cd "$root" && unlocked dotnet build Wisp.sln -c Release -nologo -v minimal) </dev/null >"$log" 2>&1; then
    { grep -E ': (error|fatal)|^error|MSBUILD : error' "$log" || tail -n 20 "$log"; } | sed -E 's/ \[[^]]*proj\]$//' | sort -u | head -n 30 >&2
    die "The build failed: the whole story is in $log"
  fi
  mkdir -p "${stamp%/*}"; echo "$now" >"$stamp"
}

# What the tool prints is for people: its log is kept apart.
run_tool() (
  use_application_environment
  export Logging__Console__LogToStandardErrorThreshold=Trace
  cd "$root" && unlocked dotnet "$(program tool)" "$@"
)

use_application_environment() {
  ensure_secret "$state/master.key" random_key
  Wisp__Database=$(app_connection)
  export Wisp__Database Wisp__RolePrefix=$prefix Wisp__ModulesPath=$root/artifacts/modules Wisp__MasterKeyFile=$state/master.key
}

migrate() {
  stop_process host; stop_process worker
  say "migrating the database"
  rm -f "$state/migrated"
  (
    Wisp__AdminDatabase=$(admin_connection); Wisp__AppPassword=$(<"$state/app.password"); Wisp__Logins__radius=$(<"$state/radius.password")
    export Wisp__AdminDatabase Wisp__AppPassword Wisp__Logins__radius
    run_tool migrate >&2
  ) || die "The database could not be migrated: mend what is said above and run ./wisp migrate."
  migration_identity >"$state/migrated" || rm -f "$state/migrated"
}

migrate_if_needed() {
  local now
  now=$(migration_identity) && [[ -e $state/migrated && $now == "$(<"$state/migrated")" ]] && return
  migrate
}

# What a migration depends on and what it leaves behind: this build and its modules, this very database, every object,
# right and migration row in it. Whatever anyone changed there, by hand or by restoring a dump, changes the identity.
migration_identity() {
  local catalog; catalog=$(<"$root/eng/catalog.sql")
  catalog=$(query "$(admin_connection)" "${catalog//@prefix@/$prefix}" 2>/dev/null) || return 1
  query "$(app_connection)" 'select 1' >/dev/null 2>&1 || return 1
  printf '%s\n' "$(<"$stamp")" "$(modules_fingerprint)" "$prefix" "$catalog" | digest
}

publish() {
  local target=$root/artifacts/publish part project; part=$target.new
  lock_state; ensure_dotnet; build
  rm -rf "$part"; mkdir -p "$part"
  for project in host/Wisp.Host worker/Wisp.Worker host/Wisp.Tool; do
    say "publishing ${project#*/}"
    publish_project "$project" "$part/$(tr '[:upper:]' '[:lower:]' <<<"${project##*.}")" || die "Publishing ${project#*/} failed: the whole story is in $state/log/publish.log"
  done
  [[ ! -d $root/artifacts/modules ]] || cp -R "$root/artifacts/modules" "$part/modules"
  if [[ -e $root/docs/operations.md ]]; then cp "$root/docs/operations.md" "$part/README.md"; fi
  rm -rf "$target"; mv "$part" "$target"
  echo "$target"
}

# Compiled ahead of time where the compiler for that can be had: the processes then start in two thirds of the time.
publish_project() { # PROJECT FOLDER
  local architecture=x64; [[ $(uname -m) != aarch64 ]] || architecture=arm64
  local command=(unlocked dotnet publish "$root/$1" -c Release -nologo -v minimal -o "$2")
  "${command[@]}" -r "linux-$architecture" --self-contained false -p:PublishReadyToRun=true </dev/null >"$state/log/publish.log" 2>&1 ||
    { rm -rf "$2"; "${command[@]}" </dev/null >>"$state/log/publish.log" 2>&1; }
}
