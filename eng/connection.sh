# Connection strings: the administrator's (of the private cluster, or the user's own server), and the application's from it.

prefix=${Wisp__RolePrefix:-wisp}

own_server() { [[ -n ${WISP_DATABASE:-} ]]; }

admin_connection() {
  local connection=${WISP_DATABASE:-}
  own_server || { cluster_connection pg wisp; return; }
  [[ $connection =~ ^postgres(ql)?:// ]] && connection=$(connection_from_url "$connection")
  split_connection "$connection"
  [[ -n $(connection_value "$connection" host) && -n $(connection_value "$connection" database) ]] ||
    die "WISP_DATABASE must name host, user and database, for example: Host=db;Username=postgres;Password=…;Database=wisp"
  printf '%s\n' "$connection"
}

# The same server and options, but the application's own login.
app_connection() {
  local result='' i
  split_connection "$(admin_connection)"
  for i in "${!keys[@]}"; do
    [[ $(canonical "${keys[i]}") =~ ^(user|password|passfile)$ ]] || result+="${keys[i]}=$(quoted "${values[i]}");"
  done
  printf '%sUsername=%s;Password=%s\n' "$result" "${prefix}_app" "$(<"$state/app.password")"
}

# Splits "Key=value;Key='v;alue'" as ADO.NET does, into keys and values.
split_connection() {
  local text=$1 value
  local pattern='^[;[:space:]]*([^=;]+)=[[:space:]]*("(([^"]|"")*)"|'"'(([^']|'')*)'|([^;\"'][^;]*)?)"'[[:space:]]*(;|$)'
  keys=(); values=()
  while [[ $text =~ $pattern ]]; do
    text=${text:${#BASH_REMATCH[0]}}
    case ${BASH_REMATCH[2]} in
      \"*) value=${BASH_REMATCH[3]//\"\"/\"} ;;
      \'*) value=${BASH_REMATCH[5]//"''"/"'"} ;;
      *) value=${BASH_REMATCH[7]}; value=${value%"${value##*[![:space:]]}"} ;;
    esac
    keys+=("${BASH_REMATCH[1]}"); values+=("$value")
  done
  [[ $text =~ ^[\;[:space:]]*$ ]] || die "WISP_DATABASE is not a connection string: check its quotes and semicolons."
}

canonical() {
  local key=${1,,}; key=${key//[[:space:]]/}
  case $key in
    server) echo host ;; db) echo database ;; username|userid|uid) echo user ;; psw|pwd) echo password ;; *) echo "$key" ;;
  esac
}

quoted() { if [[ $1 =~ [\;\"\'=]|^[[:space:]]|[[:space:]]$ ]]; then printf '"%s"' "${1//\"/\"\"}"; else printf %s "$1"; fi; }

connection_value() { # CONNECTION KEY
  local i
  split_connection "$1"
  for i in "${!keys[@]}"; do [[ $(canonical "${keys[i]}") != "$2" ]] || { printf '%s\n' "${values[i]}"; return; }; done
}

connection_from_url() {
  local pattern='^[a-z]+://(([^:@/]*)(:([^@/]*))?@)?(\[[^]]*\]|[^:/?]*)(:([0-9]+))?(/([^?]*))?(\?(.*))?$' m option options result
  [[ $1 =~ $pattern ]] || die "WISP_DATABASE is not of the form postgres://user:password@host:port/database."
  m=("${BASH_REMATCH[@]}")
  result="Host=${m[5]//[\[\]]/};Port=${m[7]:-5432};Database=$(quoted "$(decoded "${m[9]}")")"
  [[ -z ${m[2]} ]] || result+=";Username=$(quoted "$(decoded "${m[2]}")")"
  [[ -z ${m[4]} ]] || result+=";Password=$(quoted "$(decoded "${m[4]}")")"
  IFS='&' read -ra options <<<"${m[11]}"
  for option in "${options[@]}"; do result+=";$(decoded "${option%%=*}")=$(quoted "$(decoded "${option#*=}")")"; done
  printf '%s\n' "$result"
}
decoded() { local text=${1//\\/\\\\}; printf '%b' "${text//%/\\x}"; }

# Everything that psql needs, without a secret on the command line.
use_psql_environment() { # CONNECTION
  local i
  split_connection "$1"
  for i in "${!keys[@]}"; do
    case $(canonical "${keys[i]}") in
      host) export PGHOST=${values[i]} ;;
      port) export PGPORT=${values[i]} ;;
      database) export PGDATABASE=${values[i]} ;;
      user) export PGUSER=${values[i]} ;;
      password) export PGPASSWORD=${values[i]} ;;
      sslmode) PGSSLMODE=${values[i],,}; PGSSLMODE=${PGSSLMODE/#verify-/verify}; export PGSSLMODE=${PGSSLMODE/#verify/verify-} ;;
      rootcertificate|sslrootcert) export PGSSLROOTCERT=${values[i]} ;;
    esac
  done
}

query() { # CONNECTION SQL: prints the bare values
  (use_psql_environment "$1"; PGCONNECT_TIMEOUT=5 exec "$(find_psql)" -XqtA -v ON_ERROR_STOP=1 -c "$2")
}
