# Sets JAVA_HOME to a JDK of version 25 or later, or says in one line that there is none. Sourced by the other scripts.
find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*jdk* "$HOME"/.jdks/* "$HOME"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -x "$home/bin/javac" ] && [ "$("$home/bin/javac" -version 2>&1 | sed 's/javac \([0-9]*\).*/\1/')" -ge 25 ]; then
      echo "$home"
      return
    fi
  done
}
JAVA_HOME=$(find_jdk)
if [ -z "$JAVA_HOME" ]; then
  echo "A JDK of version 25 or later is needed: none was found in JAVA_HOME, /usr/lib/jvm, ~/.jdks or ~/.sdkman." >&2
  exit 1
fi
export JAVA_HOME
