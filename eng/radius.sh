# A private FreeRADIUS beside host and worker: its configuration is a copy of deploy/freeradius in the state folder, with local.conf beside it
# for paths and ports, and pg_service.conf for the connection. It runs without any rights: as root, as user freerad.

find_radius() { local name; for name in freeradius radiusd; do command -v "$name" || { [[ -x /usr/sbin/$name ]] && echo "/usr/sbin/$name"; } && return; done; return 1; }

missing_radius() {
  find_radius >/dev/null || echo freeradius
  compgen -G '/usr/lib/*/freeradius/rlm_sql_postgresql.so' >/dev/null || [[ -e /usr/lib/freeradius/rlm_sql_postgresql.so ]] || echo freeradius-postgresql
  command -v radclient >/dev/null || echo freeradius-utils
}

# Once asked for, ./wisp up starts it with the others, until ./wisp up --no-radius.
radius_wanted() { [[ -e $state/radius.wanted ]]; }

start_radius() {
  ensure_packages RADIUS "$(missing_radius)"
  choose_radius_ports
  local folder=$state/radius now
  now=$(radius_identity)
  process_alive radius && [[ $(recorded radius 4) == "$now" ]] && return
  stop_process radius
  write_radius_settings "$folder"
  local log=$state/log/radius.log pid
  (umask 077; touch "$log"); (( EUID != 0 )) || chown freerad: "$log"
  stat -c %s "$log" >"$state/radius.mark"
  local program rights=(); program=$(find_radius)
  (( EUID != 0 )) || rights=(setpriv --reuid=freerad --regid=freerad --init-groups --)
  ( exec "${rights[@]}" env -C / LC_ALL=C.UTF-8 setsid "$program" -f -d "$folder" ) </dev/null >>"$log" 2>&1 8>&- 9>&- &
  pid=$!; disown "$pid"
  echo "$pid $(process_start "$pid") $(boot_id) $now" >"$state/radius.pid"
  await_radius
}

# Builds, settings, connection: what it was started with.
radius_identity() { { cat "$root"/deploy/freeradius/*.conf "$state/radius.port" "$state/radius.password" "$state/master.key"; radius_connection; } | digest; }

choose_radius_ports() {
  local port
  port=$(cat "$state/radius.port" 2>/dev/null || echo 1812)
  if ! process_alive radius; then
    # 1812 and 1813 when they are free; they are UDP, which cannot be tried by connecting
    while udp_taken "$port" || udp_taken $(( port + 1 )); do port=$(free_port); done
  fi
  echo "$port" >"$state/radius.port"
}
udp_taken() { local hex; hex=$(printf ':%04X ' "$1"); grep -qF -- "$hex" <(cut -c1-24 /proc/net/udp; cut -c1-48 /proc/net/udp6 2>/dev/null); }

# As libpq reads it: the same server as the application's, but RADIUS's own login, with the key that opens network secrets.
radius_connection() {
  local connection host port ssl; connection=$(admin_connection)
  host=$(connection_value "$connection" host); port=$(connection_value "$connection" port)
  ssl=$(connection_value "$connection" sslmode); ssl=${ssl,,}; ssl=${ssl/#verify/verify-}
  printf '%s\n' '[wisp]' "host=$host" "port=${port:-5432}" "dbname=$(connection_value "$connection" database)" "user=${prefix}_radius" \
    "password=$(<"$state/radius.password")" "options=-c wisp.radius_key=$(radius_key)" ${ssl:+"sslmode=${ssl/--/-}"}
}
radius_key() {
  [[ -s $state/radius.key && ! $state/master.key -nt $state/radius.key ]] ||
    { (umask 077; run_tool secret-key network.secrets 64 >"$state/radius.key.new") && mv "$state/radius.key.new" "$state/radius.key"; }
  cat "$state/radius.key"
}

write_radius_settings() { # FOLDER
  rm -rf "$1"; mkdir -m 700 "$1"
  cp "$root"/deploy/freeradius/*.conf "$1/"
  (
    umask 077
    cat >"$1/local.conf" <<CONF
wisp_folder = "$1"
wisp_log = "$state/log/radius.log"
wisp_address = ${WISP_RADIUS_ADDRESS:-127.0.0.1}
wisp_auth_port = $(<"$state/radius.port")
wisp_acct_port = $(( $(<"$state/radius.port") + 1 ))
CONF
    radius_connection >"$1/pg_service.conf"
  )
  chmod 600 "$1"/*.conf
  (( EUID != 0 )) || chown -R freerad: "$1"
}

await_radius() {
  local deadline=$(( SECONDS + 20 ))
  until last_words radius | grep -q 'Ready to process requests'; do
    process_alive radius || { last_words radius | tail -n 20 >&2; die "FreeRADIUS ended instead of starting: its last lines are above, all of them in ./wisp logs radius."; }
    (( SECONDS < deadline )) || die "FreeRADIUS is not ready after 20 seconds: see ./wisp logs radius."
    sleep 0.1
  done
}

status_radius() {
  radius_wanted || return 0
  if ! process_alive radius; then printf '%-9s %s\n' radius "not running"; return 1; fi
  printf '%-9s %-12s %-28s %s\n' radius running "udp ${WISP_RADIUS_ADDRESS:-127.0.0.1}:$(port_of radius) and $(( $(port_of radius) + 1 ))" "$("$(find_radius)" -v 2>/dev/null | grep -oE -m 1 'FreeRADIUS Version [0-9.]+' | sed 's/ Version//')"
}
