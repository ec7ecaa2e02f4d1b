# Private PostgreSQL clusters under the state folder: 'pg' keeps the data, 'test-pg' is thrown away after the tests.
# They listen on 127.0.0.1 only and ask for a password. (No socket: its path may have 107 bytes at most.)

# PostgreSQL refuses to run as root: then it runs as user postgres. setpriv needs no PAM and no shell, and keeps process ids honest.
as_postgres() {
  if (( EUID == 0 )); then unlocked setpriv --reuid=postgres --regid=postgres --init-groups -- env -C / HOME=/var/lib/postgresql LC_ALL=C.UTF-8 "$@"
  else unlocked env -C / LC_ALL=C.UTF-8 "$@"; fi
}
give_to_postgres() { (( EUID != 0 )) || chown postgres: "$@"; }

cluster_connection() { # CLUSTER DATABASE
  echo "Host=127.0.0.1;Port=$(<"$state/$1.port");Username=postgres;Password=$(<"$state/$1.password");Database=$2"
}

make_cluster() { # CLUSTER
  local data=$state/$1 found
  if [[ -s $data/PG_VERSION ]]; then
    found=$(<"$data/PG_VERSION")
    [[ $found == "$major" ]] || die "$data was made by PostgreSQL $found, and this needs $major: move that folder away or use pg_upgrade."
    return 0
  fi
  say "making a PostgreSQL cluster in $data"
  # made beside and then renamed: half a cluster is never taken for a whole one
  rm -rf "$data.new"; mkdir "$data.new"; chmod 700 "$data.new"
  ensure_secret "$state/$1.password" random_password
  install -m 600 "$state/$1.password" "$data.secret"
  give_to_postgres "$data.new" "$data.secret"
  as_postgres "$(find_postgres)/initdb" -D "$data.new" -U postgres --pwfile="$data.secret" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 \
    --no-instructions >"$state/log/initdb.log" 2>&1 || { cat "$state/log/initdb.log" >&2; rm -f "$data.secret"; die "initdb could not make the cluster in $data."; }
  rm -f "$data.secret"
  echo "include = 'wisp.conf'" | as_postgres tee -a "$data.new/postgresql.conf" >/dev/null
  mv "$data.new" "$data"
}

memory_mb() {
  local total limit file
  total=$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
  for file in /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes; do
    limit=$(cat "$file" 2>/dev/null || true)
    if [[ $limit =~ ^[0-9]{1,15}$ ]] && (( limit >> 20 < total )); then total=$(( limit >> 20 )); fi
  done
  echo "$total"
}
smaller() { echo $(( $1 < $2 ? $1 : $2 )); }

write_settings() { # CLUSTER; ALTER SYSTEM still has the last word
  local memory shared; memory=$(memory_mb)
  shared=$(df -m --output=avail /dev/shm 2>/dev/null | tail -n 1 || true)
  {
    cat <<CONF
# written by ./wisp at each start
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = $(smaller $(( memory / 6 )) 4096)MB
effective_cache_size = $(( memory / 2 ))MB
work_mem = 32MB
maintenance_work_mem = $(smaller $(( memory / 8 )) 512)MB
max_wal_size = 4GB
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %q%u@%d '
CONF
    # parallel queries share their memory there: a container's 64 MB do not do
    (( ${shared:-0} >= 512 )) || echo "dynamic_shared_memory_type = mmap"
    if [[ $1 == test-pg ]]; then
      printf '%s\n' 'max_connections = 300' 'fsync = off' 'full_page_writes = off' 'synchronous_commit = off' 'wal_level = minimal' 'max_wal_senders = 0'
    else
      printf '%s\n' 'max_connections = 200' 'fsync = on' 'full_page_writes = on' 'synchronous_commit = on'
    fi
  } | as_postgres tee "$state/$1/wisp.conf" >/dev/null
}

