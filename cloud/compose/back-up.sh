#!/bin/sh
# A dump of the database each night, in the form that `fronta-cloud restore` takes. With the word `once` it makes one now and ends.
set -eu
umask 077
keep_days=14
folder=${FRONTA_BACKUPS:-/backups}
password_file=${FRONTA_DATABASE_PASSWORD_FILE:-/run/secrets/database-password}
PGPASSWORD=$(cat "$password_file")
export PGPASSWORD

back_up() {
  name=$folder/fronta-$(date -u +%Y-%m-%dT%H-%M-%SZ).backup
  # Under its own name only when it is whole.
  if pg_dump --format=custom --no-owner --no-privileges --file="$name.part" && pg_restore --list "$name.part" >/dev/null; then
    mv "$name.part" "$name"
    echo "$name"
    find "$folder" -name 'fronta-*.backup' -mtime "+$keep_days" -delete
  else
    rm -f "$name.part"
    echo "the backup failed" >&2
    return 1
  fi
}

if [ "${1:-}" = once ]; then
  back_up
  exit
fi
while :; do
  back_up || true
  # Until half past two of the next night, UTC.
  sleep $((($(date -u -d 'tomorrow 02:30' +%s) - $(date -u +%s) + 86400) % 86400 + 1))
done
