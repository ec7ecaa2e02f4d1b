# What has to be installed, and installing it.

major=15

find_postgres() { local at=/usr/lib/postgresql/$major/bin; [[ -x $at/postgres && -x $at/initdb && -x $at/pg_ctl ]] && echo "$at"; }
find_psql() { local at=/usr/lib/postgresql/$major/bin/psql; [[ -x $at ]] || at=$(command -v psql) || die "Install psql first: apt-get install postgresql-client-$major"; echo "$at"; }
find_chromium() {
  local name
  [[ -n ${WISP_CHROMIUM:-} ]] && { echo "$WISP_CHROMIUM"; return; }
  for name in chromium chromium-browser google-chrome google-chrome-stable; do command -v "$name" && return; done
  return 1
}
any_font() { [[ -n $(find -L /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" "${HOME:-/}/.local/share/fonts" -iname '*.[to]tf' -print -quit 2>/dev/null) ]]; }

missing_postgres() {
  find_postgres >/dev/null || echo "postgresql-$major postgresql-client-$major"
  [[ -e /usr/share/postgresql/$major/extension/postgis.control ]] || echo "postgresql-$major-postgis-3"
}
missing_browser() {
  find_chromium >/dev/null || echo chromium
  any_font || echo fonts-dejavu-core
}

missing_office() { [[ -z ${WISP_DEEP:-} ]] || command -v soffice >/dev/null || echo libreoffice-calc; }
missing_mailbox() { [[ -x /usr/sbin/dovecot && -x /usr/lib/dovecot/imap ]] || echo dovecot-imapd; }

ensure_dotnet() {
  local place
  for place in "${DOTNET_ROOT:-}" "${HOME:-}/.dotnet" /usr/share/dotnet /usr/lib/dotnet; do
    command -v dotnet >/dev/null && break
    [[ -x $place/dotnet ]] && PATH=$PATH:$place
  done
  command -v dotnet >/dev/null || die "Install the .NET 10 SDK first: https://dotnet.microsoft.com/download"
}

ensure_packages() { # WHAT-FOR PACKAGES (separated by white space)
  local what=$1 packages sudo=()
  read -ra packages -d '' <<<"$2" || true
  (( ${#packages[@]} )) || return 0
  if ! command -v apt-get >/dev/null; then die "Install for $what first (names as on Debian 12): ${packages[*]}"; fi
  if (( EUID != 0 )); then
    sudo -n true 2>/dev/null || die "Install for $what first: sudo apt-get install --no-install-recommends ${packages[*]}"
    sudo=(sudo -n)
  fi
  say "installing ${packages[*]}"
  # keep Debian from making and starting a cluster of its own on port 5432
  [[ " ${packages[*]} " != *" postgresql-$major "* || -e /etc/postgresql-common/createcluster.conf ]] ||
    "${sudo[@]}" sh -c 'mkdir -p /etc/postgresql-common; echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf'
  # nor a mail server that answers at port 143
  [[ " ${packages[*]} " != *" dovecot-imapd "* ]] ||
    "${sudo[@]}" sh -c 'mkdir -p /etc/systemd/system; for unit in dovecot.service dovecot.socket; do [ -e /etc/systemd/system/$unit ] || ln -s /dev/null /etc/systemd/system/$unit; done'
  # nor a RADIUS server that answers at port 1812
  [[ " ${packages[*]} " != *" freeradius "* ]] ||
    "${sudo[@]}" sh -c 'mkdir -p /etc/systemd/system; [ -e /etc/systemd/system/freeradius.service ] || ln -s /dev/null /etc/systemd/system/freeradius.service'
  run_apt update && run_apt install --no-install-recommends "${packages[@]}" && return
  tail -n 5 "$state/log/apt.log" >&2
  die "apt-get could not install ${packages[*]}: the whole story is in $state/log/apt.log"
}
run_apt() { unlocked "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 LC_ALL=C.UTF-8 apt-get -o DPkg::Lock::Timeout=300 -q -y "$@" </dev/null >>"$state/log/apt.log" 2>&1; }