# A killed postmaster can stay as a zombie, and after a reboot its number can be another's; PostgreSQL and pg_ctl take both
# for a live server. We believe only a live process that was started on this very folder.
postmaster() { # CLUSTER: prints its process id
  local pid command
  pid=$(as_postgres head -n 1 "$state/$1/postmaster.pid" 2>/dev/null) && [[ $pid =~ ^[0-9]+$ ]] || return 1
  [[ $(process_state "$pid") != Z ]] || return 1
  command=$(tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline") || return 1
  grep -Fxq -- "$state/$1" <<<"$command" && echo "$pid"
}
cluster_running() { [[ -e $state/$1/postmaster.pid ]] && postmaster "$1" >/dev/null; }

# After a kill -9 the server's children need a moment to notice; a new server beside them would damage the data.
clear_after_crash() { # CLUSTER
  [[ -e $state/$1/postmaster.pid ]] || return 0
  local tries=100 leftover
  while leftover=$(processes_in "$state/$1") && [[ -n $leftover ]]; do
    (( tries-- )) || die "Processes of a killed PostgreSQL still use $state/$1: end them (kill ${leftover//$'\n'/ }) and try again."
    sleep 0.1
  done
  as_postgres rm -f "$state/$1/postmaster.pid"
}
processes_in() { # FOLDER
  local link
  for link in /proc/[0-9]*/cwd; do [[ $(readlink "$link" 2>/dev/null) != "$1" ]] || { link=${link%/cwd}; echo "${link#/proc/}"; }; done
}

start_cluster() { # CLUSTER
  local data=$state/$1 log=$state/log/$1.log tries port size
  cluster_running "$1" && return
  clear_after_crash "$1"
  write_settings "$1"
  (umask 077; touch "$log"); give_to_postgres "$log"
  for tries in 1 2 3 4 5; do
    port=$(cat "$state/$1.port" 2>/dev/null || true)
    [[ -n $port && $tries == 1 ]] || { port=$(free_port); echo "$port" >"$state/$1.port"; }
    size=$(stat -c %s "$log")
    as_postgres setsid "$(find_postgres)/pg_ctl" -D "$data" -l "$log" -w -t 300 -o "-p $port" start </dev/null >/dev/null 2>&1 && return
    tail -c "+$(( size + 1 ))" "$log" | grep -q 'Address already in use' || { tail -n 20 "$log" >&2; die "PostgreSQL did not start: see ./wisp logs pg."; }
    say "port $port is taken, PostgreSQL moves to another"
  done
  die "PostgreSQL found no free port: end what listens on 20000 to 29999."
}
free_port() {
  local port
  for port in $(shuf -i 20000-29999 -n 100); do port_taken "$port" || { echo "$port"; return; }; done
  die "There is no free port between 20000 and 29999."
}

stop_cluster() { # CLUSTER [MODE]
  cluster_running "$1" || return 0
  as_postgres "$(find_postgres)/pg_ctl" -D "$state/$1" -m "${2:-fast}" -w -t 120 stop >/dev/null || die "PostgreSQL did not stop: see ./wisp logs pg."
  [[ $1 != pg ]] || say "PostgreSQL stopped"
}

# The database that we work with: the private one, or nothing to start when the user has a server.
start_database() {
  ensure_secret "$state/app.password" random_password
  ensure_secret "$state/radius.password" random_password
  own_server && { admin_connection >/dev/null; return; }
  make_cluster pg
  start_cluster pg
  [[ $(query "$(cluster_connection pg postgres)" "select 1 from pg_database where datname = 'wisp'") == 1 ]] ||
    query "$(cluster_connection pg postgres)" 'create database wisp'
}
database_running() { own_server || cluster_running pg; }

status_database() {
  local where version connection
  if ! database_running; then printf '%-9s %s\n' postgres "not running"; return 1; fi
  connection=$(admin_connection) || return 1
  where=$(connection_value "$connection" host):$(connection_value "$connection" port)
  if version=$(query "$connection" "select 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1) || coalesce((select ', PostGIS ' || extversion from pg_extension where extname = 'postgis'), '')" 2>&1); then
    printf '%-9s %-12s %-28s %s\n' postgres healthy "$where" "$version"
  else
    printf '%-9s %-12s %-28s %s\n' postgres "no answer" "$where" "$(tail -n 1 <<<"$version")"; return 1
  fi
}
