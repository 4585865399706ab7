# Builds what the other scripts start, when a source is newer than the last build. Sourced by them.
JVM_OPTIONS="-XX:+UseParallelGC -Xmx4g -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

# Where the compiled modules are. Their libraries come from target/classpath of the demo, or of the benches, which need
# more.
MODULES="alert-core ops/broker ops/servers subscriber-store/sqlite subscriber-store/kafka subscriber-store/redis channels/kit channels/push channels/sms channels/email console ops/simulator ops/demo ops/bench"

# The class path to run a module of ops with: class_path ROOT [MODULE]. Kafka's brokers have one of their own.
class_path() {
  local module path=
  for module in ${MODULES/ops\/broker/}; do
    path="$path$1/$module/target/classes:"
  done
  echo "$path$(cat "$1/${2:-ops/demo}/target/classpath")"
}

build() {
  local stamp="$1/target/built" module sources=("$1/pom.xml")
  for module in $MODULES; do
    sources+=("$1/$module/pom.xml" "$1/$module/src/main")
  done
  if [ -f "$stamp" ] && [ -f "$1/ops/demo/target/classpath" ] && [ -f "$1/ops/bench/target/classpath" ] &&
    [ -z "$(find "${sources[@]}" -newer "$stamp" -print -quit)" ]; then
    return
  fi
  echo "building (the first time takes some minutes: libraries are downloaded) ..." >&2
  mkdir -p "$1/target"
  if ! (cd "$1" && ./mvnw -B -ntp -q package -DskipTests -Dspotless.check.skip) >"$1/target/build.log" 2>&1; then
    grep -E '^\[ERROR\]' "$1/target/build.log" | head -20 >&2
    echo "the build failed; all of its output is in target/build.log" >&2
    exit 1
  fi
  touch "$stamp"
}
