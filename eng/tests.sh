# Running the tests with a PostgreSQL of their own, which is thrown away at the end.

run_tests() {
  local filter=''
  read_test_arguments "$@"
  lock_outputs
  lock_state
  ensure_dotnet
  ensure_packages "the tests" "$(missing_postgres; missing_browser; missing_mailbox; missing_radius; missing_office)"
  trap end_tests EXIT; trap 'exit 130' INT; trap 'exit 143' TERM
  start_test_cluster & local database=$!
  build
  wait "$database" || exit 1
  unlock_state
  WISP_TEST_DATABASE=$(cluster_connection test-pg postgres); WISP_CHROMIUM=$(find_chromium); export WISP_TEST_DATABASE WISP_CHROMIUM
  run_each_test_project "$filter"
}

read_test_arguments() {
  local argument
  for argument; do
    case $argument in
      --deep) export WISP_DEEP=1 ;;
      -*) die "test knows --deep and names of tests, but not $argument." ;;
      *[=~]*) filter+="${filter:+|}($argument)" ;;
      *) filter+="${filter:+|}FullyQualifiedName~$argument" ;;
    esac
  done
}

start_test_cluster() {
  discard_test_cluster          # one that a killed run left behind
  make_cluster test-pg
  start_cluster test-pg
}
discard_test_cluster() {
  stop_cluster test-pg immediate
  rm -rf "$state/test-pg"
}

test_pid=
end_tests() {
  local code=$?
  trap - EXIT INT TERM
  [[ -z $test_pid ]] || { kill -TERM -- "-$test_pid" 2>/dev/null && sleep 1; kill -KILL -- "-$test_pid" 2>/dev/null || true; }
  wait || true
  discard_test_cluster || true
  exit $code
}

# Projects of the solution whose output holds xunit's adapter.
test_programs() {
  local path name folder
  while IFS= read -r path; do
    name=${path##*/}; name=${name%.csproj}; folder=$root/artifacts/bin/$name/release
    if [[ -e $folder/$name.dll && -n $(find "$folder" -maxdepth 1 -iname 'xunit.runner.visualstudio*.dll' -print -quit) ]]; then echo "$folder/$name.dll"; fi
  done < <(grep -oE '"[^"]+\.csproj"' "$root/Wisp.sln" | tr -d '"' | sed 's|\\|/|g')
}

run_each_test_project() { # FILTER
  local results=$root/artifacts/tests programs program name code passed=0 failed=0 p f
  rm -rf "$results"; mkdir -p "$results"
  mapfile -t programs < <(test_programs)
  for program in "${programs[@]}"; do
    name=$(basename "$program" .dll); code=0
    say "$name"
    run_test_project "$program" "$results/$name.trx" "$1" || code=$?
    p=$(trx_count "$results/$name.trx" passed)
    f=$(( $(trx_count "$results/$name.trx" failed) + $(trx_count "$results/$name.trx" error) + $(trx_count "$results/$name.trx" timeout) + $(trx_count "$results/$name.trx" aborted) ))
    # it crashed, hung, or could not be loaded: that is a failure even when no test is to blame
    if [[ ! -e $results/$name.trx ]] || (( code != 0 && f == 0 )); then say "$name did not run to its end (exit code $code)"; f=1; fi
    (( passed += p, failed += f )) || true
    say "$name: $p passed, $f failed"
  done
  (( passed + failed > 0 )) || say "no test ran: there is none${1:+ that matches $1}"
  echo "$passed passed, $failed failed"
  (( failed == 0 && passed > 0 ))
}

# In a session of its own, so that all its processes can be ended, and in the background, so that we hear a signal.
# Its output goes through a file: whatever a test leaves running cannot hold our pipe open.
run_test_project() { # PROGRAM TRX FILTER
  local code=0 log=${2%.trx}.log hang=10m; [[ -z ${WISP_DEEP:-} ]] || hang=60m
  : >"$log" # the viewer must find it
  setsid dotnet test "$1" --nologo --logger "console;verbosity=minimal" --logger "trx;LogFileName=$2" --results-directory "${2%/*}" \
    --blame-hang-timeout $hang --blame-hang-dump-type none ${3:+--filter "$3"} </dev/null >"$log" 2>&1 8>&- 9>&- &
  test_pid=$!
  unlocked tail -f -s 0.2 --pid="$test_pid" -n +1 "$log" | unlocked grep --line-buffered -vE "$noise" &
  local viewer=$!
  wait "$test_pid" || code=$?
  test_pid=
  wait "$viewer" || true
  return $code
}
noise='^$|^VSTest version|^Starting test execution|^A total of [0-9]+ test files|^No test matches the given|^Data collector .Blame. message: All tests|^Results File:|System\.Reflection\.MethodBaseInvoker|^Passed! '

trx_count() { # FILE COUNTER
  local count
  count=$(grep -oE -m 1 '<Counters [^>]*>' "$1" 2>/dev/null | grep -oE " $2=\"[0-9]+\"" | tr -dc '0-9' || true)
  echo "${count:-0}"
}
